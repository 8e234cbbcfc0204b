/** `/w/<id>/room`: what the whole room looks at. */
import { OpeningPage } from '../board/opening.tsx';
import { Brand } from '../design/brand.tsx';
import { usePageTitle } from '../design/page-title.ts';
import { QrCode } from '../design/qr-code.tsx';
import { Thread } from '../design/thread.tsx';
import { useNow } from '../design/use-now.ts';
import { clockFace, useSecondsLeft } from '../facilitation/time-left.ts';
import { joinLink, joinOrigin, readCode } from '../people/join-link.ts';
import { useCourse } from '../phases/course.ts';
import { useOwnLine } from '../phases/instruction.ts';
import { secondsUntil } from '../phases/seconds-until.ts';
import { useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { Break, Together } from './care.tsx';
import css from './room.module.css';
import { Showing } from './showing.tsx';

export default function ProjectorPage() {
  const text = useText();
  const opening = useRoomState((state) => state.opening);
  const role = useRoomState((state) => state.me?.role);
  if (opening.is !== 'ready') return <OpeningPage opening={opening} />;
  if (role !== 'facilitator' && role !== 'co-facilitator' && role !== 'observer') {
    return <OpeningPage opening={{ is: 'no-seat', message: text('projector.notYours') }} />;
  }
  return <Screen />;
}

function Screen() {
  const text = useText();
  const workshop = useWorkshop();
  const { title, language, challenge, phase, paused, spotlight } = workshop;
  const { steps, now } = useCourse();
  const own = useOwnLine();
  const line = own === '' ? text(`phases.${phase}.line`) : own;
  usePageTitle(`${text('projector.title')} · ${title} · Tavolo`);
  return (
    <main
      className={css.room}
      data-projector=""
      data-arriving={(phase === 'prepare' && !paused && spotlight === null) || undefined}
    >
      <header className={css.head}>
        <Brand href={`/w/${workshop.id ?? ''}`} />
        <p lang={language} dir="auto">
          {title}
        </p>
      </header>
      <section className={css.ask}>
        <p className={css.phase}>{text(`phases.${phase}`)}</p>
        {challenge === '' ? (
          <h1 dir="auto">{line}</h1>
        ) : (
          <>
            <h1 lang={language} dir="auto">
              {challenge}
            </h1>
            <p className={css.line} dir="auto">
              {line}
            </p>
          </>
        )}
      </section>
      <Enter />
      {paused ? <Break /> : spotlight === null ? <Showing /> : <Together spotlight={spotlight} />}
      <footer className={css.foot}>
        <Time />
        <Counts />
        <Thread steps={steps} now={now} labels={false} numbered />
      </footer>
    </main>
  );
}

/** The way in, always in its corner: whoever comes late needs it most. */
function Enter() {
  const text = useText();
  const code = useRoomState((state) => state.joinCode);
  const told = useRoomState((state) => state.joinOrigin);
  const open = useWorkshop((workshop) => workshop.linkOpen);
  if (code === null) return null;
  if (!open) return <aside className={css.enter}>{text('care.roomClosed')}</aside>;
  const origin = joinOrigin(window.location, told);
  const link = joinLink(origin, code);
  return (
    <aside className={css.enter} aria-label={text('projector.enter')}>
      <QrCode value={link} label={text('common.qrLabel', { link })} />
      <p dir="ltr">{`${new URL(origin).host}/j`}</p>
      <p className={css.code} dir="ltr">
        {readCode(code)}
      </p>
    </aside>
  );
}

/** The countdown; or, while the room is about to move on, that it does. */
function Time() {
  const text = useText();
  const timer = useWorkshop((workshop) => workshop.timer);
  const move = useWorkshop((workshop) => workshop.move);
  const offset = useRoomState((state) => state.clockOffset);
  const left = useSecondsLeft(timer);
  const now = useNow(move !== null);
  if (move !== null) {
    const name = text(`phases.${move.phase}`);
    const count = secondsUntil(move.at, now, offset);
    return (
      <p className={css.moving}>
        {count > 0 ? text('phases.comingIn', { name, count }) : text('phases.comingNow', { name })}
      </p>
    );
  }
  if (left === null) return null;
  return (
    <p className={css.time} role="timer" data-soon={left <= 60 || undefined}>
      {left === 0 ? text('facilitation.over') : clockFace(left)}
      {timer?.is === 'paused' ? <small>{text('facilitation.paused')}</small> : null}
    </p>
  );
}

function Counts() {
  const text = useText();
  const counts = useRoomState((state) => state.counts);
  const phase = useWorkshop((workshop) => workshop.phase);
  const cards = useWorkshop((workshop) => workshop.cards);
  if (counts === null) return null;
  let needs = 0;
  for (const { status } of cards.values()) if (status === 'published') needs += 1;
  const covered = phase === 'write' ? counts.drafts : null;
  return (
    <>
      {covered === null ? null : (
        <p className={css.count}>
          <b>{covered}</b> <span>{text('projector.coveredLine', { count: covered })}</span>
        </p>
      )}
      {covered !== null || needs === 0 ? null : (
        <p className={css.count}>
          <b>{needs}</b> <span>{text('projector.needsLine', { count: needs })}</span>
        </p>
      )}
      {counts.ready === 0 ? null : (
        <p className={css.count}>
          <b>{counts.ready}</b> <span>{text('care.readyLine', { count: counts.ready })}</span>
        </p>
      )}
      <p className={css.count}>
        <b>{counts.present}</b>{' '}
        <span>{text('projector.presentLine', { count: counts.present })}</span>
      </p>
    </>
  );
}
