/** Under the phase, where there is no bar at the bottom for it: phones, and the vote. */
import { Later, later } from '../design/later.tsx';
import { useMay, useRoomState } from '../state/hooks.ts';
import css from './signals.module.css';
import { Signals } from './signals.tsx';

const RoomMenu = later(() => import('./room-menu.tsx').then((part) => part.RoomMenu));

export function SignalBar() {
  const leads = useRoomState((state) => state.me?.role === 'facilitator');
  const signals = useMay('signal') === true;
  if (!leads && !signals) return null;
  return (
    <div className={css.bar}>
      <Signals />
      <Later>{leads ? <RoomMenu /> : null}</Later>
    </div>
  );
}
