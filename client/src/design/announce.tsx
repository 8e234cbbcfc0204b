/**
 * One polite live region for the whole page. `announce` may be called from anywhere;
 * `Announcer` is mounted once. Two lines take turns, so that the same sentence said
 * twice is read twice.
 */
import { useSyncExternalStore } from 'react';
import { VisuallyHidden } from './visually-hidden.tsx';

interface Said {
  readonly turn: 0 | 1;
  readonly sentence: string;
}

let said: Said = { turn: 0, sentence: '' };
const listeners = new Set<() => void>();

/** Long enough to be picked up; then it goes, so that nobody reading the page meets it again. */
const KEPT_MS = 7_000;
let forgetting: ReturnType<typeof setTimeout> | undefined;

/** Has a screen reader say it when it has finished what it is saying. */
export function announce(sentence: string): void {
  say(sentence);
  clearTimeout(forgetting);
  forgetting = setTimeout(() => say(''), KEPT_MS);
}

function say(sentence: string): void {
  said = { turn: said.turn === 0 ? 1 : 0, sentence };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Mount once, near the root, and never unmount: a region that appears with its text is not read. */
export function Announcer() {
  const { turn, sentence } = useSyncExternalStore(subscribe, () => said);
  return (
    <div aria-live="polite" data-announcer="">
      <VisuallyHidden>{turn === 0 ? sentence : ''}</VisuallyHidden>
      <VisuallyHidden>{turn === 1 ? sentence : ''}</VisuallyHidden>
    </div>
  );
}
