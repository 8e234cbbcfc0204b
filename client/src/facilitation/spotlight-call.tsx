/**
 * "Come and see" and "everybody here", as it reaches a person. An invitation waits for a
 * press. A call takes a laptop's view along after three seconds, never away from somebody
 * who writes; on a phone it waits for a press too. Escape stays, or leaves again. The focus
 * is never touched, and it is said once.
 */
import type { Spotlight } from '@tavolo/model';
import { Eye, Users } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { lookAt, selectorOf } from '../board/look.ts';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { navigate } from '../design/link.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { boardPath, proposalPath } from '../proposals/paths.ts';
import { useMay, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import css from './calls.module.css';
import { useTargetWords } from './spotlight-words.ts';

const NOTICE_MS = 3_000;

export function SpotlightCall() {
  const spotlight = useWorkshop((workshop) => workshop.spotlight);
  const leads = useMay('call') === true;
  if (spotlight === null) return null;
  // Another one begins anew, whatever one did with the one before.
  const key = JSON.stringify(spotlight);
  return leads ? (
    <Calling key={key} spotlight={spotlight} />
  ) : (
    <Called key={key} spotlight={spotlight} />
  );
}

/** For whoever leads: that it goes on, and its end. */
function Calling({ spotlight }: { readonly spotlight: Spotlight }) {
  const text = useText();
  const room = useRoom();
  const what = useTargetWords(spotlight.at);
  return (
    <section className={css.call} aria-label={text('care.lookHere')}>
      {spotlight.hold ? <Users aria-hidden /> : <Eye aria-hidden />}
      <p dir="auto">{text(spotlight.hold ? 'care.callingHold' : 'care.callingSoft', { what })}</p>
      <div className={css.actions}>
        <Button
          look="quiet"
          onClick={() => room.send({ type: 'setSpotlight', at: null, hold: false })}
        >
          {text('care.letGo')}
        </Button>
      </div>
    </section>
  );
}

type Stage = 'asked' | 'there' | 'left';

function Called({ spotlight }: { readonly spotlight: Spotlight }) {
  const text = useText();
  const { at, hold } = spotlight;
  const what = useTargetWords(at);
  const narrow = useMedia(NARROW);
  const [stage, setStage] = useState<Stage>('asked');
  /** The three seconds were over while somebody wrote. */
  const [spared, setSpared] = useState(false);
  const goThere = useGoing(spotlight);
  const go = useCallback(() => {
    goThere();
    setStage('there');
  }, [goThere]);
  const said = text(hold ? 'care.calledAll' : 'care.called', { what });
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once, in the words it had then
  useEffect(() => announce(said), []);
  const counting = hold && !narrow && stage === 'asked' && !spared;
  useEffect(() => {
    if (!counting) return undefined;
    const timer = setTimeout(() => (isWriting() ? setSpared(true) : go()), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [counting, go]);
  useEscape(stage !== 'left', () => setStage('left'));
  useMark(spotlight, stage === 'there');

  if (stage !== 'asked' && !hold) return null;
  return (
    <section
      className={css.call}
      data-small={stage !== 'asked' || undefined}
      aria-label={text(hold ? 'care.all' : 'care.come')}
    >
      {hold ? <Users aria-hidden /> : <Eye aria-hidden />}
      <p dir="auto">
        {stage === 'asked' ? <b>{said}</b> : text('care.together', { what })}
        {counting ? <span>{text('care.soon')}</span> : null}
        {spared ? <span>{text('care.writing')}</span> : null}
      </p>
      <div className={css.actions}>
        {stage === 'there' ? null : (
          <Button look={stage === 'asked' ? 'primary' : 'quiet'} onClick={go}>
            {text(stage === 'asked' ? 'care.go' : 'care.back')}
          </Button>
        )}
        {stage === 'left' ? null : (
          <Button look="quiet" onClick={() => setStage('left')}>
            {text(stage === 'there' ? 'care.leave' : 'care.stay')}
          </Button>
        )}
      </div>
      {counting ? <i className={css.running} aria-hidden /> : null}
    </section>
  );
}

/** The way there, over the pages of the workshop. */
function useGoing({ at }: Spotlight): () => void {
  const id = useWorkshop((workshop) => workshop.id) ?? '';
  return useCallback(() => {
    const path = at.kind === 'proposal' ? proposalPath(id, at.id) : boardPath(id);
    if (window.location.pathname !== path) navigate(path);
    if (at.kind !== 'proposal') lookAt(at);
  }, [id, at]);
}

/** Whoever writes or chooses in a list is not taken away from it. */
function isWriting(): boolean {
  const { activeElement: active } = document;
  if (!(active instanceof HTMLElement)) return false;
  return active.isContentEditable || active.matches('input, textarea, select');
}

/** What Escape closes first; the break is a native dialog and has no role of its own. */
const OPEN_FIRST = '[role="menu"], [role="dialog"], [role="alertdialog"], dialog[open]';

/** Where nothing else is open that Escape closes first. */
function useEscape(on: boolean, leave: () => void): void {
  useEffect(() => {
    if (!on) return undefined;
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || isWriting()) return;
      if (document.querySelector(OPEN_FIRST)) return;
      leave();
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  });
}

/** What everybody looks at has a frame as long as one is there; it may be drawn a little later. */
function useMark({ at }: Spotlight, on: boolean): void {
  useEffect(() => {
    const selector = selectorOf(at);
    if (!on || selector === null) return undefined;
    const mark = () => {
      for (const element of document.querySelectorAll(`${selector}:not([data-looked])`)) {
        element.setAttribute('data-looked', '');
      }
    };
    const marking = setInterval(mark, 300);
    mark();
    return () => {
      clearInterval(marking);
      for (const element of document.querySelectorAll('[data-looked]')) {
        element.removeAttribute('data-looked');
      }
    };
  }, [at, on]);
}
