/** What a person shows to whoever leads: "I am done", and a raised hand. Both can be taken back. */
import { CheckCheck, Hand } from 'lucide-react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useLeads, useMay, useRoom, useRoomState, useText } from '../state/hooks.ts';
import css from './signals.module.css';

/** `short` is the signs alone, where there is no room for words. */
export function Signals({ short }: { readonly short?: boolean }) {
  const text = useText();
  const room = useRoom();
  const me = useRoomState((state) => state.me);
  const leads = useLeads();
  const may = useMay('signal') === true;
  if (me === null || leads || !may) return null;
  const { id: seatId, ready, hand } = me;
  const up = hand !== null;
  const setReady = () => {
    if (room.send({ type: 'setReady', on: !ready }) !== null) return;
    announce(text(ready ? 'care.readyTaken' : 'care.readySaid'));
  };
  const setHand = () => {
    if (room.send(up ? { type: 'lowerHand', seatId } : { type: 'raiseHand' }) !== null) return;
    announce(text(up ? 'care.handTaken' : 'care.handSaid'));
  };
  const words = (sentence: string) =>
    short ? <VisuallyHidden>{sentence}</VisuallyHidden> : sentence;
  return (
    <fieldset className={css.signals} aria-label={text('care.signals')}>
      <Button
        look="quiet"
        aria-pressed={ready}
        title={short ? text('care.ready') : undefined}
        icon={<CheckCheck aria-hidden />}
        onClick={setReady}
      >
        {words(text('care.ready'))}
      </Button>
      <Button
        look="quiet"
        aria-pressed={up}
        title={short ? text('care.hand') : undefined}
        icon={<Hand aria-hidden />}
        onClick={setHand}
      >
        {words(text(up && !short ? 'care.handUp' : 'care.hand'))}
      </Button>
    </fieldset>
  );
}
