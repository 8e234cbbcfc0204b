/**
 * What this device remembers of a workshop beside the board's copy, so that the page also
 * opens without a network: whose seat it was, which copy is the latest, its own cards.
 */
import type { MineFeed } from '@tavolo/protocol';
import { forgetOwnWords } from './own-words.ts';

export interface Remembered {
  readonly seatId: string;
  readonly epoch: string;
  readonly joinCode: string;
  readonly mine: MineFeed | null;
}

export interface Memory {
  read(workshopId: string): Remembered | null;
  write(workshopId: string, remembered: Remembered): void;
  /** All that a seat has left here but the copies of documents: somebody else may sit here next. */
  forget(workshopId: string): void;
}

export const deviceMemory: Memory = {
  read(workshopId) {
    try {
      const stored = localStorage.getItem(keyOf(workshopId));
      return stored === null ? null : asRemembered(JSON.parse(stored));
    } catch (error) {
      console.info('nothing is remembered on this device', error);
      return null;
    }
  },
  write(workshopId, remembered) {
    try {
      localStorage.setItem(keyOf(workshopId), JSON.stringify(remembered));
    } catch (error) {
      console.info('this device remembers nothing', error);
    }
  },
  forget(workshopId) {
    forgetOwnWords(workshopId);
    try {
      localStorage.removeItem(keyOf(workshopId));
    } catch (error) {
      console.info('this device remembers nothing', error);
    }
  },
};

function keyOf(workshopId: string): string {
  return `tavolo:seat:${workshopId}`;
}

/** Written by an earlier version or by hand: then it is as if nothing was there. */
function asRemembered(value: unknown): Remembered | null {
  if (typeof value !== 'object' || value === null) return null;
  const { seatId, epoch, joinCode } = value as Record<string, unknown>;
  return [seatId, epoch, joinCode].every((part) => typeof part === 'string')
    ? (value as Remembered)
    : null;
}
