/**
 * A card in the hand, drawn without React: a copy follows the pointer, a dashed place
 * shows where it would land, and one drop is one `placeCard`. Mouse and pen lift after a
 * few pixels, a finger after a long press, so that it can still scroll and pan.
 */
import type { Camera } from './camera.ts';
import css from './card.module.css';
import { landsBefore, neighbourFor } from './columns.ts';

export interface Landing {
  /** Null is the tray. */
  readonly clusterId: string | null;
  readonly after: string | null;
}

export interface DragHost {
  readonly camera: Camera;
  mayLift(cardId: string): boolean;
  /** The cards of a cluster in their order. */
  orderOf(clusterId: string): readonly string[];
  lifted(cardId: string): void;
  dropped(cardId: string, landing: Landing): void;
  /** Let go on the bare plane, at this point of the board. */
  droppedOnPlane(cardId: string, at: Point): void;
  cancelled(cardId: string): void;
}

const LIFT_PX = 5;
export const LONG_PRESS_MS = 350;
/** A finger that has moved this far before the long press is scrolling. */
export const SLIP_PX = 10;
const EDGE_PX = 56;
const EDGE_SPEED = 14;
/** Passing an edge on the way from the tray is not wanting to go there. */
const EDGE_DWELL_MS = 300;

interface Point {
  x: number;
  y: number;
}

interface Hand {
  readonly cardId: string;
  readonly source: HTMLElement;
  readonly copy: HTMLElement;
  readonly gap: HTMLElement;
  readonly grip: Point;
  readonly scale: number;
  target: HTMLElement | null;
  frame: number;
  /** Since when it has been near an edge; 0 while it is not. */
  nearSince: number;
}

/** Makes the cards inside `root` movable; returns the way to stop. */
export function attachCardDrag(root: HTMLElement, host: DragHost): () => void {
  let pressed: { card: HTMLElement; start: Point; pointerId: number; timer: number } | null = null;
  let hand: Hand | null = null;
  const at: Point = { x: 0, y: 0 };

  const down = (event: PointerEvent) => {
    if (hand !== null || event.button !== 0 || !event.isPrimary) return;
    const element = event.target instanceof Element ? event.target : null;
    const card = element?.closest<HTMLElement>('[data-card]') ?? null;
    if (card === null || element?.closest('button, a') || !host.mayLift(card.dataset.card ?? '')) {
      return;
    }
    at.x = event.clientX;
    at.y = event.clientY;
    const touch = event.pointerType === 'touch';
    const timer = touch ? window.setTimeout(() => lift(), LONG_PRESS_MS) : 0;
    pressed = { card, start: { ...at }, pointerId: event.pointerId, timer };
    if (!touch) event.preventDefault();
  };

  const move = (event: PointerEvent) => {
    if (pressed === null || event.pointerId !== pressed.pointerId) return;
    at.x = event.clientX;
    at.y = event.clientY;
    if (hand !== null) return;
    const far = Math.hypot(at.x - pressed.start.x, at.y - pressed.start.y);
    if (pressed.timer !== 0) {
      if (far > SLIP_PX) release();
    } else if (far > LIFT_PX) lift();
  };

  const up = (event: PointerEvent) => {
    if (pressed === null || event.pointerId !== pressed.pointerId) return;
    if (hand === null) release();
    else drop(hand);
  };

  const cancel = (event: PointerEvent) => {
    if (pressed === null || event.pointerId !== pressed.pointerId) return;
    if (hand === null) release();
    else putBack(hand);
  };

  const key = (event: KeyboardEvent) => {
    if (hand === null || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    putBack(hand);
  };

  // Once a card is in the hand, a finger neither scrolls the tray nor pans the plane.
  const touch = (event: TouchEvent) => {
    if (hand === null) return;
    event.preventDefault();
    event.stopPropagation();
  };
  const menu = (event: Event) => {
    if (hand !== null || (pressed !== null && pressed.timer !== 0)) event.preventDefault();
  };

  function lift(): void {
    if (pressed === null) return;
    const { card, start } = pressed;
    const box = card.getBoundingClientRect();
    const scale = card.offsetWidth === 0 ? 1 : box.width / card.offsetWidth;
    const copy = document.createElement('div');
    copy.className = css.inHand ?? '';
    copy.style.width = `${card.offsetWidth}px`;
    copy.setAttribute('aria-hidden', 'true');
    const paper = card.cloneNode(true) as HTMLElement;
    delete paper.dataset.card;
    copy.append(paper);
    document.body.append(copy);
    const gap = document.createElement('div');
    gap.className = css.gap ?? '';
    gap.style.height = `${card.offsetHeight}px`;
    card.dataset.lifted = '';
    host.camera.locked = true;
    document.body.style.cursor = 'grabbing';
    const grip = { x: start.x - box.left, y: start.y - box.top };
    const cardId = card.dataset.card ?? '';
    hand = { cardId, source: card, copy, gap, grip, scale, target: null, frame: 0, nearSince: 0 };
    follow();
    host.lifted(cardId);
  }

  /** Once a frame: the copy under the pointer, the place under the copy, the edges. */
  function follow(): void {
    if (hand === null) return;
    const x = at.x - hand.grip.x;
    const y = at.y - hand.grip.y;
    hand.copy.style.transform = `translate(${x}px, ${y}px) scale(${hand.scale})`;
    const under = document.elementFromPoint(at.x, at.y);
    aim(hand, under?.closest<HTMLElement>('[data-drop]') ?? null);
    slide(hand, under);
    hand.frame = requestAnimationFrame(follow);
  }

  function aim(held: Hand, target: HTMLElement | null): void {
    if (target !== held.target) {
      if (held.target !== null) delete held.target.dataset.target;
      held.target = target;
      if (target !== null) target.dataset.target = '';
    }
    const columns = target === null ? [] : columnsOf(target);
    const column = nearest(columns, at.x);
    if (column === undefined) {
      held.gap.remove();
      return;
    }
    const before = landsBefore(slotsOf(column, held), at.y);
    const next = before === null ? null : column.querySelector(`[data-card="${before}"]`);
    const slot = next?.closest('[data-slot]') ?? null;
    if (held.gap.parentElement !== column || held.gap.nextElementSibling !== slot) {
      column.insertBefore(held.gap, slot);
    }
  }

  /** Near an edge of the wall the plane comes along; near an edge of the tray it scrolls. */
  function slide(held: Hand, under: Element | null): void {
    const scroller = under?.closest<HTMLElement>('[data-scroller]') ?? null;
    if (scroller !== null) {
      const box = scroller.getBoundingClientRect();
      scroller.scrollTop += pull(at.y, box.top, box.bottom);
      return;
    }
    const plane = under?.closest<HTMLElement>('[data-plane]') ?? null;
    if (plane === null) {
      held.nearSince = 0;
      return;
    }
    const box = plane.getBoundingClientRect();
    const dx = pull(at.x, box.left, box.right);
    const dy = pull(at.y, box.top, box.bottom);
    if (dx === 0 && dy === 0) {
      held.nearSince = 0;
      return;
    }
    if (held.nearSince === 0) held.nearSince = performance.now();
    if (performance.now() - held.nearSince > EDGE_DWELL_MS) host.camera.panBy(-dx, -dy);
  }

  function landing(held: Hand): Landing | null {
    const clusterId = held.target?.dataset.drop;
    if (held.target === null || clusterId === undefined) return null;
    if (clusterId === '') return { clusterId: null, after: null };
    const next = held.gap.nextElementSibling?.querySelector<HTMLElement>('[data-card]');
    const before = next?.dataset.card ?? null;
    return { clusterId, after: neighbourFor(host.orderOf(clusterId), held.cardId, before) };
  }

  function drop(held: Hand): void {
    const where = landing(held);
    if (where === null) {
      const bare = document.elementFromPoint(at.x, at.y)?.closest<HTMLElement>('[data-plane]');
      if (!(bare instanceof HTMLElement)) {
        putBack(held);
        return;
      }
      cancelAnimationFrame(held.frame);
      const { left, top } = bare.getBoundingClientRect();
      const { area, k } = host.camera.view();
      clear(held);
      host.droppedOnPlane(held.cardId, {
        x: Math.round(area.x + (at.x - left) / k),
        y: Math.round(area.y + (at.y - top) / k),
      });
      return;
    }
    const from = held.copy.getBoundingClientRect();
    cancelAnimationFrame(held.frame);
    host.dropped(held.cardId, where);
    // The change is drawn in the next frame; until then the copy stays where it was let go.
    requestAnimationFrame(() => {
      clear(held);
      putDown(held.cardId, from, held.scale);
    });
  }

  function putBack(held: Hand): void {
    cancelAnimationFrame(held.frame);
    clear(held);
    host.cancelled(held.cardId);
  }

  function clear(held: Hand): void {
    if (held.target !== null) delete held.target.dataset.target;
    delete held.source.dataset.lifted;
    held.copy.remove();
    held.gap.remove();
    hand = null;
    host.camera.locked = false;
    document.body.style.cursor = '';
    release();
  }

  function release(): void {
    if (pressed !== null && pressed.timer !== 0) window.clearTimeout(pressed.timer);
    pressed = null;
  }

  root.addEventListener('pointerdown', down);
  window.addEventListener('pointermove', move);
  window.addEventListener('pointerup', up);
  window.addEventListener('pointercancel', cancel);
  window.addEventListener('keydown', key, { capture: true });
  window.addEventListener('touchmove', touch, { capture: true, passive: false });
  root.addEventListener('contextmenu', menu);
  return () => {
    if (hand !== null) putBack(hand);
    release();
    root.removeEventListener('pointerdown', down);
    window.removeEventListener('pointermove', move);
    window.removeEventListener('pointerup', up);
    window.removeEventListener('pointercancel', cancel);
    window.removeEventListener('keydown', key, { capture: true });
    window.removeEventListener('touchmove', touch, { capture: true });
    root.removeEventListener('contextmenu', menu);
  };
}

function columnsOf(target: HTMLElement): HTMLElement[] {
  return [...target.querySelectorAll<HTMLElement>('[data-column]')];
}

function nearest(columns: readonly HTMLElement[], x: number): HTMLElement | undefined {
  let best: HTMLElement | undefined;
  let distance = Number.POSITIVE_INFINITY;
  for (const column of columns) {
    const box = column.getBoundingClientRect();
    const away = Math.abs((box.left + box.right) / 2 - x);
    if (away < distance) {
      best = column;
      distance = away;
    }
  }
  return best;
}

function slotsOf(column: HTMLElement, held: Hand): { id: string; top: number; bottom: number }[] {
  const slots = [];
  for (const card of column.querySelectorAll<HTMLElement>('[data-card]')) {
    if (card === held.source) continue;
    const { top, bottom } = card.getBoundingClientRect();
    slots.push({ id: card.dataset.card ?? '', top, bottom });
  }
  return slots;
}

/** Pixels a frame towards the edge that the pointer is near; zero in the middle. */
function pull(at: number, start: number, end: number): number {
  if (at < start + EDGE_PX) return -EDGE_SPEED * Math.min(1, (start + EDGE_PX - at) / EDGE_PX);
  if (at > end - EDGE_PX) return EDGE_SPEED * Math.min(1, (at - end + EDGE_PX) / EDGE_PX);
  return 0;
}

/** Paper is put down: the card comes from where the hand let it go. */
function putDown(cardId: string, from: DOMRect, scale: number): void {
  if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(cardId)}"]`);
  if (card === null) return;
  const to = card.getBoundingClientRect();
  const x = (from.left - to.left) / scale;
  const y = (from.top - to.top) / scale;
  card.animate([{ transform: `translate(${x}px, ${y}px)`, zIndex: 10 }, { transform: 'none' }], {
    duration: 220,
    easing: 'cubic-bezier(0.2, 0, 0.1, 1)',
  });
}
