/**
 * What one person shows to the others on the board, through awareness. A client may set
 * `cursor`, `holding` and `field`; the server sets the rest from the session, so that nobody can
 * speak under another's name.
 */
import * as z from 'zod/mini';

const coordinate = z.number().check(z.gte(-1_000_000), z.lte(1_000_000));

export const clientPresence = z.strictObject({
  /** In board units; null on phones, while writing, and outside the board. */
  cursor: z.nullable(z.strictObject({ x: coordinate, y: coordinate })),
  /** The card in the hand; others see it as held for a few seconds. */
  holding: z.nullable(z.string().check(z.maxLength(64))),
  /** The field of a service sheet somebody is in, `<proposal>/<field>`; absent on the board. */
  field: z.optional(z.nullable(z.string().check(z.maxLength(64)))),
});
export type ClientPresence = z.infer<typeof clientPresence>;

/** What the others receive. `shade` is 1 to 5, `shape` one of five: told apart without colour. */
export interface Presence extends ClientPresence {
  readonly seatKey: string;
  readonly name: string;
  readonly shade: 1 | 2 | 3 | 4 | 5;
  readonly shape: PresenceShape;
}

export const PRESENCE_SHAPES = ['circle', 'square', 'drop', 'leaf', 'arch'] as const;
export type PresenceShape = (typeof PRESENCE_SHAPES)[number];

/** An awareness state may not be larger (bytes of JSON). */
export const MAX_PRESENCE = 2_048;
