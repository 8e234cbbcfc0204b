/** An address that no phone in the room can reach, and the command that gives one. */
import { TriangleAlert } from 'lucide-react';
import { Note } from '../design/note.tsx';
import { useText } from '../state/hooks.ts';
import css from './loopback-note.module.css';

/** Typed as it stands here: the same in every language, and in one piece. */
const COMMAND = 'npm start -- --lan';

export function LoopbackNote() {
  const text = useText();
  return (
    <Note tone="warn" icon={<TriangleAlert aria-hidden />}>
      {text('common.loopback')}{' '}
      <code className={css.command} dir="ltr">
        {COMMAND}
      </code>
    </Note>
  );
}
