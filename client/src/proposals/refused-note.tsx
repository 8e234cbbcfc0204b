/** What holds for the whole page: the room's notes, and changes that the server refused, with their words. */
import { CircleAlert, X } from 'lucide-react';
import { IconButton } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import { RoomNotes } from '../facilitation/room-notes.tsx';
import { useRoom, useRoomState, useText } from '../state/hooks.ts';
import css from './proposals.module.css';

export function RefusedNotes() {
  const text = useText();
  const room = useRoom();
  const refused = useRoomState((state) => state.refused);
  return (
    <div className={css.notes}>
      <RoomNotes />
      {refused.map(({ id, message, text: words }) => (
        <Note
          key={id}
          status
          tone="danger"
          icon={<CircleAlert aria-hidden />}
          actions={
            <IconButton
              label={text('board.dismiss')}
              icon={<X aria-hidden />}
              onClick={() => room.dismiss(id)}
            />
          }
        >
          <b>{text('board.refusedEdit')}</b> {message}
          {words === null ? null : (
            <>
              {' '}
              {text('board.textKept')} <q>{words}</q>
            </>
          )}
        </Note>
      ))}
    </div>
  );
}
