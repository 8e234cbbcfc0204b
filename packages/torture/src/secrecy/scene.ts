/** What one session's people share: who is here, how far it has come, and who may have read what. */
import { randomUUID } from 'node:crypto';
import type { Phase } from '@tavolo/model';
import { type Answer, isRefused } from '@tavolo/protocol';
import type { Seeded } from '../seeded.ts';
import { Ledger } from './ledger.ts';
import { Person, within } from './person.ts';

export class Scene {
  readonly ledger: Ledger;
  readonly people: Person[] = [];
  readonly random: Seeded;
  readonly proposalId = randomUUID();
  /** What is voted on. */
  readonly clusterIds: readonly string[] = [randomUUID(), randomUUID()];
  readonly roundId = randomUUID();
  /** Things heard with a ranking in them, while the round was open and when it was closed. */
  readonly tallies = { early: 0, late: 0 };
  phase: Phase = 'prepare';
  code = '';
  /** Connections that ended and came back, and orders that were bound to be refused. */
  faults = 0;
  readonly #url: string;
  readonly #number: number;
  readonly #isRuled: boolean;

  /** `isRuled` false: the server has rules out of force, and need not do what they say. */
  constructor(url: string, number: number, random: Seeded, isRuled: boolean) {
    this.#url = url;
    this.#number = number;
    this.#isRuled = isRuled;
    this.random = random;
    this.ledger = new Ledger(number);
  }

  get owner(): Person {
    const [owner] = this.people;
    if (owner === undefined) throw new Error('nobody here');
    return owner;
  }

  newcomer(): Person {
    const address = `10.${this.#number >> 8}.${this.#number & 255}.${this.people.length + 1}`;
    const person = new Person(this.#url, address);
    this.people.push(person);
    return person;
  }

  /** Words that everybody may read as soon as they are written. */
  public(person: Person, words: string): string {
    const canary = this.ledger.plant(person.seatId);
    this.ledger.open(canary);
    return `${words} ${canary}`;
  }

  /** The ledger would be wrong from here on. */
  surprised(what: string): void {
    if (this.#isRuled) throw new Error(what);
  }

  accepted(answer: Answer, what: string): void {
    if (isRefused(answer)) this.surprised(`${what} was refused: ${answer.refusal.kind}`);
  }
}

export async function until(holds: () => boolean, what: string): Promise<void> {
  let stop = false;
  const look = async () => {
    while (!stop && !holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  try {
    await within(look(), what);
  } finally {
    stop = true;
  }
}
