/**
 * People in a workshop, from the join to the last check. Whenever the phase changes they
 * stop, and every board must be equal to the server's before they go on.
 */

import { boardNow, serverBoard } from '@tavolo/e2e/room/board-hash';
import { Phone } from '@tavolo/e2e/room/phone';
import { openRoundOf, type Phase, type WorkshopId } from '@tavolo/model';
import type { BallotAnswer, Joined, WorkshopAnswer } from '@tavolo/protocol';
import type { ExportedWorkshop } from '@tavolo/report';
import { between, happens } from './chance.ts';
import { dotsGiven, miscounted, movedIn, wordsMissing } from './check.ts';
import { nextStep, showsItself } from './habits.ts';
import { InStep, inWords } from './in-step.ts';
import { Journal } from './journal.ts';

const NAMES = ['Ada', 'Bruno', 'Chiara', 'Dario', 'Elena', 'Fatima', 'Gino', 'Hana', 'Irene'];
/** Sitting down takes a room a while; the server is not knocked at by all at once. */
const AT_ONCE = 10;
const LOOK_MS = 200;
const SHOWS_MS = 1_200;
/** Shares of what people do that are a reload of the page, and a line that is lost. */
const RELOADS = 0.01;
const LOSSES = 0.01;

export interface Checked {
  readonly phase: Phase;
  readonly people: number;
  /** Boards that did not become equal to the server's. */
  readonly different: number;
  readonly ms: number;
}

export class Crowd {
  readonly journal = new Journal();
  readonly phones: Phone[] = [];
  readonly #origin: string;
  /** The middle of how long somebody thinks before they do something (ms). */
  readonly #thinkMs: number;
  readonly #say: (line: string) => void;
  #working: Promise<unknown> = Promise.resolve();
  #resting: Promise<unknown> | null = null;
  #over = false;
  reloads = 0;
  losses = 0;

  constructor(origin: string, thinkMs: number, say: (line: string) => void) {
    this.#origin = origin;
    this.#thinkMs = thinkMs;
    this.#say = say;
  }

  /** They sit down, and begin. */
  async joins(code: string, people: number): Promise<WorkshopId> {
    let workshopId = '';
    for (let from = 0; from < people; from += AT_ONCE) {
      const some = Array.from({ length: Math.min(AT_ONCE, people - from) }, async (_, index) => {
        const number = from + index;
        const name = `${NAMES[number % NAMES.length]} ${number + 1}`;
        const phone = new Phone(this.#origin, name, this.journal);
        const joined = await phone.ask<Joined>('/api/join', { code, name, language: 'it' });
        workshopId = joined.workshopId;
        await phone.open(workshopId);
        this.phones.push(phone);
      });
      await Promise.all(some);
    }
    return workshopId as WorkshopId;
  }

  begins(): void {
    this.#working = Promise.all(this.phones.map((phone) => this.#lives(phone)));
  }

  /** They let go of what they do, and look at the same thing. */
  async ends(): Promise<void> {
    this.#over = true;
    await this.#working;
    await Promise.all(this.phones.map((phone) => phone.saved()));
  }

  close(): void {
    this.#over = true;
    for (const phone of this.phones) phone.close();
  }

  async #lives(phone: Phone): Promise<void> {
    while (!this.#over) {
      await this.#thinks(phone);
      if (this.#over) return;
      await this.#resting;
      try {
        const fate = Math.random();
        if (fate < RELOADS) {
          this.reloads += 1;
          await phone.reload();
        } else if (fate < RELOADS + LOSSES) {
          this.losses += 1;
          phone.lose();
        } else nextStep(phone)?.();
      } catch (error) {
        this.journal.fault(`${phone.name}: ${String(error)}`);
        return;
      }
    }
  }

  /** Looks at the wall, and types: others see the hand. */
  async #thinks(phone: Phone): Promise<void> {
    const until = Date.now() + between(0.4, 1.6) * this.#thinkMs;
    const shows = happens(0.5);
    while (Date.now() < until && !this.#over) {
      if (shows && this.#resting === null) showsItself(phone);
      await pause(Math.min(SHOWS_MS, Math.max(1, until - Date.now())));
    }
  }

  /** Everybody stops and what they have done is saved; `look` looks; then they go on. */
  async stops<T>(look: () => Promise<T>): Promise<T> {
    let goOn = (): void => undefined;
    this.#resting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    try {
      return await look();
    } finally {
      this.#resting = null;
      goOn();
    }
  }

  /** Every board against the server's. */
  equal(workshopId: WorkshopId, phase: Phase, others: readonly Phone[] = []): Promise<Checked> {
    return this.stops(async () => {
      const from = Date.now();
      const phones = [...others, ...this.phones];
      const [asker] = phones;
      if (asker === undefined) return { phase, people: 0, different: 0, ms: 0 };
      const inStep = new InStep();
      for (;;) {
        await Promise.all(phones.map((phone) => phone.saved()));
        const told = await serverBoard(this.#origin, workshopId, asker.Socket);
        const all = phones.map(({ name, board }) => ({
          name,
          board: board === null ? null : boardNow(board),
        }));
        const verdict = inStep.judge(told, all, Date.now());
        if (verdict.is === 'behind') {
          await pause(LOOK_MS);
          continue;
        }
        const different = verdict.is === 'equal' ? 0 : verdict.who.length;
        if (verdict.is === 'unequal') this.journal.fault(`${phase}: ${inWords(told, verdict.who)}`);
        this.#say(`${phase}: ${phones.length - different} of ${phones.length} boards equal`);
        return { phase, people: phones.length, different, ms: Date.now() - from };
      }
    });
  }

  /** Each reads their own ballot from the server, and finds their dots in it. */
  ballots(workshopId: WorkshopId): Promise<number> {
    return this.stops(async () => {
      let checked = 0;
      for (const phone of this.phones) {
        await phone.saved();
        const round = openRoundOf(phone.room.get().workshop);
        if (round === null) continue;
        const { ballot } = await phone.ask<BallotAnswer>(`/api/workshops/${workshopId}/ballot`);
        const told = new Map((ballot?.dots ?? []).map(({ item, n }) => [item as string, n]));
        const own = dotsGiven(this.journal.kept, round.id).get(phone.seatId) ?? new Map();
        const wrong = [...own].some(([item, n]) => (told.get(item) ?? 0) !== n);
        if (wrong) this.journal.fault(`${phone.name}: the ballot is not what was given`);
        checked += 1;
      }
      return checked;
    });
  }

  /**
   * What was accepted against what comes out: the export, for whoever may have it. Where others
   * lead, they move and rename what the crowd has made: only its words are nobody else's.
   */
  async comesOut(workshopId: WorkshopId, leader: Phone | null): Promise<'export' | 'workshop'> {
    const path = `/api/workshops/${workshopId}`;
    const { kept } = this.journal;
    if (leader !== null) {
      const exported = await leader.ask<ExportedWorkshop>(`${path}/export.json`);
      const words = wordsMissing(exported, kept, this.#unpublished());
      for (const what of [...words, ...movedIn(exported, kept)]) this.journal.fault(what);
      for (const round of leader.room.get().workshop.rounds.values()) {
        for (const what of miscounted(round, kept)) this.journal.fault(what);
      }
      return 'export';
    }
    const [asker] = this.phones;
    if (asker === undefined) return 'workshop';
    const mayExport = asker.room.may('export') === true;
    const wall = mayExport
      ? await asker.ask<ExportedWorkshop>(`${path}/export.json`)
      : await asker.ask<WorkshopAnswer>(path);
    for (const what of wordsMissing(wall, kept, this.#unpublished(), true)) {
      this.journal.fault(what);
    }
    return mayExport ? 'export' : 'workshop';
  }

  /** The words of cards that only their authors have: drafts, and what waits to be let in. */
  #unpublished(): Map<string, string> {
    const words = new Map<string, string>();
    for (const phone of this.phones) {
      for (const { id, status, author, text } of phone.room.get().workshop.cards.values()) {
        const waits = status === 'draft' || status === 'held';
        if (waits && author === phone.seatId) words.set(id, text);
      }
    }
    return words;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
