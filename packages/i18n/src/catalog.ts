/**
 * Types of the catalogs. A key is `part.name`; plural forms are sub-keys in i18next's
 * manner (`cards_one`, `cards_many`, `cards_other`), asked for as `cards` with a `count`.
 */
import type { it } from './it/index.ts';

type Words<Part> = {
  readonly [Key in keyof Part]: Part[Key] extends string ? string : Words<Part[Key]>;
};

/** What every language must bring: the same keys as Italian, plural forms apart. */
export type Catalog = {
  readonly [Part in keyof typeof it]: {
    readonly [Key in keyof (typeof it)[Part] as Key extends `${string}_many` ? never : Key]: Words<
      (typeof it)[Part]
    >[Key];
  };
};

type WithoutPlural<Key> =
  Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : Key;

/** `board.addNeed`, `refusals.wrong-phase`, … */
export type Key = {
  [Part in keyof typeof it]: `${Part}.${WithoutPlural<keyof (typeof it)[Part] & string>}`;
}[keyof typeof it];
