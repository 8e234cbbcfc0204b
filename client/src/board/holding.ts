import type { CardId } from '@tavolo/model';
import type { Presence } from '@tavolo/protocol';
import { useCallback, useRef, useSyncExternalStore } from 'react';
import { useRoom } from '../state/hooks.ts';

/** Who has a card in the hand. Cursors move many times a second; this changes with the cards alone. */
export function useHolding(): ReadonlyMap<CardId, Presence> {
  const { presence } = useRoom();
  const last = useRef<ReadonlyMap<CardId, Presence>>(new Map());
  const read = useCallback(() => {
    const now = new Map<CardId, Presence>();
    for (const person of presence.get()) {
      if (person.holding !== null) now.set(person.holding as CardId, person);
    }
    if (!sameHands(last.current, now)) last.current = now;
    return last.current;
  }, [presence]);
  return useSyncExternalStore(presence.subscribe, read);
}

function sameHands(a: ReadonlyMap<CardId, Presence>, b: ReadonlyMap<CardId, Presence>): boolean {
  if (a.size !== b.size) return false;
  for (const [cardId, person] of a) {
    const other = b.get(cardId);
    if (other?.seatKey !== person.seatKey || other.name !== person.name) return false;
  }
  return true;
}
