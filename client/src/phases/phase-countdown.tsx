/**
 * An announced move: everybody sees it come, by the server's clock, and the facilitator can
 * still take it back. It is said once, by `phase-said.tsx`, not every second.
 */
import { CircleAlert, Timer } from 'lucide-react';
import { useState } from 'react';
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
