/** Before there is a board to show: on its way, no seat, not there, not reachable. Never an empty wall. */
import { CircleAlert, DoorOpen } from 'lucide-react';
import { Blank } from '../design/blank.tsx';
import { Brand } from '../design/brand.tsx';
import { Button, ButtonLink } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import type { Opening } from '../state/contract.ts';
import { useText } from '../state/hooks.ts';
import css from './opening.module.css';

export function OpeningPage({
  opening,
}: {
  readonly opening: Exclude<Opening, { readonly is: 'ready' }>;
}) {
  return (
    <div className={css.page}>
      <header className={css.top}>
        <Brand href="/" />
      </header>
      <Inside opening={opening} />
    </div>
  );
}

type NotReady = Exclude<Opening, { readonly is: 'ready' }>;

function Inside({ opening }: { readonly opening: NotReady }) {
  if (opening.is === 'opening') return <OnItsWay />;
  return opening.is === 'waiting' ? <WaitingRoom /> : <Trouble opening={opening} />;
}

/** Nothing to do but wait: it opens by itself, and is read when it appears. */
function WaitingRoom() {
  const text = useText();
  return (
    <main className={css.waits}>
      <DoorOpen aria-hidden />
      <h1>{text('care.waitTitle')}</h1>
      <p role="status">{text('care.waitLine')}</p>
    </main>
  );
}

function OnItsWay() {
  const text = useText();
  return (
    <main className={css.blanks}>
      <div>
        <Blank label={text('board.opening')} slips={4} />
      </div>
      <div aria-hidden>
        <Blank label="" slips={3} />
      </div>
      <div aria-hidden>
        <Blank label="" slips={4} />
      </div>
    </main>
  );
}

function Trouble({
  opening,
}: {
  readonly opening: Exclude<NotReady, { readonly is: 'opening' | 'waiting' }>;
}) {
  const text = useText();
  const title = {
    'no-seat': text('board.noSeatTitle'),
    gone: text('care.goneTitle'),
    'not-found': text('board.notFoundTitle'),
    damaged: text('board.damagedTitle'),
    failed: text('board.failedTitle'),
  }[opening.is];
  /** Nothing is wrong with who asks: the same page may open later. */
  const againMayHelp = opening.is === 'failed' || opening.is === 'damaged';
  return (
    <main className={css.trouble}>
      <h1>{title}</h1>
      <Note status tone={againMayHelp ? 'danger' : undefined} icon={<CircleAlert aria-hidden />}>
        <p>{opening.is === 'gone' ? text('care.goneLine') : opening.message}</p>
        {opening.is === 'failed' ? <p>{text('board.failedLine')}</p> : null}
      </Note>
      <p className={css.ways}>
        {againMayHelp ? (
          <Button look="primary" onClick={() => window.location.reload()}>
            {text('board.retry')}
          </Button>
        ) : null}
        {opening.is === 'no-seat' || opening.is === 'gone' ? (
          <ButtonLink look="primary" href="/j/">
            {text('board.noSeatAction')}
          </ButtonLink>
        ) : null}
        <ButtonLink look="quiet" href="/">
          {text('board.home')}
        </ButtonLink>
      </p>
    </main>
  );
}
