/** What holds for the whole page: the room's notes, and changes that the server refused, with their words. */
import { Refused } from '../board/refused.tsx';
import { RoomNotes } from '../facilitation/room-notes.tsx';
import { useRoomState } from '../state/hooks.ts';
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
