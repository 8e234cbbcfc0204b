/** Closing and reopening the workshop; taking the demonstration back to its start. */
import type { Refusal } from '@tavolo/model';
import { CircleAlert, DoorClosed, DoorOpen, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Note } from '../design/note.tsx';
import { openApi } from '../state/api.ts';
import { useRefusalText, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

type Asking = 'close' | 'reset' | null;

export function WorkshopSection() {
  const text = useText();
  const closed = useWorkshop((workshop) => workshop.closed);
  const demonstration = useWorkshop((workshop) => workshop.demonstration);
  const [asking, setAsking] = useState<Asking>(null);
  const done = () => setAsking(null);
  return (
    <PanelSection title={text('common.workshop')}>
      <div className={css.row}>
        <Button
          icon={closed ? <DoorOpen aria-hidden /> : <DoorClosed aria-hidden />}
          onClick={() => setAsking('close')}
        >
          {text(closed ? 'common.reopenWorkshop' : 'common.closeWorkshop')}
        </Button>
        {demonstration ? (
          <Button
            look="danger"
            icon={<RotateCcw aria-hidden className="turns" />}
            onClick={() => setAsking('reset')}
          >
            {text('common.reset')}
          </Button>
        ) : null}
      </div>
      {asking === 'close' ? <CloseDialog onClose={done} /> : null}
      {asking === 'reset' ? <ResetDialog onClose={done} /> : null}
    </PanelSection>
  );
}

function CloseDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  // As it was when the question was asked: the words must not turn while they are read.
  const [closed] = useState(useWorkshop((workshop) => workshop.closed));
  const [refused, setRefused] = useState<Refusal | null>(null);
  const confirm = () => {
    const refusal = room.send({ type: closed ? 'reopenWorkshop' : 'closeWorkshop' });
    if (refusal === null) onClose();
    else setRefused(refusal);
  };
  return (
    <Dialog
      title={text(closed ? 'common.reopenTitle' : 'common.closeTitle')}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" onClick={confirm}>
            {text(closed ? 'common.reopenDo' : 'common.closeDo')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text(closed ? 'common.reopenLine' : 'common.closeLine')}</p>
      {refused === null ? null : <Failure>{refusalText(refused)}</Failure>}
    </Dialog>
  );
}

function ResetDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const reset = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await openApi().post(`/api/workshops/${id}/reset`, {});
    setBusy(false);
    if (answer.is === 'ok') {
      announce(text('common.resetDone'));
      onClose();
      return;
    }
    setFailure(answer.is === 'refused' ? answer.refusal.message : text('common.unreachable'));
  };
  return (
    <Dialog
      alert
      title={text('common.resetTitle')}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" disabled={busy} onClick={() => void reset()}>
            {text('common.resetDo')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text('common.resetLine')}</p>
      {failure === null ? null : <Failure>{failure}</Failure>}
    </Dialog>
  );
}

function Failure({ children }: { readonly children: string }) {
  return (
    <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
      {children}
    </Note>
  );
}
