/**
 * The room's countdown: time in large figures for everybody; for those who may, pause, one
 * minute more, and a menu. Its end changes nothing: whoever is still writing goes on.
 */
import { Pause, Play, TimerIcon } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Later, later } from '../design/later.tsx';
import { useMay, useText, useWorkshop } from '../state/hooks.ts';
import { clockFace, useSecondsLeft } from './time-left.ts';
import css from './timer.module.css';

const TimerMenu = later(() => import('./timer-menu.tsx').then((part) => part.TimerMenu));

export function RoomTimer() {
  const text = useText();
  const act = useAct();
  const timer = useWorkshop((workshop) => workshop.timer);
  const may = useMay('setTimer') === true;
  const left = useSecondsLeft(timer);
  if (timer === null || left === null) {
    return (
      <Later>
        {may ? (
          <div className={css.timer}>
            <TimerMenu timer={null} />
          </div>
        ) : null}
      </Later>
    );
  }
  const over = left === 0;
  const turn = (action: 'pause' | 'resume') => act({ type: 'setTimer', tableId: null, action });
  return (
    <section
      className={css.timer}
      aria-label={text('facilitation.timer')}
      data-over={over || undefined}
      data-soon={(!over && left <= 60) || undefined}
    >
      <TimerIcon aria-hidden />
      {/* Not a live region: a countdown read out every second would drown everything else. */}
      <time className={css.face} role="timer" aria-live="off" dateTime={`PT${left}S`}>
        {over ? text('facilitation.over') : clockFace(left)}
      </time>
      {timer.is === 'paused' ? (
        <span className={css.paused}>{text('facilitation.paused')}</span>
      ) : null}
      {may ? (
        <>
          {over ? null : timer.is === 'running' ? (
            <IconButton
              label={text('facilitation.pause')}
              icon={<Pause aria-hidden />}
              onClick={() => turn('pause')}
            />
          ) : (
            <IconButton
              label={text('facilitation.resume')}
              icon={<Play className="turns" aria-hidden />}
              onClick={() => turn('resume')}
            />
          )}
          <Button
            look="quiet"
            className={css.more}
            aria-label={text('facilitation.addMinuteLong')}
            onClick={() => act({ type: 'setTimer', tableId: null, action: 'add', seconds: 60 })}
          >
            {text('facilitation.addMinute')}
          </Button>
          <Later>
            <TimerMenu timer={timer} />
          </Later>
        </>
      ) : null}
    </section>
  );
}
