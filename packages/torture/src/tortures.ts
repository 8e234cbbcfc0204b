/** All tortures, in the order of the catalogue. A new one is its folder and its line here. */
import type { Torture } from './torture.ts';

export const TORTURES: readonly Torture[] = [];
