/** Presence on the board: where people point, what they hold, which field they are in. */
import type { Seat } from '@tavolo/model';
import { type ClientPresence, clientPresence, type Presence } from '@tavolo/protocol';
import type { OpenWorkshop } from '../workshop/contract.ts';
import type { PresenceManners } from './presence.ts';
import { looksOf } from './seat-looks.ts';

export function boardManners(workshop: OpenWorkshop): PresenceManners {
  return {
    workshop,
    isSilent: () => workshop.state.phase === 'write',
    mayUse: () => true,
    shown(value, { visitor }) {
      const said = readPresence(value);
      const seat = workshop.state.seats.get(visitor.seatId);
      return said === undefined || seat === undefined
        ? undefined
        : presenceOf(workshop, seat, said);
    },
  };
}

function readPresence(value: unknown): ClientPresence | undefined {
  // A stock client is here without a cursor.
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0) {
    return { cursor: null, holding: null };
  }
  const parsed = clientPresence.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

/** An observer is here and points at nothing. */
function presenceOf(workshop: OpenWorkshop, seat: Seat, said: ClientPresence): Presence {
  const isObserver = seat.role === 'observer';
  return {
    cursor: isObserver ? null : said.cursor,
    holding: isObserver ? null : said.holding,
    // Left out while there is none: a room full of cursors carries nothing for it.
    ...(isObserver || !said.field ? {} : { field: said.field }),
    ...looksOf(workshop, seat),
  };
}
