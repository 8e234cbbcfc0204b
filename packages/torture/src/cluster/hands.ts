/**
 * People at work on an installation: pages on the product's own connection code who change
 * fields, a leader who moves things about, programs that send the same over HTTP. They go on
 * whatever happens, and remember what they were told is done.
 */
import { randomUUID } from 'node:crypto';
import { Phone } from '@tavolo/e2e/room/phone';
import type { Order, ProposalId } from '@tavolo/model';
import { type Answer, isRefused } from '@tavolo/protocol';
import type { Seeded } from '../seeded.ts';
import type { Meeting } from '../victim/meeting.ts';
import { pause } from '../victim/until.ts';

/** Told that it is done. */
export interface Done {
  /** The command; or the word that was typed. */
  readonly what: string;
  readonly begunAt: number;
  readonly at: number;
  /** The board's number that shows it; null where no board does. */
  readonly boardSeq: number | null;
}

export interface Hand {
  readonly name: string;
  readonly kind: 'command' | 'word';
  readonly done: readonly Done[];
  /** What must not happen: refusals, pages that were sent away, words handed back. */
  readonly wrong: readonly string[];
  /** Nothing is without its answer. */
  readonly isSettled: boolean;
  /** Begins nothing more. */
  rest(): void;
  wake(): void;
  /** Also ends its connections. */
  close(): void;
}

/** Between two things that one hand does, in the middle. */
const THINK_MS = 260;
/** Nobody queues up more than that behind a server that is away. */
const MOST_WAITING = 30;
const AGAIN_MS = 200;
const PATIENCE_MS = 10_000;
/** Refusals that say "not now". */
const NOT_NOW = new Set(['too-many', 'not-saving', 'busy']);

export const now = (): number => performance.now();

/** Runs `act` at its own pace until it is told to stop. */
export class Pace {
  isResting = true;
  #over = false;

  constructor(random: Seeded, act: () => void) {
    void this.#run(random, act);
  }

  async #run(random: Seeded, act: () => void): Promise<void> {
    while (!this.#over) {
      await pause(THINK_MS * (0.5 + random.next()));
      if (!this.#over && !this.isResting) act();
    }
  }

  end(): void {
    this.#over = true;
  }
}

/** Over the live channel, with the page's own outbox. */
export class PageHand implements Hand {
  readonly kind = 'command';
  readonly done: Done[] = [];
  readonly wrong: string[] = [];
  readonly phone: Phone;
  readonly #told: () => void;
  readonly #pace: Pace;
  readonly #order: (n: number) => Order;
  /** When each that has no answer yet was begun: answers come in the order of the commands. */
  readonly #begun: number[] = [];
  #count = 0;

  constructor(
    url: string,
    { name, cookie }: { readonly name: string; readonly cookie: string },
    order: (n: number) => Order,
    { random, told }: { readonly random: Seeded; readonly told: () => void },
  ) {
    this.#told = told;
    this.#order = order;
    const hear = (
      _seat: unknown,
      commands: readonly { cmdId: string }[],
      answers: readonly Answer[],
    ) => {
      for (const [index, { cmdId }] of commands.entries()) this.#answered(cmdId, answers[index]);
    };
    this.phone = new Phone(url, name, { hear }).takes(cookie);
    this.#pace = new Pace(random.fork(name), () => this.#act());
  }

  get name(): string {
    return this.phone.name;
  }

  get isSettled(): boolean {
    return this.#begun.length === 0;
  }

  rest(): void {
    this.#pace.isResting = true;
  }

  wake(): void {
    this.#pace.isResting = false;
  }

  close(): void {
    this.#pace.end();
    this.phone.close();
  }

  #act(): void {
    const { room } = this.phone;
    const { opening } = room.get();
    if (opening.is === 'failed') room.retry();
    else if (opening.is !== 'ready' && opening.is !== 'opening') this.wrong.push(opening.is);
    if (opening.is !== 'ready' || this.#begun.length >= MOST_WAITING) return;
    this.#count += 1;
    const refusal = room.send(this.#order(this.#count));
    if (refusal !== null) this.wrong.push(`refused here: ${refusal.kind}`);
    else this.#begun.push(now());
  }

  #answered(cmdId: string, answer: Answer | undefined): void {
    if (answer === undefined) return;
    if (isRefused(answer)) {
      const { kind } = answer.refusal;
      if (NOT_NOW.has(kind)) return;
      this.wrong.push(`refused: ${kind}`);
      this.#begun.shift();
      return;
    }
    const begunAt = this.#begun.shift() ?? now();
    const boardSeq = answer.in.includes('board') ? answer.seq : null;
    this.done.push({ what: cmdId, begunAt, at: now(), boardSeq });
    this.#told();
  }
}

/** Over HTTP, one after the other; what has no answer is sent again as it was. */
export class PostHand implements Hand {
  readonly kind = 'command';
  readonly done: Done[] = [];
  readonly wrong: string[] = [];
  readonly name: string;
  /** Sent more than once. */
  repeats = 0;
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #order: (n: number) => Order;
  readonly #told: () => void;
  readonly #pace: Pace;
  #busy = false;
  #over = false;
  #count = 0;

  constructor(
    url: string,
    {
      name,
      cookie,
      workshopId,
    }: { readonly name: string; readonly cookie: string; readonly workshopId: string },
    order: (n: number) => Order,
    { random, told }: { readonly random: Seeded; readonly told: () => void },
  ) {
    this.name = name;
    this.#url = `${url}/api/workshops/${workshopId}/commands`;
    this.#headers = { origin: url, cookie, 'content-type': 'application/json' };
    this.#order = order;
    this.#told = told;
    this.#pace = new Pace(random.fork(name), () => void this.#act());
  }

  get isSettled(): boolean {
    return !this.#busy;
  }

  rest(): void {
    this.#pace.isResting = true;
  }

  wake(): void {
    this.#pace.isResting = false;
  }

  close(): void {
    this.#over = true;
    this.#pace.end();
  }

  async #act(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    this.#count += 1;
    const begunAt = now();
    const cmdId = randomUUID();
    const body = JSON.stringify({ cmdId, ...this.#order(this.#count) });
    for (let tries = 1; !this.#over; tries += 1) {
      if (tries > 1) this.repeats += 1;
      const answer = await this.#ask(body);
      if (answer !== null && !isRefused(answer)) {
        const boardSeq = answer.in.includes('board') ? answer.seq : null;
        this.done.push({ what: cmdId, begunAt, at: now(), boardSeq });
        break;
      }
      if (answer !== null && !NOT_NOW.has(answer.refusal.kind)) {
        this.wrong.push(`refused: ${answer.refusal.kind}`);
        break;
      }
      await pause(answer?.refusal.retryAfter ?? AGAIN_MS);
    }
    this.#busy = false;
    this.#told();
  }

  /** Null where no answer came. */
  async #ask(body: string): Promise<Answer | null> {
    try {
      const answer = await fetch(this.#url, {
        method: 'POST',
        headers: this.#headers,
        body,
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return (await answer.json()) as Answer;
    } catch (error) {
      // Torn, turned away, too slow: whatever `fetch` throws says the same.
      if (error instanceof TypeError || error instanceof DOMException) return null;
      throw error;
    }
  }
}

/** Each value is written once, so that it can be told from all others. */
export function changesField({ proposalId }: Meeting, name: string): (n: number) => Order {
  return (n) => ({
    type: 'editProposalField',
    proposalId: proposalId as ProposalId,
    field: 'problem',
    value: `${name} ${n}`,
  });
}

/** Whoever leads moves a group about and now and then writes a need into the room. */
export function leads({ clusterId }: Meeting, random: Seeded): (n: number) => Order {
  const id = <Id extends string>(): Id => randomUUID() as string as Id;
  return (n) =>
    n % 10 === 0
      ? {
          type: 'writeCard',
          cardId: id(),
          kind: 'need',
          text: `Un bisogno, il ${n}`,
          language: 'it',
          themeId: null,
          signed: false,
          writtenIn: 'tables',
        }
      : {
          type: 'moveCluster',
          clusterId: clusterId as never,
          x: random.below(4_000),
          y: random.below(4_000),
        };
}
