/** What reaches everybody, whichever page of the workshop they have open: calls, the break, the table’s time. */
import { useRoomState } from '../state/hooks.ts';
import css from './calls.module.css';
import { OwnTableSaid } from './own-table-said.tsx';
import { PauseScreen } from './pause-screen.tsx';
import { SpotlightCall } from './spotlight-call.tsx';

export function RoomCalls() {
  const ready = useRoomState((state) => state.opening.is === 'ready');
  if (!ready) return null;
  return (
    <div className={css.calls}>
      <PauseScreen />
      <SpotlightCall />
      <OwnTableSaid />
    </div>
  );
}
