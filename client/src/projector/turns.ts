/** More than fits is shown in turns: a screen that nobody scrolls must not hide anything for ever. */
import { useEffect, useState } from 'react';

/** Long enough to read six cards aloud. */
const TURN_MS = 12_000;

export interface Turn<Item> {
  readonly items: readonly Item[];
  /** From 0. */
  readonly page: number;
  readonly pages: number;
}

export function useTurns<Item>(all: readonly Item[], perPage: number): Turn<Item> {
  const [count, setCount] = useState(0);
  const pages = pagesOf(all.length, perPage);
  useEffect(() => {
    if (pages === 1) return undefined;
    const turning = setInterval(() => setCount((before) => before + 1), TURN_MS);
    return () => clearInterval(turning);
  }, [pages]);
  const page = count % pages;
  return { items: all.slice(page * perPage, (page + 1) * perPage), page, pages };
}

export function pagesOf(length: number, perPage: number): number {
  return Math.max(1, Math.ceil(length / perPage));
}
