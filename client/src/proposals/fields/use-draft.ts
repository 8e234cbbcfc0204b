import { useCallback, useEffect, useRef, useState } from 'react';
import { type Draft, isChangedElsewhere, isUnsaved, noDraft } from './draft.ts';

/** Long enough for the next word, short enough that others see it grow. */
const PAUSE_MS = 800;

export interface DraftField<Value> {
  readonly shown: Value;
  readonly error: string | null;
  readonly changedElsewhere: boolean;
  change(value: Value): void;
  /** Saves what is typed and lets the field show what everybody sees. */
  leave(): void;
  takeTheirs(): void;
}

/** `save` returns the sentence of a refusal; then the words stay where they are. */
export function useDraft<Value>(
  value: Value,
  save: (value: Value) => string | null,
): DraftField<Value> {
  const [draft, setDraft] = useState<Draft<Value>>(() => noDraft(value));
  const now = useRef({ draft, value, save });
  now.current = { draft, value, save };
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);

  const set = useCallback((next: Draft<Value>) => {
    now.current = { ...now.current, draft: next };
    setDraft(next);
  }, []);

  /** True where everything typed is on its way. */
  const flush = useCallback((): boolean => {
    clearTimeout(pause.current);
    const { draft: held, save: send } = now.current;
    if (held.typed === null || !isUnsaved(held)) return true;
    const error = send(held.typed);
    set({ typed: held.typed, known: error === null ? held.typed : held.known, error });
    return error === null;
  }, [set]);

  const change = useCallback(
    (typed: Value) => {
      const { draft: held, value: field } = now.current;
      set({ typed, known: held.typed === null ? field : held.known, error: null });
      clearTimeout(pause.current);
      pause.current = setTimeout(flush, PAUSE_MS);
    },
    [set, flush],
  );
  const leave = useCallback(() => {
    if (flush()) set(noDraft(now.current.value));
  }, [flush, set]);
  const takeTheirs = useCallback(() => {
    clearTimeout(pause.current);
    set(noDraft(now.current.value));
  }, [set]);
  // Leaving the page in the middle of a word saves it too.
  useEffect(() => () => void flush(), [flush]);

  return {
    shown: draft.typed ?? value,
    error: draft.error,
    changedElsewhere: isChangedElsewhere(draft, value),
    change,
    leave,
    takeTheirs,
  };
}
