import type { Card, CardId, Workshop } from '@tavolo/model';
import { Signal } from './signal.ts';

/** Wakes those who watch a card when that card is another object than before. */
export class CardSignals {
  readonly #cards = new Map<CardId, { readonly signal: Signal; shown: Card | undefined }>();

  listen(id: CardId, shown: Card | undefined, listener: () => void): () => void {
    const watched = this.#cards.get(id) ?? { signal: new Signal(), shown };
    this.#cards.set(id, watched);
    const leave = watched.signal.listen(listener);
    return () => {
      leave();
      if (!watched.signal.isHeard) this.#cards.delete(id);
    };
  }

  tell(workshop: Workshop): void {
    for (const [id, watched] of this.#cards) {
      const card = workshop.cards.get(id);
      if (card === watched.shown) continue;
      watched.shown = card;
      watched.signal.tell();
    }
  }
}
