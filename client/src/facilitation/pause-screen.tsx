/**
 * A break: everybody sees a calm screen, with the time if there is one. A native modal
 * dialog, so that what was open under it stays as it was and gets the focus back. Nobody is
 * shut in: the page can be gone back to, also with Escape.
 */
import type { Refusal } from '@tavolo/model';
import { Coffee } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Brand } from '../design/brand.tsx';
import { Button } from '../design/button.tsx';
import {
  useLeads,
  useMayLead,
  useRefusalText,
  useRoom,
  useText,
  useWorkshop,
} from '../state/hooks.ts';
import calls from './calls.module.css';
import css from './pause-screen.module.css';
import { clockFace, useSecondsLeft } from './time-left.ts';

export function PauseScreen() {
  const text = useText();
  const paused = useWorkshop((workshop) => workshop.paused);
  const [left, setLeft] = useState(false);
  const before = useRef(paused);
  useEffect(() => {
    if (before.current && !paused) {
      setLeft(false);
      announce(text('care.pauseOver'));
    }
    before.current = paused;
  }, [paused, text]);
  if (!paused) return null;
  if (!left) return <Screen onLeave={() => setLeft(true)} />;
  return (
    <section className={calls.call} data-small="" aria-label={text('care.pause')}>
      <Coffee aria-hidden />
      <p>{text('care.pauseOn')}</p>
      <div className={calls.actions}>
        <Resume look="quiet" />
        <Button look="quiet" onClick={() => setLeft(false)}>
          {text('care.pauseBack')}
        </Button>
      </div>
    </section>
  );
}

function Screen({ onLeave }: { readonly onLeave: () => void }) {
  const text = useText();
  const timer = useWorkshop((workshop) => workshop.timer);
  const leads = useLeads();
  const seconds = useSecondsLeft(timer);
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    heading.current?.focus();
    return () => {
      element?.close();
      // Gone from the page before it could give the focus back by itself.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={css.screen}
      aria-labelledby={titleId}
      // An open menu or form hides what comes later from screen readers, but for this mark.
      data-react-aria-top-layer="true"
      onCancel={(event) => {
        event.preventDefault();
        onLeave();
      }}
    >
      <Brand href="/" />
      <div className={css.words}>
        <Coffee aria-hidden />
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {text('care.pause')}
        </h2>
        {seconds === null ? null : (
          <time className={css.time} role="timer" aria-live="off" dateTime={`PT${seconds}S`}>
            {seconds === 0 ? text('facilitation.over') : clockFace(seconds)}
          </time>
        )}
        <p>{text(leads ? 'care.pauseLead' : 'care.pauseLine')}</p>
        <div className={css.actions}>
          <Resume look="primary" />
          <Button look="quiet" onClick={onLeave}>
            {text('care.pauseLeave')}
          </Button>
        </div>
      </div>
    </dialog>
  );
}

function Resume({ look }: { readonly look: 'primary' | 'quiet' }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const leads = useLeads();
  const may = useMayLead();
  const [refused, setRefused] = useState<Refusal | null>(null);
  if (!leads) return null;
  // Said here: whatever stands on the page is covered by the break.
  const refusal = may === true ? refused : may;
  return (
    <Button
      look={look}
      refusal={refusal === null ? null : refusalText(refusal)}
      reason="below"
      onClick={() => setRefused(room.send({ type: 'setPause', on: false }))}
    >
      {text('care.pauseEnd')}
    </Button>
  );
}
