/**
 * Presence in a text: carets with names. The editor says `{user, cursor}`; of that only the
 * caret is taken, and who may not write has none.
 */
import { type Caret, clientCaret, type TextPresence } from '@tavolo/protocol';
import type { OpenText } from '../texts/contract.ts';
import { mayWriteText } from '../texts/rights.ts';
import type { PresenceManners } from './presence.ts';
import { looksOf } from './seat-looks.ts';

/** For editors that draw a caret in one colour; ours draws it from the shade and the shape. */
const COLOURS = ['#0a5c9e', '#8a3b12', '#2f6b2f', '#7a2a6a', '#5a5a00'] as const;

export function textManners(text: OpenText): PresenceManners {
  const { workshop, name } = text;
  return {
    workshop,
    isSilent: () => workshop.state.phase === 'write',
    mayUse({ visitor }, client) {
      const author = text.authorOf(client);
      return author === null || author === visitor.seatId;
    },
    shown(said, { visitor }) {
      const seat = workshop.state.seats.get(visitor.seatId);
      if (seat === undefined || typeof said !== 'object') return undefined;
      if (!mayWriteText(workshop.state, seat.id, name)) return null;
      const looks = looksOf(workshop, seat);
      const presence: TextPresence = {
        user: { ...looks, color: COLOURS[looks.shade - 1] ?? COLOURS[0] },
        cursor: caretOf(said),
      };
      return presence;
    },
  };
}

function caretOf(said: object | null): Caret | null {
  const parsed = clientCaret.safeParse(said !== null && 'cursor' in said ? said.cursor : null);
  return parsed.success ? parsed.data : null;
}
