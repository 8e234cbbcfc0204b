/**
 * An announced move: everybody sees it come, by the server's clock, and the facilitator can
 * still take it back. Said to screen readers when it appears, not every second.
 */
import { CircleAlert, Timer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { useNow } from '../design/use-now.ts';
import {
  useLeads,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
  useWorkshop,
} from '../state/hooks.ts';
import css from './phase-countdown.module.css';
import { secondsUntil } from './seconds-until.ts';

export function PhaseCountdown() {
  const move = useWorkshop((workshop) => workshop.move);
  useSaidCancel();
  // A new announcement starts afresh, with its own clock.
  return move === null ? null : <Countdown key={`${move.phase}${move.at}`} />;
}

function Countdown() {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const move = useWorkshop((workshop) => workshop.move);
  const offset = useRoomState((state) => state.clockOffset);
  const facilitator = useLeads();
  const now = useNow(true);
  const [refusal, setRefusal] = useState<string | null>(null);
  const at = move?.at ?? 0;
  const name = move === null ? '' : text(`phases.${move.phase}`);
  const left = secondsUntil(at, now, offset);

  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, with the seconds it had then
  useEffect(() => {
    announce(left > 0 ? text('phases.comingIn', { name, count: left }) : '');
  }, [name]);

  const cancel = () => {
    const refused = room.send({ type: 'cancelMove' });
    setRefusal(refused === null ? null : refusalText(refused));
  };
  return (
    <section className={css.strip} aria-label={text('phases.coming')}>
      <p className={css.words}>
        <Timer aria-hidden />
        <span>
          <b>
            {left > 0
              ? text('phases.comingIn', { name, count: left })
              : text('phases.comingNow', { name })}
          </b>{' '}
          <span className={css.calm}>{text('phases.comingLine')}</span>
        </span>
      </p>
      {facilitator && left > 0 ? (
        <Button onClick={cancel}>{text('phases.cancelMove')}</Button>
      ) : null}
      {refusal === null ? null : (
        <p role="alert" className={css.words}>
          <CircleAlert aria-hidden />
          {refusal}
        </p>
      )}
    </section>
  );
}

/** A move that goes without the phase having changed was cancelled. */
function useSaidCancel(): void {
  const text = useText();
  const move = useWorkshop((workshop) => workshop.move);
  const phase = useWorkshop((workshop) => workshop.phase);
  const before = useRef(move);
  useEffect(() => {
    const gone = before.current;
    before.current = move;
    if (gone !== null && move === null && phase !== gone.phase) {
      announce(text('phases.cancelled', { name: text(`phases.${phase}`) }));
    }
  }, [move, phase, text]);
}
