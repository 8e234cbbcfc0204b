/**
 * The address bar as a small store: four kinds of pages need no router library. Pages the
 * server renders (`/j/…`, `/r/…`) are plain links and never come through here.
 */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'workshop'; readonly workshopId: string }
  | { readonly page: 'gallery' }
  | { readonly page: 'unknown' };

export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [first, second] = parts;
  if (parts.length === 0) return { page: 'home' };
  if (parts.length === 2 && first === 'w' && second !== undefined) {
    return { page: 'workshop', workshopId: second };
  }
  if (parts.length === 1 && first === 'design') return { page: 'gallery' };
  return { page: 'unknown' };
}

/** Goes to another of our own pages, without loading the document again. */
export function navigate(path: string): void {
  window.history.pushState(null, '', path);
  window.dispatchEvent(new PopStateEvent('popstate'));
  window.scrollTo(0, 0);
}

export function usePath(): string {
  return useSyncExternalStore(onMove, () => window.location.pathname);
}

function onMove(moved: () => void): () => void {
  window.addEventListener('popstate', moved);
  return () => window.removeEventListener('popstate', moved);
}
