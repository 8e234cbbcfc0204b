/** Where everybody is asked to look. Soft, one may leave it; held, it calls everybody back ("tutti qui"). */
import type { WorkshopEvent } from './events.ts';
import type { CardId, ClusterId, ProposalId, TableId } from './ids.ts';
import type { Workshop } from './workshop.ts';

export type SpotlightTarget =
  /** The wall as a whole: "everybody back" is a held spotlight there. */
  | { readonly kind: 'wall' }
  | { readonly kind: 'card'; readonly id: CardId }
  | { readonly kind: 'cluster'; readonly id: ClusterId }
  | { readonly kind: 'proposal'; readonly id: ProposalId }
  | { readonly kind: 'table'; readonly id: TableId };

export interface Spotlight {
  readonly at: SpotlightTarget;
  readonly hold: boolean;
}

/** Lets go of people where what they look at goes (rule N3). */
export function spotlightEnds(
  { spotlight }: Pick<Workshop, 'spotlight'>,
  gone: CardId | ClusterId,
): readonly WorkshopEvent[] {
  const at = spotlight?.at;
  return at !== undefined && at.kind !== 'wall' && at.id === gone
    ? [{ type: 'spotlightSet', spotlight: null }]
    : [];
}
