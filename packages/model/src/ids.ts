/**
 * Branded identifiers. All are random UUID v4 made by whoever creates the thing
 * (v7 would tell the time at which an anonymous card was written).
 */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type WorkshopId = Id<'workshop'>;
export type SeatId = Id<'seat'>;
export type ThemeId = Id<'theme'>;
export type ClusterId = Id<'cluster'>;
export type CardId = Id<'card'>;
export type PlaceId = Id<'place'>;
export type TableId = Id<'table'>;
export type ProposalId = Id<'proposal'>;
export type RoundId = Id<'round'>;
export type AmendmentId = Id<'amendment'>;
export type CommandId = Id<'command'>;

/** A UUID in lower case; v4 is asked for, any version is accepted from imports. */
export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/**
 * Shapes 16 random bytes into a UUID v4. The caller brings the randomness:
 * `crypto.randomUUID` is missing on plain-http LAN addresses, `getRandomValues` is not.
 */
export function uuidFrom(random: Uint8Array): string {
  const bytes = Uint8Array.from(random.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
