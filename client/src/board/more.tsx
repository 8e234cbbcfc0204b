import { type ReactNode, useEffect, useRef, useState } from 'react';

/** Some screens full; the rest is drawn when its beginning comes near. */
const STEP = 120;

/** The first part of a long list, growing as one scrolls towards its end. */
export function useGrowing(length: number): { readonly shown: number; readonly end: ReactNode } {
  const [limit, setLimit] = useState(STEP);
  const mark = useRef<HTMLDivElement>(null);
  const all = limit >= length;
  // biome-ignore lint/correctness/useExhaustiveDependencies: observed anew after each step, since a mark that stays in sight says nothing.
  useEffect(() => {
    if (all || mark.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setLimit((before) => before + STEP);
      },
      { rootMargin: '600px' },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [all, limit]);
  return { shown: Math.min(limit, length), end: all ? null : <div ref={mark} aria-hidden /> };
}
