/** How a countdown is started, started anew, lengthened and stopped: minutes as people say them. */
import { plannedPhase, type TableId, type Timer } from '@tavolo/model';
import { CircleStop, Plus, TimerIcon } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';
import css from './timer.module.css';

const MINUTES = [1, 2, 3, 5, 8, 10, 15, 20, 30] as const;
const ADDED = 5;
/** A phase of days needs no countdown. */
const LONGEST = 180;

export function TimerMenu({
  timer,
  tableId = null,
}: {
  readonly timer: Timer | null;
  /** Null: the whole room's. */
  readonly tableId?: TableId | null;
}) {
  const text = useText();
  const act = useAct();
  const planned = useWorkshop(({ plan, phase }) => plannedPhase(plan, phase).minutes);
  const start = (minutes: number) =>
    act({ type: 'setTimer', tableId, action: 'start', seconds: minutes * 60 });
  return (
    <Menu
      label={text('facilitation.timerMenu')}
      trigger={
        timer === null ? (
          <>
            <TimerIcon aria-hidden />
            <span className={css.start}>{text('facilitation.startTimer')}</span>
          </>
        ) : undefined
      }
    >
      {timer === null ? null : (
        <MenuItem
          icon={<Plus aria-hidden />}
          onAction={() => act({ type: 'setTimer', tableId, action: 'add', seconds: ADDED * 60 })}
        >
          {text('facilitation.addMinutes', { count: ADDED })}
        </MenuItem>
      )}
      {timer === null ? null : (
        <MenuItem
          icon={<CircleStop aria-hidden />}
          onAction={() => act({ type: 'setTimer', tableId, action: 'stop' })}
        >
          {text('facilitation.stop')}
        </MenuItem>
      )}
      {timer === null ? null : <MenuSeparator />}
      {planned === null || planned > LONGEST ? null : (
        <MenuItem
          icon={<TimerIcon aria-hidden />}
          note={text('facilitation.asPlanned')}
          words={text('facilitation.minutes', { count: planned })}
          onAction={() => start(planned)}
        >
          {text(timer === null ? 'facilitation.minutes' : 'facilitation.startAnew', {
            count: planned,
          })}
        </MenuItem>
      )}
      {MINUTES.filter((count) => count !== planned).map((count) => (
        <MenuItem key={count} onAction={() => start(count)}>
          {text(timer === null ? 'facilitation.minutes' : 'facilitation.startAnew', { count })}
        </MenuItem>
      ))}
    </Menu>
  );
}
