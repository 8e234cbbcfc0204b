/**
 * Where clusters lie, in board units (one unit is one CSS pixel at 100 %). Pure: the wall
 * measures, this file decides.
 */
import type { Cluster, ClusterId } from '@tavolo/model';

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** 428 px: two columns of cards in which a need of twenty words takes five lines. */
export const CLUSTER_WIDTH = 428;
/** Air between two clusters. */
export const CLUSTER_GAP = 28;
/** A cluster that has never been drawn: head, question and one row. */
const LEAST_HEIGHT = 190;
const HEAD_HEIGHT = 140;
/** Characters that fit a line of a card, measured with the fixture's Italian needs. */
const LINE_CHARACTERS = 23;

/** Until it has been drawn once, a cluster's height is guessed from its words. */
export function guessHeight(cards: readonly { readonly text: string }[]): number {
  const columns: [number, number] = [0, 0];
  cards.forEach((card, at) => {
    const lines = Math.ceil(card.text.length / LINE_CHARACTERS);
    columns[at % 2 === 0 ? 0 : 1] += 64 + lines * 21;
  });
  return Math.max(LEAST_HEIGHT, HEAD_HEIGHT + Math.max(...columns));
}

/**
 * Where each cluster is drawn. A cluster grows with its cards, and its stored place cannot
 * know how far: what it would cover moves down, and nothing is ever hidden under another.
 */
export function layOut(
  clusters: readonly Cluster[],
  heightOf: (id: ClusterId) => number,
): Map<ClusterId, Rect> {
  const placed: Rect[] = [];
  const rects = new Map<ClusterId, Rect>();
  const inOrder = [...clusters].sort((a, b) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1));
  for (const cluster of inOrder) {
    const rect = pushedDown(
      { x: cluster.x, y: cluster.y, width: CLUSTER_WIDTH, height: heightOf(cluster.id) },
      placed,
    );
    placed.push(rect);
    rects.set(cluster.id, rect);
  }
  return rects;
}

function pushedDown(rect: Rect, placed: readonly Rect[]): Rect {
  let { y } = rect;
  for (let moved = true; moved; ) {
    moved = false;
    for (const other of placed) {
      // A little overlap sideways is left alone: people lay things edge to edge.
      if (!overlap({ ...rect, y }, other, -8)) continue;
      y = other.y + other.height + CLUSTER_GAP;
      moved = true;
    }
  }
  return { ...rect, y };
}

/** Do two areas come nearer than `air`? */
export function overlap(a: Rect, b: Rect, air = 0): boolean {
  return (
    a.x < b.x + b.width + air &&
    b.x < a.x + a.width + air &&
    a.y < b.y + b.height + air &&
    b.y < a.y + a.height + air
  );
}

/** The area around all; null where there is none. */
export function boundsOf(rects: Iterable<Rect>): Rect | null {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (const rect of rects) {
    left = Math.min(left, rect.x);
    top = Math.min(top, rect.y);
    right = Math.max(right, rect.x + rect.width);
    bottom = Math.max(bottom, rect.y + rect.height);
  }
  if (left === Number.POSITIVE_INFINITY) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/**
 * A free spot for a new cluster: the one nearest to the middle of the screen, else just
 * beside or below what is there. Integers, as the model wants them.
 */
export function freeSpot(view: Rect, taken: readonly Rect[]): { x: number; y: number } {
  const size = { width: CLUSTER_WIDTH, height: LEAST_HEIGHT };
  const isFree = (x: number, y: number) =>
    !taken.some((other) => overlap({ x, y, ...size }, other, CLUSTER_GAP));
  const right = view.x + view.width - size.width;
  const bottom = view.y + view.height - size.height;
  const middle = { x: (view.x + right) / 2, y: (view.y + bottom) / 2 };
  let best: { x: number; y: number } | null = null;
  let nearest = Number.POSITIVE_INFINITY;
  for (let y = view.y + CLUSTER_GAP; y <= bottom; y += CLUSTER_GAP) {
    for (let x = view.x + CLUSTER_GAP; x <= right; x += CLUSTER_GAP) {
      const away = Math.hypot(x - middle.x, y - middle.y);
      if (away < nearest && isFree(x, y)) {
        best = { x: Math.round(x), y: Math.round(y) };
        nearest = away;
      }
    }
  }
  if (best !== null) return best;
  const all = boundsOf(taken);
  if (all === null) return { x: Math.round(view.x), y: Math.round(view.y) };
  return { x: Math.round(all.x + all.width + CLUSTER_GAP), y: Math.round(all.y) };
}

/** What is worth drawing: on screen, or within one screen of it. */
export function isNear(rect: Rect, view: Rect): boolean {
  return overlap(rect, {
    x: view.x - view.width / 2,
    y: view.y - view.height / 2,
    width: view.width * 2,
    height: view.height * 2,
  });
}

/** The zoom and place that show `all` inside a window of this size. */
export function fitting(
  all: Rect,
  window: { readonly width: number; readonly height: number },
  limits: { readonly least: number; readonly most: number },
  margin = 26,
): { x: number; y: number; k: number } {
  const wanted = Math.min(
    (window.width - margin * 2) / Math.max(1, all.width),
    (window.height - margin * 2) / Math.max(1, all.height),
  );
  const k = Math.max(limits.least, Math.min(limits.most, wanted));
  return {
    k,
    x: (window.width - all.width * k) / 2 - all.x * k,
    y: Math.max(margin, (window.height - all.height * k) / 2) - all.y * k,
  };
}
