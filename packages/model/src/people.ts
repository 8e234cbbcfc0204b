import type { SeatId, TableId } from './ids.ts';
import type { Language } from './languages.ts';

export const ROLES = [
  'facilitator',
  'co-facilitator',
  'table-host',
  'antenna',
  'partner',
  'participant',
  'contributor',
  'observer',
] as const;
export type Role = (typeof ROLES)[number];

export const SEAT_KINDS = [
  'employee',
  'caregiver',
  'resident',
  'merchant',
  'organisation',
] as const;
export type SeatKind = (typeof SEAT_KINDS)[number];

/** One person's place in one workshop. */
export interface Seat {
  readonly id: SeatId;
  readonly role: Role;
  /** The shown name; a pseudonym or the nickname of a plant is fine. */
  readonly name: string;
  readonly kind: SeatKind | null;
  readonly organisation: string | null;
  readonly language: Language;
  /** The first facilitator: keeps the workshop, has the recovery link, cannot be demoted. */
  readonly owner: boolean;
  /** The table this person works at; null for who has none. */
  readonly tableId: TableId | null;
  /** Has said so in this phase. */
  readonly ready: boolean;
  /** Place among the raised hands, the first the lowest; null where it is down. */
  readonly hand: number | null;
  /** Has come and is not let in yet: reads and writes nothing. */
  readonly waiting: boolean;
}

/** Who asks: a seat of this workshop, or the server itself (timers, joining, the demonstration). */
export type Actor =
  | { readonly kind: 'seat'; readonly seatId: SeatId }
  | { readonly kind: 'server' };

export const SERVER: Actor = { kind: 'server' };

export function seatActor(seatId: SeatId): Actor {
  return { kind: 'seat', seatId };
}
