/** One shared text as a page has it open: its state for React, its unsent words for the shelf. */
import type { TextEvents, TextState, TextSync } from '../connection/text-sync.ts';
import type { SharedText } from './contract.ts';
import { Signal } from './signal.ts';
import type { UnsentShelf } from './unsent-words.ts';

/** Before the line is open. */
const NOTHING: TextState = { shown: null, saving: 'saved', readOnly: false, damaged: false };

export function shareText(
  document: string,
  open: (events: TextEvents) => TextSync | null,
  { shelf, newId, now }: { shelf: UnsentShelf; newId: () => string; now: () => number },
): SharedText & { wake(): void } {
  const changes = new Signal();
  const sync = open({
    changed: () => changes.tell(),
    unsent: (words, reason) => shelf.keep({ id: newId(), document, words, reason, at: now() }),
  });
  return {
    get: () => sync?.get() ?? NOTHING,
    subscribe: changes.listen,
    wake: () => sync?.wake(),
    close: () => sync?.close(),
  };
}
