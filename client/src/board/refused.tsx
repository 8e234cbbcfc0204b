/** A change that the server refused: why, its words, and what can be done with them. On every page of a workshop. */
import { CircleAlert, X } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { copyText } from '../design/copy.ts';
import { Note } from '../design/note.tsx';
import type { RefusedChange } from '../state/contract.ts';
import { useRoom, useText } from '../state/hooks.ts';
import { useAct } from './desk.tsx';
import css from './refused.module.css';
import { refusedTitle } from './said.ts';

export function Refused({ change }: { readonly change: RefusedChange }) {
  const text = useText();
  const room = useRoom();
  const act = useAct();
  const [copied, setCopied] = useState(false);
  const title = refusedTitle(change.order, text);
  const retry = () => {
    if (act(change.order) === null) room.dismiss(change.id);
  };
  const copy = async (words: string) => {
    if (!(await copyText(words))) return;
    setCopied(true);
    announce(text('board.copied'));
  };
  const { text: words } = change;
  return (
    <Note
      status
      tone="danger"
      icon={<CircleAlert aria-hidden />}
      actions={
        <>
          <Button look="quiet" onClick={retry}>
            {text('board.retry')}
          </Button>
          {words === null ? null : (
            <Button look="quiet" onClick={() => void copy(words)}>
              {text(copied ? 'board.copied' : 'board.copy')}
            </Button>
          )}
          <IconButton
            label={text('board.dismiss')}
            icon={<X aria-hidden />}
            onClick={() => room.dismiss(change.id)}
          />
        </>
      }
    >
      <b>{title}</b> {change.message}
      {words === null ? null : (
        <>
          {' '}
          {text('board.textKept')}
          <q className={css.kept} dir="auto">
            {words}
          </q>
        </>
      )}
    </Note>
  );
}
