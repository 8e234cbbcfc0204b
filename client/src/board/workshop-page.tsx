/**
 * The page of one workshop: how far it has come to open, its frame, and the wall or the
 * list. Phones and narrow windows get the list; on laptops it is a choice.
 */
import { useState } from 'react';
import { Later, later } from '../design/later.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { List } from '../list/list.tsx';
import { RoleChange } from '../people/role-change.tsx';
import { TopBar, type View } from '../people/top-bar.tsx';
import { LateJoiner } from '../phases/late-joiner.tsx';
import { PhaseBar } from '../phases/phase-bar.tsx';
import { PhaseCountdown } from '../phases/phase-countdown.tsx';
import { useRoomState } from '../state/hooks.ts';
import { DeskProvider } from './desk.tsx';
import { Notices } from './notices.tsx';
import { OpeningPage } from './opening.tsx';
import { UndoToast } from './undo.tsx';
import { Wall } from './wall.tsx';
import css from './workshop-page.module.css';

const OpenPanel = later(() => import('./panels/open-panel.tsx').then((part) => part.OpenPanel));
const OpenMenu = later(() => import('./panels/open-panel.tsx').then((part) => part.OpenMenu));

export default function WorkshopPage() {
  const opening = useRoomState((state) => state.opening);
  if (opening.is !== 'ready') return <OpeningPage opening={opening} />;
  return (
    <DeskProvider>
      <Workshop />
    </DeskProvider>
  );
}

function Workshop() {
  const narrow = useMedia(NARROW);
  const [chosen, setChosen] = useState<View>('wall');
  const view = narrow ? 'list' : chosen;
  const head = (
    <>
      <TopBar view={view} onView={setChosen} />
      <PhaseBar />
      <PhaseCountdown />
    </>
  );
  const notes = (
    <>
      <LateJoiner />
      <Notices />
    </>
  );
  return (
    <>
      {view === 'wall' ? (
        <div className={css.page}>
          <div>{head}</div>
          <div className={css.stage}>
            <div className={css.notes}>{notes}</div>
            <Wall />
          </div>
        </div>
      ) : (
        <List narrow={narrow} head={head} notes={notes} />
      )}
      <Later>
        <OpenPanel />
        <OpenMenu />
      </Later>
      <UndoToast />
      <RoleChange />
    </>
  );
}
