/**
 * What one person shows to the others in a text, through awareness: a caret, in the form
 * that the editor's collaboration keeps. Of what a client says only `cursor` is taken; the
 * server sets `user` from the session.
 */
import * as z from 'zod/mini';
import type { Presence } from './presence.ts';

const place = z.strictObject({
  client: z.number().check(z.int(), z.gte(0)),
  clock: z.number().check(z.int(), z.gte(0)),
});

/** A place in a Yjs text that moves with it. */
const relativePosition = z.strictObject({
  type: z.nullish(place),
  tname: z.nullish(z.string().check(z.maxLength(64))),
  item: z.nullish(place),
  assoc: z.optional(z.number().check(z.int(), z.gte(-1), z.lte(1))),
});

/** Null while the editor is not in focus. */
export const clientCaret = z.nullable(
  z.strictObject({ anchor: relativePosition, head: relativePosition }),
);
export type Caret = z.infer<typeof clientCaret>;

/** What the others receive. */
export interface TextPresence {
  readonly user: Pick<Presence, 'seatKey' | 'name' | 'shade' | 'shape'> & {
    /** `#rrggbb` */
    readonly color: string;
  };
  readonly cursor: Caret | null;
}
