/** What a spotlight is on, in words. */
import type { SpotlightTarget, Workshop } from '@tavolo/model';
import { type Text, useText, useWorkshop } from '../state/hooks.ts';

/** A need may be a page long; the beginning says which. */
const LONGEST = 90;

export function useTargetWords(target: SpotlightTarget): string {
  const text = useText();
  const workshop = useWorkshop();
  return targetWords(target, workshop, text);
}

export function targetWords(target: SpotlightTarget, workshop: Workshop, text: Text): string {
  const words = wordsOf(target, workshop);
  if (words === null || words === '') return text('care.theWall');
  const begin = words.length > LONGEST ? `${words.slice(0, LONGEST).trimEnd()}…` : words;
  // The sentence around it has its own full stop.
  return `«${begin.replace(/\.$/, '')}»`;
}

function wordsOf(target: SpotlightTarget, workshop: Workshop): string | null {
  switch (target.kind) {
    case 'wall':
      return null;
    case 'card': {
      // Whoever leads, or wrote it, has it after it was taken off the wall.
      const card = workshop.cards.get(target.id);
      return card?.status === 'published' ? card.text : null;
    }
    case 'cluster':
      return workshop.clusters.get(target.id)?.name ?? null;
    case 'proposal':
      return workshop.proposals.get(target.id)?.fields.title ?? null;
    case 'table':
      return workshop.tables.get(target.id)?.name ?? null;
  }
}
