/** The one quiet line under a card: merged voices, where it comes from, who signed it. */
import type { Card, Language, Place } from '@tavolo/model';
import type { Text } from '../state/hooks.ts';

/** Short: what stands before a dash is enough on the wall ("Sportello 12"). */
export function originOf(card: Card, place: Place | undefined, text: Text): string {
  const parts: string[] = [];
  if (card.kind === 'offer') parts.push(text('board.offer'));
  if (card.signedAs !== null) parts.push(card.signedAs);
  if (place !== undefined) parts.push(shortPlace(place.name));
  return parts.join(' · ');
}

export function shortPlace(name: string): string {
  const [first = name, second] = name.split(/\s[–—-]\s/);
  // "Centro di smistamento – sala mensa": a long first half says less than a short second.
  return second !== undefined && first.length > 16 && second.length < first.length
    ? capital(second)
    : first;
}

/**
 * "in English": where a text is neither in the reader's language nor in the one that the
 * workshop is held in. Said on every other card it would tell nobody anything.
 */
export function foreignTo(
  card: Card,
  reader: Language,
  workshop: Language,
  text: Text,
): string | null {
  if (card.language === reader || card.language === workshop) return null;
  return text('board.inLanguage', { language: text(`board.language.${card.language}`) });
}

/** What a card that nobody else sees yet is waiting for; null for published ones. */
export function privateState(card: Card, text: Text): string | null {
  if (card.status === 'draft') return text('board.onlyYou');
  if (card.status !== 'held') return null;
  if (card.heldFor === 'late') return text('board.late');
  return text(card.heldFor === 'next-round' ? 'board.nextRound' : 'board.inReview');
}

function capital(words: string): string {
  return words.charAt(0).toLocaleUpperCase() + words.slice(1);
}
