/** One's own last action can be taken back: for ten seconds by the toast, and by Ctrl+Z. */
import { useEffect, useRef } from 'react';
import { announce } from '../design/announce.tsx';
import { hideToast, showToast } from '../design/toast.tsx';
import { useRoom, useRoomState, useText } from '../state/hooks.ts';
import { sentenceOf } from './said.ts';

export function UndoToast() {
  const text = useText();
  const room = useRoom();
  const undoable = useRoomState((state) => state.undoable);
  const shown = useRef<{ readonly undo: string; readonly toast: number } | null>(null);
  useEffect(() => {
    if (undoable === null) {
      if (shown.current !== null) hideToast(shown.current.toast);
      shown.current = null;
      return;
    }
    if (shown.current?.undo === undoable.id) return;
    // Its − and + are the nearer way back, and stand where the eyes are.
    if (undoable.orders.every(({ type }) => type === 'setDots')) return;
    const sentence = sentenceOf(undoable.orders, room.get().workshop, text);
    const run = () => takeBack(undoable.undo, text('board.undone'));
    const toast = showToast({ sentence, action: { label: text('board.undoShort'), run } });
    shown.current = { undo: undoable.id, toast };
  }, [undoable, room, text]);

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      const asked = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === 'z';
      const last = room.get().undoable;
      // In a field, the browser's own undo is what people mean.
      if (!asked || last === null || isField(event.target)) return;
      event.preventDefault();
      takeBack(last.undo, text('board.undone'));
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  }, [room, text]);
  return null;
}

function takeBack(undo: () => void, sentence: string): void {
  undo();
  announce(sentence);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
