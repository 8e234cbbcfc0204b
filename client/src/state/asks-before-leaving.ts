/**
 * Changes that wait live in this page alone: before it is closed or loaded anew with some of
 * them, the browser asks.
 */
import type { Room } from './contract.ts';

/** Returns how to stop it. */
export function asksBeforeLeaving(room: Room): () => void {
  const ask = (event: BeforeUnloadEvent) => {
    const { saving } = room.get();
    if (saving.is !== 'saved' && saving.waiting > 0) event.preventDefault();
  };
  window.addEventListener('beforeunload', ask);
  return () => window.removeEventListener('beforeunload', ask);
}
