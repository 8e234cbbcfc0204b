/**
 * "Move to the next phase", for the facilitator. Part of the dock on laptops and of the
 * phase bar on phones; asks before it does anything.
 */
import { nextPlanned } from '@tavolo/model';
import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { Button, type ButtonLook } from '../design/button.tsx';
import { Later, later } from '../design/later.tsx';
import {
  useLeads,
  useMayLead,
  useRefusalText,
  useRoomState,
  useText,
  useWorkshop,
} from '../state/hooks.ts';

const MoveDialog = later(() => import('./move-dialog.tsx').then((part) => part.MoveDialog));

/** Null for everybody else, and in the last phase of the plan. */
export function NextPhaseButton({
  look,
  large,
  wide,
}: Pick<ButtonLook, 'look' | 'large' | 'wide'>) {
  const text = useText();
  const refusalText = useRefusalText();
  const facilitator = useLeads();
  const phase = useWorkshop((workshop) => workshop.phase);
  const move = useWorkshop((workshop) => workshop.move);
  const covered = useRoomState((state) => state.counts?.drafts ?? 0);
  const may = useMayLead();
  const [asking, setAsking] = useState(false);
  const plan = useWorkshop((workshop) => workshop.plan);
  const next = nextPlanned(plan, phase);
  if (!facilitator || next === null) return null;

  const refusal =
    may !== true
      ? refusalText(may)
      : move === null
        ? null
        : text('phases.announced', { name: text(`phases.${move.phase}`) });
  // While there is something to reveal, revealing is the one thing to do.
  const usual = phase === 'share' && covered > 0 ? 'outline' : 'primary';
  return (
    <>
      <Button
        look={look ?? usual}
        large={large}
        wide={wide}
        refusal={refusal}
        reason="read"
        iconAfter={<ArrowRight aria-hidden className="turns" />}
        onClick={() => setAsking(true)}
      >
        {text('phases.next', { name: text(`phases.${next}.short`) })}
      </Button>
      <Later>{asking ? <MoveDialog to={next} onClose={() => setAsking(false)} /> : null}</Later>
    </>
  );
}
