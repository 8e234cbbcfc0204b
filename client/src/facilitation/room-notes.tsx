/** What holds for the whole workshop for a while, said in place on every page one works on: offline, closed, locked. */
import { CloudOff, Lock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Note } from '../design/note.tsx';
import { NotSavingNote } from '../people/not-saving-note.tsx';
import { useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { LockNote } from './lock-note.tsx';

/** Short gaps in the network are nobody's business; after this they are. */
const QUIET_MS = 5_000;

export function RoomNotes() {
  const text = useText();
  const closed = useWorkshop((workshop) => workshop.closed);
  const offline = useLongOffline();
  return (
    <>
      <NotSavingNote />
      {offline ? (
        <Note status icon={<CloudOff aria-hidden />}>
          <b>{text('board.offlineBold')}</b> {text('board.offlineLine')}
        </Note>
      ) : null}
      {closed ? <Note icon={<Lock aria-hidden />}>{text('board.closedLine')}</Note> : null}
      <LockNote />
    </>
  );
}

function useLongOffline(): boolean {
  const offline = useRoomState((state) => state.saving.is === 'offline');
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!offline) {
      setLong(false);
      return undefined;
    }
    const timer = setTimeout(() => setLong(true), QUIET_MS);
    return () => clearTimeout(timer);
  }, [offline]);
  return long;
}
