/** A crowd of phones, as a torture holds it. */
import { startHelper } from './asked.ts';
import { openPhones } from './dial.ts';
import type { Person } from './words.ts';

export interface PhonesQuestion {
  /** Of the board, as `ws://…`. */
  readonly url: string;
  readonly people: readonly Person[];
  /** After which those who are not in step will not be (ms). */
  readonly patienceMs: number;
}

export type PhonesWord = PhonesQuestion | 'hang up';

export interface DialAnswer {
  readonly synced: number;
  /** Connections that failed or were ended before they were in step. */
  readonly errors: number;
  readonly bytes: number;
  /** From the first dial to the last one, and to when half and all are in step (ms). */
  readonly dialedMs: number;
  readonly halfMs: number;
  readonly lastMs: number;
  /** What the first in step was sent: a frame with the whole board. */
  readonly board: Uint8Array | null;
}

export interface Phones {
  dial(question: PhonesQuestion): Promise<DialAnswer>;
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

/** Few of them do as well in this process, which saves a start. */
export async function startPhones(where: 'here' | 'elsewhere'): Promise<Phones> {
  if (where === 'here') return openPhones();
  const helper = await startHelper<PhonesWord>('./phones-main.ts', []);
  return {
    dial: (question) => helper.ask<DialAnswer>(question),
    hangUp: () => helper.ask('hang up'),
    close: () => helper.kill(),
  };
}
