/**
 * The first rows of the proposals' pages: the way back, whether all is saved, who is here, the
 * signs one gives; and of the room what must not pass somebody by who works on a sheet, the
 * time and an announced move.
 */
import type { ReactNode } from 'react';
import { AvatarRow } from '../design/avatar.tsx';
import { Brand } from '../design/brand.tsx';
import { PageLink } from '../design/link.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { SignalBar } from '../facilitation/signal-bar.tsx';
import { Signals } from '../facilitation/signals.tsx';
import { RoomTimer } from '../facilitation/timer.tsx';
import { Saving } from '../people/saving.tsx';
import { PhaseCountdown } from '../phases/phase-countdown.tsx';
import { usePresence, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import css from './page-bar.module.css';
import { boardPath } from './paths.ts';

export function PageBar({
  here,
  actions,
}: {
  /** What comes after the workshop on the path. */
  readonly here: ReactNode;
  readonly actions?: ReactNode;
}) {
  const text = useText();
  const narrow = useMedia(NARROW);
  const id = useWorkshop((workshop) => workshop.id) ?? '';
  const title = useWorkshop((workshop) => workshop.title);
  const language = useWorkshop((workshop) => workshop.language);
  // On a phone it is there while it runs: it is started on the board.
  const timed = useWorkshop((workshop) => workshop.timer !== null);
  return (
    <>
      <div className={css.head}>
        <header className={css.top}>
          <Brand href="/" />
          <nav className={css.crumb} aria-label={text('proposals.path')}>
            <ol>
              <li>
                <PageLink href={boardPath(id)} lang={language} dir="auto">
                  {title}
                </PageLink>
              </li>
              {here}
            </ol>
          </nav>
          <Saving />
          <Present />
          {narrow ? null : <RoomTimer />}
          {narrow ? null : <Signals short />}
          {actions}
        </header>
        <div className={css.coming}>
          <PhaseCountdown />
        </div>
      </div>
      {narrow && timed ? (
        <div className={css.timer}>
          <RoomTimer />
        </div>
      ) : null}
      {narrow ? <SignalBar beside="phase" /> : null}
    </>
  );
}

function Present() {
  const text = useText();
  const others = usePresence();
  const counted = useRoomState((state) => state.counts?.present ?? null);
  if (others.length === 0) return null;
  const people = others.map(({ seatKey, name, shade, shape }) => ({
    key: seatKey,
    name,
    shade,
    shape,
  }));
  const count = Math.max(counted ?? 0, people.length + 1);
  return <AvatarRow people={people} total={count - 1} label={text('common.present', { count })} />;
}
