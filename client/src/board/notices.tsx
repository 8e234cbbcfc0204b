/** What holds for a while, said in place: the room's notes, another version, refused changes. */
import type { Queue } from '@tavolo/model';
import { CircleAlert, Inbox, RefreshCw, X } from 'lucide-react';
import { Button, IconButton } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import { PeopleNotes } from '../facilitation/people-notes.tsx';
import { RoomNotes } from '../facilitation/room-notes.tsx';
import { useMay, useRoomState, useText } from '../state/hooks.ts';
import { useDesk } from './desk.tsx';
import { Refused } from './refused.tsx';

export function Notices() {
  const text = useText();
  const { refusal, clearRefusal, panel } = useDesk();
  const refused = useRoomState((state) => state.refused);
  const versionDiffers = useRoomState((state) => state.versionDiffers);
  return (
    <>
      <RoomNotes />
      <HeldNote />
      <PeopleNotes />
      {versionDiffers ? (
        <Note
          status
          icon={<RefreshCw aria-hidden />}
          actions={
            <Button look="quiet" onClick={() => window.location.reload()}>
              {text('board.reload')}
            </Button>
          }
        >
          {text('board.versionLine')}
        </Note>
      ) : null}
      {/* A panel says its refusals beside its own fields. */}
      {refusal !== null && panel === null ? (
        <Note
          tone="danger"
          icon={<CircleAlert aria-hidden />}
          actions={
            <IconButton
              label={text('board.dismiss')}
              icon={<X aria-hidden />}
              onClick={clearRefusal}
            />
          }
        >
          {refusal}
        </Note>
      ) : null}
      {refused.map((change) => (
        <Refused key={change.id} change={change} />
      ))}
    </>
  );
}

/** Late needs and those under review wait for whoever leads: they must not be forgotten. */
function HeldNote() {
  const text = useText();
  const moderate = useMay('moderate') === true;
  // Where a consent is missing there is nothing to decide here.
  const held = useRoomState((state) => (moderate ? waiting(state.queue) : 0));
  if (held === 0) return null;
  return (
    <Note status icon={<Inbox aria-hidden />}>
      <b>{text('board.heldNow', { count: held })}</b> {text('board.heldWhere')}
    </Note>
  );
}

function waiting(queue: Queue | null): number {
  return (queue?.held ?? []).filter(
    ({ heldFor }) => heldFor !== 'consent' && heldFor !== 'third-person',
  ).length;
}
