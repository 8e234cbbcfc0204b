/** One's own seat, and the way to give it back on this device. */
import { LogOut, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Note } from '../design/note.tsx';
import { useRoom, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { forgetWorkshop } from './remembered.ts';
import { PanelSection } from './section.tsx';

export function SeatSection() {
  const text = useText();
  const me = useRoomState((state) => state.me);
  const [asking, setAsking] = useState(false);
  if (me === null) return null;
  return (
    <PanelSection title={text('common.you')}>
      <p className={css.quiet}>
        {text('common.yourName', {
          name: me.name || text('common.nameless'),
          role: text(`common.role.${me.role}`),
        })}
      </p>
      <Button icon={<LogOut aria-hidden className="turns" />} onClick={() => setAsking(true)}>
        {text('common.leave')}
      </Button>
      {asking ? <LeaveDialog onClose={() => setAsking(false)} /> : null}
    </PanelSection>
  );
}

function LeaveDialog({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const room = useRoom();
  const id = useWorkshop((workshop) => workshop.id);
  const owner = useRoomState((state) => state.me?.owner === true);
  const waiting = useRoomState((state) => (state.saving.is === 'saved' ? 0 : state.saving.waiting));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const leave = async () => {
    setBusy(true);
    setFailed(false);
    try {
      await room.leave();
    } catch (error) {
      // The session is still open on the server, so this device must not pretend otherwise.
      console.info('leaving did not reach the server', error);
      setBusy(false);
      setFailed(true);
      return;
    }
    if (id !== null) forgetWorkshop(id);
    window.location.assign('/');
  };
  return (
    <Dialog
      alert
      title={text('common.leaveSure')}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="danger" disabled={busy} onClick={() => void leave()}>
            {text('common.leaveDo')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text(owner ? 'common.leaveOwner' : 'common.leaveLine')}</p>
      {waiting > 0 ? (
        <Note tone="warn" icon={<TriangleAlert aria-hidden />}>
          {text('common.leaveWaiting', { count: waiting })}
        </Note>
      ) : null}
      {failed ? (
        <Note tone="danger" status icon={<TriangleAlert aria-hidden />}>
          {text('common.unreachable')}
        </Note>
      ) : null}
    </Dialog>
  );
}
