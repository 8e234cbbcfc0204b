/** The first row of the proposals' pages: the way back, whether all is saved, who is here; and the signs one gives. */
import type { ReactNode } from 'react';
import { AvatarRow } from '../design/avatar.tsx';
import { Brand } from '../design/brand.tsx';
import { PageLink } from '../design/link.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { SignalBar } from '../facilitation/signal-bar.tsx';
import { Signals } from '../facilitation/signals.tsx';
import { Saving } from '../people/saving.tsx';
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
  return (
    <>
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
        {narrow ? null : <Signals short />}
        {actions}
      </header>
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
