/**
 * The lock keeps the wall, the sheets and the votes as they are while people talk. It
 * binds everybody, those who lead too, until they unlock; running the workshop stays free.
 */
import type { Card } from './cards.ts';
import type { ClusterId, ThemeId } from './ids.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { Workshop } from './workshop.ts';

export interface Lock {
  readonly everything: boolean;
  /** Themes locked one by one, sorted; they stay so when "everything" is unlocked. */
  readonly themeIds: readonly ThemeId[];
}

export const UNLOCKED: Lock = { everything: false, themeIds: [] };

/** Refuses what touches a locked theme, or anything while everything is locked. Rule N2. */
export function checkLock(
  { lock }: { readonly lock: Lock },
  themeIds: readonly (ThemeId | null)[] = [],
): Refusal | null {
  const isLocked =
    lock.everything || themeIds.some((id) => id !== null && lock.themeIds.includes(id));
  return isLocked ? refuse('locked', 'N2') : null;
}

/** Themes that a card belongs to: its own, and that of the cluster it lies in. */
export function themesOfCard(
  state: Workshop,
  card: Pick<Card, 'themeId' | 'clusterId'>,
): readonly (ThemeId | null)[] {
  return [
    card.themeId,
    ...(card.clusterId === null ? [] : themesOfClusters(state, [card.clusterId])),
  ];
}

export function themesOfClusters(
  state: Workshop,
  clusterIds: readonly ClusterId[],
): readonly (ThemeId | null)[] {
  return clusterIds.map((id) => state.clusters.get(id)?.themeId ?? null);
}
