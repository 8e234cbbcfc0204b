/** What holds for the whole page: the room's notes, and changes that the server refused, with their words. */
import { CircleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { refusedTitle } from '../board/said.ts';
import { announce } from '../design/announce.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { copyText } from '../design/copy.ts';
import { Note } from '../design/note.tsx';
import { RoomNotes } from '../facilitation/room-notes.tsx';
import type { RefusedChange } from '../state/contract.ts';
import { useRoom, useRoomState, useText } from '../state/hooks.ts';
import css from './proposals.module.css';

export function RefusedNotes() {
  const refused = useRoomState((state) => state.refused);
  return (
    <div className={css.notes}>
      <RoomNotes />
      {refused.map((change) => (
        <Refused key={change.id} change={change} />
      ))}
    </div>
  );
}

function Refused({
  change: { id, order, message, text: words },
}: {
  readonly change: RefusedChange;
}) {
  const text = useText();
  const room = useRoom();
  const [copied, setCopied] = useState(false);
  const copy = async (typed: string) => {
    if (!(await copyText(typed))) return;
    setCopied(true);
    announce(text('board.copied'));
  };
  return (
    <Note
      status
      tone="danger"
      icon={<CircleAlert aria-hidden />}
      actions={
        <>
          {words === null ? null : (
            <Button look="quiet" onClick={() => void copy(words)}>
              {text(copied ? 'board.copied' : 'board.copy')}
            </Button>
          )}
          <IconButton
            label={text('board.dismiss')}
            icon={<X aria-hidden />}
            onClick={() => room.dismiss(id)}
          />
        </>
      }
    >
      <b>{refusedTitle(order, text)}</b> {message}
      {words === null ? null : (
        <>
          {' '}
          {text('board.textKept')} <q dir="auto">{words}</q>
        </>
      )}
    </Note>
  );
}
