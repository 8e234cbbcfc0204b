/** On the list of a phone, which has no switch at the top: that there is a vote, and the way to it. */
import { openRoundOf } from '@tavolo/model';
import { Vote } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { Note } from '../design/note.tsx';
import { useMay, useText, useWorkshop } from '../state/hooks.ts';

export function VoteNote({ onVote }: { readonly onVote: () => void }) {
  const text = useText();
  const narrow = useMedia(NARROW);
  const open = useWorkshop((workshop) => openRoundOf(workshop) !== null);
  const over = useWorkshop((workshop) => workshop.rounds.size > 0);
  const phase = useWorkshop((workshop) => workshop.phase);
  const leads = useMay('holdVote') === true;
  const begins = phase === 'prioritise' && leads;
  if (!narrow || (!over && !begins)) return null;
  return (
    <Note
      status
      tone="accent"
      icon={<Vote aria-hidden />}
      actions={
        <Button onClick={onVote}>
          {text(open ? 'votes.toVote' : over ? 'votes.toResults' : 'votes.begin')}
        </Button>
      }
    >
      {open ? (
        <>
          <b>{text('votes.nowOpen')}</b> {text('votes.nowOpenLine')}
        </>
      ) : (
        text(over ? 'votes.isOver' : 'votes.beginLine')
      )}
    </Note>
  );
}
