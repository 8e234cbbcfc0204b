/**
 * Cards glide to where somebody has put them, and settle when they arrive. Measured once
 * before and once after the wall is drawn anew, for the lists that changed and for what is
 * on screen; the browser does the rest. React tells only classes when a drawing is about to
 * happen, so this is one.
 */
import { Component, type ReactNode } from 'react';
import { changedLists } from './changed-lists.ts';
import { useWallIndex } from './desk.tsx';
import type { WallIndex } from './wall-index.ts';

const CALM: KeyframeAnimationOptions = { duration: 220, easing: 'cubic-bezier(0.2, 0, 0.1, 1)' };
/** A first load, an import or an undo of many is not a move: the end state appears at once. */
const MOST_LISTS = 8;
const MOST_CARDS = 80;
/** Less than this is the rounding of a zoomed plane. */
const LEAST_PX = 1;

type Places = ReadonlyMap<string, DOMRect>;

export function Glides({ root }: { readonly root: { readonly current: HTMLElement | null } }) {
  return <Glide root={root} index={useWallIndex()} />;
}

interface Props {
  readonly root: { readonly current: HTMLElement | null };
  readonly index: WallIndex;
}

class Glide extends Component<Props> {
  override getSnapshotBeforeUpdate(before: Props): Places | null {
    const { root, index } = this.props;
    if (before.index === index || root.current === null || isStill()) return null;
    const lists = changedLists(before.index, index);
    if (lists.length === 0 || lists.length > MOST_LISTS) return null;
    const places = new Map<string, DOMRect>();
    for (const card of cardsIn(root.current, lists)) {
      // A card that was in the hand here is put down by the hand.
      if (card.dataset.lifted === undefined) {
        places.set(card.dataset.card ?? '', card.getBoundingClientRect());
      }
    }
    return places;
  }

  override componentDidUpdate(before: Props, _state: unknown, places: Places | null): void {
    const { root, index } = this.props;
    if (places === null || places.size > MOST_CARDS || root.current === null) return;
    const known = allCards(before.index);
    // All is measured before anything moves: the browser lays out once.
    const found = cardsIn(root.current, changedLists(before.index, index)).map((card) => ({
      card,
      id: card.dataset.card ?? '',
      to: card.getBoundingClientRect(),
    }));
    for (const { card, id, to } of found) {
      const from = places.get(id);
      if (from !== undefined) glide(card, from, to);
      else if (!known.has(id)) settle(card);
    }
  }

  override render(): ReactNode {
    return null;
  }
}

function cardsIn(root: HTMLElement, lists: readonly string[]): HTMLElement[] {
  const view = { right: window.innerWidth, bottom: window.innerHeight };
  return lists
    .flatMap((list) => [
      ...root.querySelectorAll<HTMLElement>(`[data-drop="${CSS.escape(list)}"] [data-card]`),
    ])
    .filter((card) => {
      const box = card.getBoundingClientRect();
      return box.bottom > 0 && box.right > 0 && box.top < view.bottom && box.left < view.right;
    });
}

function allCards(index: WallIndex): ReadonlySet<string> {
  const ids = new Set<string>();
  for (const list of [index.tray, index.own, ...index.inCluster.values()]) {
    for (const { id } of list) ids.add(id);
  }
  return ids;
}

function glide(card: HTMLElement, from: DOMRect, to: DOMRect): void {
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
