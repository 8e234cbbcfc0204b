import * as z from 'zod/mini';
import { type Context, defineCommand } from '../decide.ts';
import type { SeatId } from '../ids.ts';
import type { Language } from '../languages.ts';
import { LIMITS } from '../limits.ts';
import { nickname } from '../nicknames.ts';
import { ROLES, type Role, SEAT_KINDS, type Seat, type SeatKind } from '../people.ts';
import { isRefusal, type Refusal, refuse } from '../refusal.ts';
import { checkLength, cleanLine, isBlank } from '../text.ts';
import * as wire from '../wire.ts';
import type { Workshop } from '../workshop.ts';

/** Sits somebody down after the server has checked their code or invitation. Server only. */
export const takeSeat = defineCommand({
  type: 'takeSeat',
  payload: z.strictObject({
    seatId: wire.seatId,
    role: z.enum(ROLES),
    /** May be empty: then a plant lends its name. */
    name: wire.text,
    kind: z.nullable(z.enum(SEAT_KINDS)),
    organisation: z.nullable(wire.text),
    language: wire.language,
  }),
  decide(state, actor, payload, context) {
    if (state.id === null) return refuse('unknown-workshop', 'W2');
    if (actor.kind !== 'server') return refuse('wrong-role', 'S1');
    if (state.closed) return refuse('closed', 'W3');
    if (!state.linkOpen) return refuse('link-closed', 'S6');
    if (state.seats.has(payload.seatId)) return refuse('id-taken', 'S1');
    if (state.seats.size >= LIMITS.seats) {
      return refuse('room-full', 'S4', { limit: LIMITS.seats });
    }
    const seat = newSeat(state, { ...payload, owner: false }, context);
    return isRefusal(seat) ? seat : [{ type: 'seatTaken', seat }];
  },
});

interface Newcomer {
  readonly seatId: SeatId;
  readonly role: Role;
  readonly name: string;
  readonly kind?: SeatKind | null;
  readonly organisation?: string | null;
  readonly language: Language;
  readonly owner: boolean;
}

/** A seat with a clean name, or with a plant's where none was given (rule S2). */
export function newSeat(state: Workshop, newcomer: Newcomer, context: Context): Seat | Refusal {
  const given = cleanLine(newcomer.name);
  const organisation = cleanLine(newcomer.organisation ?? '');
  const wrong =
    checkLength(given, LIMITS.seatName) ?? checkLength(organisation, LIMITS.organisation);
  if (wrong !== null) return wrong;
  const taken = new Set(Array.from(state.seats.values(), (seat) => seat.name));
  return {
    id: newcomer.seatId,
    role: newcomer.role,
    name: isBlank(given) ? nickname(newcomer.language, taken, context.seed ?? 0) : given,
    kind: newcomer.kind ?? null,
    organisation: isBlank(organisation) ? null : organisation,
    language: newcomer.language,
    owner: newcomer.owner,
    tableId: null,
    ready: false,
    hand: null,
    waiting: state.waitingRoom && !newcomer.owner,
  };
}
