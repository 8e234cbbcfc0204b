/**
 * Asks before a phase changes: what happens, what everybody will see, what is skipped or
 * revealed on the way, and that going back deletes nothing. Confirming announces the move;
 * it takes effect ten seconds later, and until then it can be cancelled.
 */
import {
  isPastShare,
  PHASES,
  type Phase,
  phaseIndex,
  plannedPhase,
  type Refusal,
} from '@tavolo/model';
import { CircleAlert, Clock, Eye, Flag, History, Timer } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Note } from '../design/note.tsx';
import { useRefusalText, useRoom, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import css from './move-dialog.module.css';
import { timeInWords } from './time-in-words.ts';

/** As the product promises: everybody sees it come, and the facilitator can take it back. */
const ANNOUNCED_S = 10;

export function MoveDialog({ to, onClose }: { readonly to: Phase; readonly onClose: () => void }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const phase = useWorkshop((workshop) => workshop.phase);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const name = text(`phases.${to}`);
  const back = phaseIndex(to) < phaseIndex(phase);
  const plan = useWorkshop((workshop) => workshop.plan);
  const { minutes } = plannedPhase(plan, to);
  // What the plan passes over is no news.
  const skipped = PHASES.slice(phaseIndex(phase) + 1, phaseIndex(to)).filter(
    (each) => plannedPhase(plan, each).used,
  );

  const confirm = () => {
    const refused = room.send({ type: 'moveToPhase', phase: to, afterS: ANNOUNCED_S });
    if (refused === null) onClose();
    else setRefusal(refused);
  };

  return (
    <Dialog
      title={text(back ? 'phases.moveBackTitle' : 'phases.moveTitle', { name })}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" onClick={confirm}>
            {text(back ? 'phases.moveBack' : 'phases.next', { name })}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text(`phases.${to}.happens`)}</p>
      {skipped.length > 0 ? (
        <p>
          {text('phases.skips', {
            count: skipped.length,
            names: skipped.map((each) => text(`phases.${each}`)).join(', '),
          })}
        </p>
      ) : null}
      <ul className={css.facts}>
        <li>
          <Flag aria-hidden />
          {text('phases.leavesWith', { what: text(`phases.${to}.leaves`) })}
        </li>
        {minutes === null ? null : (
          <li>
            <Clock aria-hidden />
            {text('phases.suggested', { time: timeInWords(minutes, text) })}
          </li>
        )}
        {isPastShare(to) ? <Reveals /> : null}
        <li>
          <History aria-hidden />
          {text('phases.nothingDeleted')}
        </li>
        <li>
          <Timer aria-hidden />
          {text('phases.tenSeconds')}
        </li>
      </ul>
      {refusal === null ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {refusalText(refusal)}
        </Note>
      )}
    </Dialog>
  );
}

/** Going past sharing turns over what is still covered: said only where there is something. */
function Reveals() {
  const text = useText();
  const drafts = useRoomState((state) => state.counts?.drafts ?? null);
  if (drafts === 0) return null;
  return (
    <li>
      <Eye aria-hidden />
      {drafts === null ? text('phases.revealsAny') : text('phases.revealsToo', { count: drafts })}
    </li>
  );
}
