/** A table's own countdown: for everybody the time that is left; for its host and whoever leads, the way to set it. */
import type { WorkTable } from '@tavolo/model';
import { Pause, Play, TimerIcon } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { IconButton } from '../design/button.tsx';
import { clockFace, useSecondsLeft } from '../facilitation/time-left.ts';
import { TimerMenu } from '../facilitation/timer-menu.tsx';
import { useMay, useRoomState, useText } from '../state/hooks.ts';
import css from './tables.module.css';

export function TableTimer({
  table: { id, name, timer },
  look,
}: {
  readonly table: WorkTable;
  /** `glance`: only what is left; nothing to set. */
  readonly look?: 'glance';
}) {
  const text = useText();
  const act = useAct();
  const ownTable = useRoomState((state) => state.me?.tableId === id);
  const may = useMay('setTimer', { ownTable }) === true && look !== 'glance';
  const left = useSecondsLeft(timer);
  if (timer === null && !may) return null;
  const turn = (action: 'pause' | 'resume') => act({ type: 'setTimer', tableId: id, action });
  const over = left === 0;
  return (
    <section
      className={css.timer}
      aria-label={text('tables.timerOf', { name })}
      data-over={over || undefined}
      data-soon={(left !== null && left > 0 && left <= 60) || undefined}
    >
      {timer === null || left === null ? null : (
        <>
          <TimerIcon aria-hidden />
          <time role="timer" aria-live="off" dateTime={`PT${left}S`}>
            {over ? text('facilitation.over') : clockFace(left)}
          </time>
          {timer.is === 'paused' ? <span>{text('facilitation.paused')}</span> : null}
        </>
      )}
      {!may || timer === null || over ? null : timer.is === 'running' ? (
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
      {may ? <TimerMenu timer={timer} tableId={id} /> : null}
    </section>
  );
}
