/** Turns the covered needs over, all at once. For the facilitator, in the sharing phase. */
import type { Refusal } from '@tavolo/model';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { useMay, useRefusalText, useRoom, useRoomState, useText } from '../state/hooks.ts';

export function RevealButton() {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const may = useMay('reveal');
  const drafts = useRoomState((state) => state.counts?.drafts ?? null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const nothing = drafts === 0 ? text('refusals.nothing-to-reveal') : null;
  const refusal = may === true ? nothing : refusalText(may);
  return (
    <Button
      look="primary"
      icon={<Eye aria-hidden />}
      refusal={refusal ?? (refused === null ? null : refusalText(refused))}
      onClick={() => setRefused(room.send({ type: 'revealCards' }))}
    >
      {drafts === null || drafts === 0
        ? text('phases.reveal')
        : text('phases.revealCount', { count: drafts })}
    </Button>
  );
}
