import type { FeedName } from '@tavolo/model';

/** Beside the refusals of the model: what the door says no to. */
export const DOOR_REFUSALS = [
  'malformed',
  'unknown-command',
  'no-session',
  'forbidden-origin',
  'unknown-code',
  'used-link',
  'not-found',
  'too-many',
  'too-large',
  'busy',
  'not-saving',
  'version',
  'may-not-create',
  'unsupported-media',
  /** What is kept of this workshop, or of this text, cannot be trusted: only whoever runs the service can help. */
  'damaged',
  'damaged-text',
  /** Our own fault. */
  'failed',
] as const;
export type DoorRefusal = (typeof DOOR_REFUSALS)[number];

/**
 * An accepted command: the sender's feeds that will show it, and the number by which they do.
 * It is the board's where `in` names the board, or nothing; else the sender's own. Never the
 * log's: that one tells how much others save in private.
 */
export interface Accepted {
  readonly seq: number;
  readonly in: readonly FeedName[];
}

/** A refused one, with a sentence in the sender's language. */
export interface Refused {
  readonly refusal: {
    readonly kind: string;
    readonly message: string;
    readonly rule: string;
    readonly params?: Readonly<Record<string, string | number>>;
    /** Milliseconds until a try makes sense, where the rate was too high. */
    readonly retryAfter?: number;
  };
}

export type Answer = Accepted | Refused;

export function isRefused(answer: Answer): answer is Refused {
  return 'refusal' in answer;
}
