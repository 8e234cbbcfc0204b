/**
 * A short word at the bottom: one sentence and one thing to do about it ("undo"). It goes
 * after ten seconds, which stop while it is pointed at or has the focus. Never for errors:
 * those stay where they happened.
 */
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import css from './toast.module.css';

export interface ToastContent {
  readonly sentence: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Shown extends ToastContent {
  readonly id: number;
}

/** Long enough to read and reach it, as people know it from mail programs. */
const SHOWN_MS = 10_000;

let shown: Shown | null = null;
let lastId = 0;
const listeners = new Set<() => void>();

function set(next: Shown | null): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows it in place of the one before; returns its number for `hideToast`. */
export function showToast(content: ToastContent): number {
  lastId += 1;
  set({ ...content, id: lastId });
  return lastId;
}

/** Takes it away if it is still the one shown. */
export function hideToast(id: number): void {
  if (shown?.id === id) set(null);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Mount once. `role="status"` is there before the first toast, so that it is read. */
export function ToastRegion() {
  const toast = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className={css.region} role="status">
      {toast === null ? null : <Toast key={toast.id} {...toast} />}
    </div>
  );
}

function Toast({ id, sentence, action }: Shown) {
  const [held, setHeld] = useState(false);
  const left = useRef(SHOWN_MS);
  useEffect(() => {
    if (held) return;
    const since = Date.now();
    const timer = setTimeout(() => hideToast(id), left.current);
    return () => {
      clearTimeout(timer);
      left.current = Math.max(1_000, left.current - (Date.now() - since));
    };
  }, [held, id]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hovering only stops its clock
    <div
      className={css.toast}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{sentence}</span>
      {action === undefined ? null : (
        <button
          type="button"
          onClick={() => {
            hideToast(id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
    </div>
  );
}
