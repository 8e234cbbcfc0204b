import { TriangleAlert } from 'lucide-react';
import { Note } from '../design/note.tsx';
import { useRoomState, useText } from '../state/hooks.ts';

/** The server's disk takes nothing now: what is safe, and what one can do. Leaves when it does again. */
export function NotSavingNote() {
  const text = useText();
  const isStuck = useRoomState(({ saving }) => saving.is === 'not-saving');
  if (!isStuck) return null;
  return (
    <Note status tone="warn" icon={<TriangleAlert aria-hidden />}>
      <b>{text('common.notSavingBold')}</b> {text('common.notSavingLine')}
    </Note>
  );
}
