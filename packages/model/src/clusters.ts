import type { ClusterId, PlaceId, TableId, ThemeId } from './ids.ts';

/** One of eight; `design` has an edge, an ink, a tint and a glyph for each. */
export const THEME_COLOURS = [
  'housing',
  'elder',
  'balance',
  'children',
  'income',
  'health',
  'neighbour',
  'access',
] as const;
export type ThemeColour = (typeof THEME_COLOURS)[number];

export interface Theme {
  readonly id: ThemeId;
  readonly name: string;
  readonly colour: ThemeColour;
  /** Position among the themes, from 0. */
  readonly position: number;
}

export interface Cluster {
  readonly id: ClusterId;
  readonly themeId: ThemeId | null;
  readonly name: string;
  /** "How might we …?" May be empty. */
  readonly question: string;
  /** Integers in board units; the top start corner. */
  readonly x: number;
  readonly y: number;
  /** The table that works on it; null: parked. */
  readonly tableId: TableId | null;
  /** The workshop's pass in which it was made. */
  readonly pass: number;
}

export const PLACE_KINDS = [
  'counter',
  'canteen',
  'shop',
  'home',
  'school',
  'online',
  'table',
  'other',
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** A place of origin. It stays with the need for ever; gathering points will be made of these. */
export interface Place {
  readonly id: PlaceId;
  readonly kind: PlaceKind;
  readonly name: string;
  readonly zone: string | null;
}
