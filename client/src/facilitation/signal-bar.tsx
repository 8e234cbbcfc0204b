/** Under the phase, where there is no bar at the bottom for it: phones, and the vote. */
import { Later, later } from '../design/later.tsx';
import { useMay, useRoomState, useText } from '../state/hooks.ts';
import css from './signals.module.css';
import { Signals } from './signals.tsx';

const RoomMenu = later(() => import('./room-menu.tsx').then((part) => part.RoomMenu));

export function SignalBar() {
  const text = useText();
  const leads = useRoomState((state) => state.me?.role === 'facilitator');
  const signals = useMay('signal') === true;
  if (!leads && !signals) return null;
  return (
    <section className={css.bar} aria-label={text('care.signals')}>
      <Signals />
      <Later>{leads ? <RoomMenu /> : null}</Later>
    </section>
  );
}
