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
  /** Our own fault. */
  'failed',
] as const;
export type DoorRefusal = (typeof DOOR_REFUSALS)[number];

/** An accepted command: the decision's number and the sender's feeds that will show it. */
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
