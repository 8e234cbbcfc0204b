/** Who comes in, and how: the code's door, the waiting room, and another code. For the facilitator. */
import type { RenewedCode } from '@tavolo/protocol';
import { CircleAlert, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Choice } from '../design/choice.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Note } from '../design/note.tsx';
import { useWaiting } from '../facilitation/people-notes.tsx';
import { openApi } from '../state/api.ts';
import { useRefusalText, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import { readCode } from './join-link.ts';
import css from './people-panel.module.css';
import roster from './roster-section.module.css';
import { PanelSection } from './section.tsx';

export function DoorSection() {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const linkOpen = useWorkshop((workshop) => workshop.linkOpen);
  const waitingRoom = useWorkshop((workshop) => workshop.waitingRoom);
  const [asking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const turn = (type: 'setLink' | 'setWaitingRoom', on: boolean) => {
    const refusal = room.send({ type, on });
    setError(refusal === null ? null : refusalText(refusal));
  };
  return (
    <PanelSection part="door" title={text('care.door')}>
      <Choice
        checked={linkOpen}
        note={text(linkOpen ? 'care.linkOpenLine' : 'care.linkClosed')}
        onChange={({ target }) => turn('setLink', target.checked)}
      >
        {text('care.linkOpen')}
      </Choice>
      <Choice
        checked={waitingRoom}
        note={text('care.waitingRoomLine')}
        onChange={({ target }) => turn('setWaitingRoom', target.checked)}
      >
        {text('care.waitingRoom')}
      </Choice>
      {error === null ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {error}
        </Note>
      )}
      <Queue always={waitingRoom} />
      <Button icon={<RefreshCw aria-hidden />} onClick={() => setAsking(true)}>
        {text('care.newCode')}
      </Button>
      {asking ? <NewCodeDialog onClose={() => setAsking(false)} /> : null}
    </PanelSection>
  );
}

/** Whoever still waits can be let in, also once the waiting room is no longer used. */
function Queue({ always }: { readonly always: boolean }) {
  const text = useText();
  const room = useRoom();
  const waiting = useWaiting();
  if (waiting.length === 0) {
    return always ? <p className={css.quiet}>{text('care.nobodyWaits')}</p> : null;
  }
  return (
    <>
      <ul className={roster.roster} aria-label={text('care.waiting', { count: waiting.length })}>
        {waiting.map((seat) => {
          const name = seat.name || text('common.nameless');
          return (
            <li key={seat.id}>
              <b dir="auto">{name}</b>
              <Button
                aria-label={text('care.letInName', { name })}
                onClick={() => {
                  if (room.send({ type: 'admitSeat', seatId: seat.id }) === null) {
                    announce(text('care.letInSaid', { name }));
                  }
                }}
              >
                {text('care.letIn')}
              </Button>
            </li>
          );
        })}
      </ul>
      {waiting.length === 1 ? null : (
        <Button
          onClick={() =>
            room.send(waiting.map(({ id }) => ({ type: 'admitSeat', seatId: id }) as const))
          }
        >
          {text('care.letInAll')}
        </Button>
      )}
    </>
  );
}

function NewCodeDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const renew = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await openApi().post<RenewedCode>(`/api/workshops/${id}/code`, {});
    setBusy(false);
    if (answer.is !== 'ok') {
      setFailure(answer.is === 'refused' ? answer.refusal.message : text('common.unreachable'));
      return;
    }
    announce(text('care.newCodeDone', { code: readCode(answer.value.joinCode) }));
    onClose();
  };
  return (
    <Dialog
      alert
      title={text('care.newCodeTitle')}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" disabled={busy} onClick={() => void renew()}>
            {text('care.newCode')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text('care.newCodeLine')}</p>
      {failure === null ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {failure}
        </Note>
      )}
    </Dialog>
  );
}
