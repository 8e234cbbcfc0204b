/**
 * Whether the panel of people and workshop is open, and at which part of it: the button in
 * the bar opens it, and so does whatever leads to something that is set there.
 */
import { useSyncExternalStore } from 'react';

export type PanelPart = 'about' | 'door' | 'themes';

export interface PanelPlace {
  /** Null: from its beginning. */
  readonly part: PanelPart | null;
}

let place: PanelPlace | null = null;
const listeners = new Set<() => void>();

function set(next: PanelPlace | null): void {
  place = next;
  for (const listener of listeners) listener();
}

export function openPanel(part: PanelPart | null = null): void {
  set({ part });
}

export function closePanel(): void {
  set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Null while it is closed. Another object for each time that it is opened. */
export function usePanelPlace(): PanelPlace | null {
  return useSyncExternalStore(subscribe, () => place);
}
