/** Asks before a seat is taken away, and what becomes of its words. */
import type { Refusal, Seat } from '@tavolo/model';
import { CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Choice, ChoiceGroup } from '../design/choice.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Note } from '../design/note.tsx';
import { useRefusalText, useRoom, useText } from '../state/hooks.ts';

export function ExpelDialog({
  seat,
  onClose,
}: {
  readonly seat: Seat;
  readonly onClose: () => void;
}) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [words, setWords] = useState<'stay' | 'go'>('stay');
  const [refused, setRefused] = useState<Refusal | null>(null);
  const name = seat.name || text('common.nameless');
  const expel = () => {
    const refusal = room.send({ type: 'expelSeat', seatId: seat.id, words });
    setRefused(refusal);
    if (refusal !== null) return;
    announce(text('care.expelled', { name }));
    onClose();
  };
  return (
    <Dialog
      alert
      title={text('care.expelTitle', { name })}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" onClick={expel}>
            {text('care.expelDo')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text('care.expelLine')}</p>
      <ChoiceGroup label={text('care.expelWords')}>
        <Choice
          type="radio"
          name="words"
          checked={words === 'stay'}
          onChange={() => setWords('stay')}
        >
          {text('care.wordsStay')}
        </Choice>
        <Choice
          type="radio"
          name="words"
          checked={words === 'go'}
          note={text('care.wordsGoLine')}
          onChange={() => setWords('go')}
        >
          {text('care.wordsGo')}
        </Choice>
      </ChoiceGroup>
      {refused === null ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {refusalText(refused)}
        </Note>
      )}
    </Dialog>
  );
}
