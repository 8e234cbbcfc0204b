/**
 * What reaches everybody, whichever page of the workshop they have open: calls, the break,
 * what becomes of the phase, of the times and of one's own role.
 */
import { RoleChange } from '../people/role-change.tsx';
import { PhaseSaid } from '../phases/phase-said.tsx';
import { useRoomState } from '../state/hooks.ts';
import css from './calls.module.css';
import { PauseScreen } from './pause-screen.tsx';
import { SpotlightCall } from './spotlight-call.tsx';
import { TimersSaid } from './timers-said.tsx';

/** `onBoard`: the page has the bar of the phases. */
export function RoomCalls({ onBoard }: { readonly onBoard: boolean }) {
  const ready = useRoomState((state) => state.opening.is === 'ready');
  if (!ready) return null;
  return (
    <div className={css.calls}>
      <PauseScreen />
      <SpotlightCall />
      <PhaseSaid onBoard={onBoard} />
      <TimersSaid />
      <RoleChange />
    </div>
  );
}
