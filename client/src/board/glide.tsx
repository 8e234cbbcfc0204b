/**
 * Cards glide to where somebody has put them, and settle when they arrive. Only the cards that
 * changed are measured, once before and once after the wall is drawn anew; the browser does
 * the rest. React tells only classes when a drawing is about to happen, so this is one.
 */
import { Component, type ReactNode } from 'react';
import { type ChangedCards, changedCards } from './changed-cards.ts';
import { useWallIndex } from './desk.tsx';
import type { WallIndex } from './wall-index.ts';

const CALM: KeyframeAnimationOptions = { duration: 220, easing: 'cubic-bezier(0.2, 0, 0.1, 1)' };
/** A first load, a reveal or an undo of many is not a move: the end state appears at once. */
const MOST_CARDS = 12;
/** Less than this is the rounding of a zoomed plane. */
const LEAST_PX = 1;

interface Before {
  readonly changed: ChangedCards;
  readonly places: ReadonlyMap<string, DOMRect>;
}

interface Props {
  readonly root: { readonly current: HTMLElement | null };
  readonly index: WallIndex;
}

export function Glides({ root }: Pick<Props, 'root'>) {
  return <Glide root={root} index={useWallIndex()} />;
}

class Glide extends Component<Props> {
  override getSnapshotBeforeUpdate(before: Props): Before | null {
    const { root, index } = this.props;
    if (before.index === index || root.current === null || isStill()) return null;
    const changed = changedCards(before.index, index);
    const count = changed.moved.length + changed.arrived.length;
    if (count === 0 || count > MOST_CARDS) return null;
    const places = new Map<string, DOMRect>();
    for (const id of changed.moved) {
      const card = cardIn(root.current, id);
      // A card that is in the hand here is put down by the hand.
      if (card !== null && card.dataset.lifted === undefined) {
        places.set(id, card.getBoundingClientRect());
      }
    }
    return { changed, places };
  }

  override componentDidUpdate(_props: Props, _state: unknown, before: Before | null): void {
    const root = this.props.root.current;
    if (before === null || root === null) return;
    for (const id of before.changed.moved) {
      const from = before.places.get(id);
      const card = cardIn(root, id);
      if (from !== undefined && card !== null) glide(card, from);
    }
    for (const id of before.changed.arrived) {
      const card = cardIn(root, id);
      if (card !== null) settle(card);
    }
  }

  override render(): ReactNode {
    return null;
  }
}

function cardIn(root: HTMLElement, id: string): HTMLElement | null {
  return root.querySelector(`[data-card="${CSS.escape(id)}"]`);
}

function glide(card: HTMLElement, from: DOMRect): void {
  const to = card.getBoundingClientRect();
  if (Math.hypot(from.left - to.left, from.top - to.top) < LEAST_PX) return;
  const scale = card.offsetWidth === 0 ? 1 : to.width / card.offsetWidth;
  const x = (from.left - to.left) / scale;
  const y = (from.top - to.top) / scale;
  // A slot of the tray cuts off what leaves it; so the slot moves.
  slotOf(card).animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], CALM);
  // On its way it lies over the clusters that it passes.
  card.closest('[data-cluster]')?.animate([{ zIndex: 1 }, { zIndex: 1 }], CALM);
}

function settle(card: HTMLElement): void {
  slotOf(card).animate([{ opacity: 0, transform: 'translateY(-8px)' }, {}], CALM);
}

function slotOf(card: HTMLElement): HTMLElement {
  return card.closest<HTMLElement>('[data-slot]') ?? card;
}

function isStill(): boolean {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches;
}
