/** Signs, calls and the lock where there is no bar at the bottom for them: under the phase on phones, beside the title of vote and tables on laptops. */
import { Later, later } from '../design/later.tsx';
import { useLeads, useMay, useText } from '../state/hooks.ts';
import css from './signals.module.css';
import { Signals } from './signals.tsx';

const LockMenu = later(() => import('./lock-menu.tsx').then((part) => part.LockMenu));
const RoomMenu = later(() => import('./room-menu.tsx').then((part) => part.RoomMenu));

export function SignalBar({ beside }: { readonly beside: 'phase' | 'title' }) {
  const text = useText();
  const leads = useLeads();
  const signals = useMay('signal') === true;
  if (!leads && !signals) return null;
  return (
    <section className={beside === 'phase' ? css.bar : css.tools} aria-label={text('care.signals')}>
      <Signals />
      <Later>
        {leads ? (
          <>
            <LockMenu />
            <RoomMenu />
          </>
        ) : null}
      </Later>
    </section>
  );
}
