/**
 * For somebody who comes in while a workshop is under way: it has begun, and that is fine.
 * What to do now stands in the phase bar. Shown once for each workshop and device, until it
 * is read.
 */
import { phaseIndex } from '@tavolo/model';
import { Info } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import { useLeads, useText, useWorkshop } from '../state/hooks.ts';
import { isArrival, rememberArrival } from './arrivals.ts';

export function LateJoiner() {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id);
  const phase = useWorkshop((workshop) => workshop.phase);
  const facilitator = useLeads();
  const [arrived] = useState(() => id !== null && isArrival(id));
  const [read, setRead] = useState(false);
  const [arrivedIn] = useState(phase);
  useEffect(() => {
    if (id !== null) rememberArrival(id);
  }, [id]);
  // Once the phase has changed under one's eyes, one is no longer late.
  if (!arrived || read || facilitator || phase !== arrivedIn || phaseIndex(phase) < 2) return null;
  return (
    <Note
      tone="accent"
      icon={<Info aria-hidden />}
      actions={<Button onClick={() => setRead(true)}>{text('phases.understood')}</Button>}
    >
      <b>{text('phases.lateJoiner', { name: text(`phases.${phase}`) })}</b>{' '}
      {text('phases.lateJoinerLine')}
    </Note>
  );
}
