import { useSyncExternalStore } from 'react';

/** Under this width there is one column and the wall opens as the list. */
export const NARROW = '(max-width: 59.999rem)';

/** Under this width the wall's bars keep their verbs and let go of what can be found elsewhere. */
export const TIGHT = '(max-width: 71.25rem)';

/** Whether a media query holds, kept true while the window changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}
