/**
 * Attacks on a text from somebody who may write it: one update each (or a preparation and
 * then it), with the rules of the gate that stand in its way. Where a scene is drawn from a
 * seed, ids, places and sizes are others each time.
 */
import type { GateRule } from '@tavolo/server/texts/gate';
import type { Seeded } from '../seeded.ts';
import type * as forge from './forged.ts';
import { CONTENT_ATTACKS } from './text-attacks-content.ts';
import { STRUCTURE_ATTACKS } from './text-attacks-structure.ts';

/** What an attacker knows: somebody's paragraph, its words, and where she will go on. */
export interface Scene {
  /** The attacker's own client id, not used so far. */
  readonly me: number;
  readonly paragraph: forge.At;
  readonly words: forge.At;
  readonly letter: forge.At;
  readonly victim: number;
  readonly next: number;
  readonly heading: forge.At;
  /** Where the server itself would go on. */
  readonly serverNext: number;
  readonly random: Seeded;
}

export interface TextAttack {
  readonly title: string;
  /** The rule that it is turned away by; where several stand in its way, all of them. */
  readonly rules: readonly GateRule[];
  readonly updates: (scene: Scene) => readonly Uint8Array[];
}

export const TEXT_ATTACKS: readonly TextAttack[] = [...STRUCTURE_ATTACKS, ...CONTENT_ATTACKS];
