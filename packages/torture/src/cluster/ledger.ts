/** What people were told is done, against what the database itself has: read past every node and every proxy. */
import { textNameOf, textOf } from '@tavolo/documents';
import type { Storage } from '@tavolo/server/storage/storage';
import { emptyText } from '@tavolo/server/texts/text-document';
import { WorkshopCopy } from '@tavolo/server/workshop/workshop-copy';
import * as Y from 'yjs';
import { type Kept, keptIn } from '../victim/kept.ts';
import type { Meeting } from '../victim/meeting.ts';
import type { Done } from './hands.ts';

const PAGE = 500;

export interface Claims {
  readonly commands: readonly string[];
  readonly words: readonly string[];
}

/** Whose number of each kind is not one. */
export interface Found {
  readonly lost: readonly string[];
  readonly doubled: readonly string[];
}

export class Ledger {
  readonly #storage: Storage;
  readonly #meeting: Meeting;
  #kept: Kept = { decisions: [], commands: new Map() };
  #text = emptyText();
  #n = 0;

  constructor(storage: Storage, meeting: Meeting) {
    this.#storage = storage;
    this.#meeting = meeting;
  }

  get decisions(): number {
    return this.#kept.decisions.length;
  }

  /** Everything that was claimed is there once; doubled also where nobody claimed it. */
  async judge({ commands, words }: Claims): Promise<Found> {
    await this.#readOn();
    const counted = new Map<string, number>();
    for (const word of textOf(this.#text).text.split(/\s+/)) {
      if (word !== '') counted.set(word, (counted.get(word) ?? 0) + 1);
    }
    const timesOf = [this.#kept.commands, counted] as const;
    return {
      lost: [commands, words].flatMap((claimed, kind) =>
        claimed.filter((what) => !timesOf[kind]?.has(what)),
      ),
      // The template's own words stand in it more than once; ours have a number.
      doubled: timesOf.flatMap((times) =>
        [...times].filter(([what, n]) => n > 1 && /\d/.test(what)).map(([what]) => what),
      ),
    };
  }

  /** Decisions that are dated before the one that they follow. */
  get backwards(): number {
    const { decisions } = this.#kept;
    return decisions.filter(({ at }, index) => at < (decisions[index - 1]?.at ?? 0)).length;
  }

  /** How far the date of any of these is outside of the time in which it was done, at most (ms). */
  async misdatedMs(done: readonly Done[]): Promise<number> {
    await this.#readOn();
    const dates = new Map(this.#kept.decisions.map(({ cmdId, at }) => [cmdId, at]));
    const outside = done.flatMap(({ what, begunAt, at }) => {
      const date = dates.get(what);
      if (date === undefined) return [];
      const told = date - performance.timeOrigin;
      return [begunAt - told, told - at];
    });
    return Math.max(0, ...outside);
  }

  /** The board as the log alone gives it, from the first decision on. */
  async board(): Promise<Uint8Array> {
    await this.#readOn();
    const copy = new WorkshopCopy();
    for (const decision of this.#kept.decisions) copy.apply(decision);
    return Y.encodeStateAsUpdate(copy.board);
  }

  async text(): Promise<Uint8Array> {
    await this.#readOn();
    return Y.encodeStateAsUpdate(this.#text);
  }

  async #readOn(): Promise<void> {
    this.#kept = await keptIn(this.#storage, this.#meeting.workshopId, this.#kept);
    const { workshopId, proposalId } = this.#meeting;
    for (;;) {
      const key = { workshopId, name: textNameOf(proposalId) };
      const page = await this.#storage.readText(key, this.#n, PAGE);
      for (const { bytes } of page) Y.applyUpdate(this.#text, bytes);
      this.#n += page.length;
      if (page.length < PAGE) return;
    }
  }
}
