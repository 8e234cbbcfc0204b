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

/** Just come in, and not told yet. Asked once for the whole page, because each view draws the note at its own place. */
export interface Arrival {
  readonly isLate: boolean;
  onRead(): void;
}

export function useArrival(): Arrival {
  const id = useWorkshop((workshop) => workshop.id);
  const phase = useWorkshop((workshop) => workshop.phase);
  const leads = useLeads();
  const [arrived] = useState(() => id !== null && isArrival(id));
  const [read, setRead] = useState(false);
  const [arrivedIn] = useState(phase);
  useEffect(() => {
    if (id !== null) rememberArrival(id);
  }, [id]);
  return {
    // Once the phase has changed under one's eyes, one is no longer late.
    isLate: arrived && !read && !leads && phase === arrivedIn && phaseIndex(phase) >= 2,
    onRead: () => setRead(true),
  };
}

export function LateJoiner({ isLate, onRead }: Arrival) {
  const text = useText();
  const phase = useWorkshop((workshop) => workshop.phase);
  if (!isLate) return null;
  return (
    <Note
      tone="accent"
      icon={<Info aria-hidden />}
      actions={<Button onClick={onRead}>{text('phases.understood')}</Button>}
    >
      <b>{text('phases.lateJoiner', { name: text(`phases.${phase}`) })}</b>{' '}
      {text('phases.lateJoinerLine')}
    </Note>
  );
}
