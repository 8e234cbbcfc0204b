/**
 * Turns the covered needs over, all at once. For the facilitator, in the sharing phase, as
 * long as something is covered.
 */
import type { Refusal } from '@tavolo/model';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import {
  useLeads,
  useMay,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
  useWorkshop,
} from '../state/hooks.ts';

/** Whether there is something to reveal, as far as is known here. */
export function useMayReveal(): boolean {
  const facilitator = useLeads();
  const drafts = useRoomState((state) => state.counts?.drafts ?? null);
  const phase = useWorkshop((workshop) => workshop.phase);
  return facilitator && phase === 'share' && drafts !== 0;
}

export function RevealButton() {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const may = useMay('reveal');
  const drafts = useRoomState((state) => state.counts?.drafts ?? null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const refusal = may === true ? null : refusalText(may);
  return (
    <Button
      look="primary"
      icon={<Eye aria-hidden />}
      refusal={refusal ?? (refused === null ? null : refusalText(refused))}
      onClick={() => setRefused(room.send({ type: 'revealCards' }))}
    >
      {drafts === null ? text('phases.reveal') : text('phases.revealCount', { count: drafts })}
    </Button>
  );
}
