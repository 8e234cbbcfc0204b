/**
 * The address bar as a small store: four kinds of pages need no router library. Pages the
 * server renders (`/j/…`, `/r/…`) are plain links and never come through here.
 */
import { useSyncExternalStore } from 'react';

/** What of a workshop is shown; all of it lives in one open room. */
export type WorkshopView =
  | { readonly is: 'board' }
  | { readonly is: 'room' }
  | { readonly is: 'proposals' }
  | { readonly is: 'proposal'; readonly proposalId: string };

export type Route =
  | { readonly page: 'home' }
  | { readonly page: 'workshop'; readonly workshopId: string; readonly view: WorkshopView }
  | { readonly page: 'gallery' }
  | { readonly page: 'unknown' };

export function routeOf(pathname: string): Route {
  const parts = pathname.split('/').filter((part) => part !== '');
  const [first, second] = parts;
  if (parts.length === 0) return { page: 'home' };
  if (first === 'w' && second !== undefined) {
    const view = viewOf(parts.slice(2));
    return view === null ? { page: 'unknown' } : { page: 'workshop', workshopId: second, view };
  }
  if (parts.length === 1 && first === 'design') return { page: 'gallery' };
  return { page: 'unknown' };
}

function viewOf([place, id, ...more]: readonly string[]): WorkshopView | null {
  if (place === undefined) return { is: 'board' };
  if (place === 'room' && id === undefined) return { is: 'room' };
  if (place !== 'proposals' || more.length > 0) return null;
  return id === undefined ? { is: 'proposals' } : { is: 'proposal', proposalId: id };
}

export function usePath(): string {
  return useSyncExternalStore(onMove, () => window.location.pathname);
}

function onMove(moved: () => void): () => void {
  window.addEventListener('popstate', moved);
  return () => window.removeEventListener('popstate', moved);
}
