/**
 * The page of one workshop: how far it has come to open, its frame, and the wall or the
 * list. Phones and narrow windows get the list; on laptops it is a choice.
 */
import { openRoundOf } from '@tavolo/model';
import { useEffect, useState } from 'react';
import { Later, later } from '../design/later.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { SignalBar } from '../facilitation/signal-bar.tsx';
import { List } from '../list/list.tsx';
import { RoleChange } from '../people/role-change.tsx';
import { TopBar, type View } from '../people/top-bar.tsx';
import { Checklist, usePreparing } from '../phases/checklist.tsx';
import { LateJoiner } from '../phases/late-joiner.tsx';
import { NextPhaseButton } from '../phases/next-phase-button.tsx';
import { PhaseBar } from '../phases/phase-bar.tsx';
import { PhaseCountdown } from '../phases/phase-countdown.tsx';
import { useMay, useRoomState, useWorkshop } from '../state/hooks.ts';
import { TableNote } from '../tables/table-note.tsx';
import { useTablesView } from '../tables/view.ts';
import { VoteNote } from '../votes/vote-note.tsx';
import { DeskProvider } from './desk.tsx';
import { lookedAt, useWanted } from './look.ts';
import { Notices } from './notices.tsx';
import { OpeningPage } from './opening.tsx';
import { UndoToast } from './undo.tsx';
import { Wall } from './wall.tsx';
import css from './workshop-page.module.css';

const OpenPanel = later(() => import('./panels/open-panel.tsx').then((part) => part.OpenPanel));
const TablesPage = later(() => import('../tables/tables-page.tsx').then((part) => part.TablesPage));
const ProposalsNote = later(() =>
  import('../proposals/proposals-note.tsx').then((part) => part.ProposalsNote),
);
const VotePage = later(() => import('../votes/vote-page.tsx').then((part) => part.VotePage));
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

/**
 * What is looked at. A round that opens or closes calls everybody to it once, and the phase whoever
 * leads, to begin one; then it is theirs to choose.
 */
function useView(narrow: boolean) {
  const rounds = useWorkshop((workshop) => workshop.rounds.size);
  const isOpen = useWorkshop((workshop) => openRoundOf(workshop) !== null);
  const phase = useWorkshop((workshop) => workshop.phase);
  const leads = useMay('holdVote') === true;
  const { there: tables, calls } = useTablesView();
  const vote = rounds > 0 || (phase === 'prioritise' && leads);
  const during = `${rounds} ${isOpen} ${calls} ${vote}`;
  // Who comes by a link to a cluster wants to see the wall.
  const [chosen, setChosen] = useState<{ view: View; during: string } | null>(() =>
    window.location.hash === '' ? null : { view: 'wall', during },
  );
  const choose = (view: View) => setChosen({ view, during });
  const since = chosen?.during !== during;
  const called =
    since && vote && phase === 'prioritise' ? 'vote' : since && calls ? 'tables' : null;
  // When the tables have done their work, everybody is back at the wall.
  const kept = chosen?.view === 'tables' && since ? 'wall' : (chosen?.view ?? 'wall');
  const wanted = called ?? kept;
  const there = (wanted === 'vote' && !vote) || (wanted === 'tables' && !tables) ? 'wall' : wanted;
  return { view: narrow && there === 'wall' ? 'list' : there, choose, vote, tables } as const;
}

/** What everybody is called to is at the tables, or on the wall; it is not in the vote. */
function useCalled(
  { view, tables, choose }: { view: View; tables: boolean; choose: (view: View) => void },
  board: 'wall' | 'list',
): void {
  const wanted = useWanted();
  useEffect(() => {
    if (wanted === null) return;
    if (wanted.kind === 'table') {
      // The tables' page opens the one that is meant; whoever has no such page stays where they are.
      if (!tables) lookedAt();
      else if (view !== 'tables') choose('tables');
    } else if (view === 'vote' || view === 'tables') choose(board);
  });
}

function Workshop() {
  const narrow = useMedia(NARROW);
  const { view, choose, vote, tables } = useView(narrow);
  useCalled({ view, tables, choose }, narrow ? 'list' : 'wall');
  const checklist = usePreparing() ? <Checklist onTables={() => choose('tables')} /> : null;
  const head = (
    <>
      <TopBar view={view} onView={choose} vote={vote} tables={tables} />
      <PhaseBar />
      <PhaseCountdown />
      {narrow ? <SignalBar beside="phase" /> : null}
    </>
  );
  const tools = narrow ? null : (
    <>
      <SignalBar beside="title" />
      <NextPhaseButton look="outline" />
    </>
  );
  const notes = (
    <>
      <LateJoiner />
      <Notices />
    </>
  );
  const proposals = (
    <Later>
      <ProposalsNote />
    </Later>
  );
  return (
    <>
      {view === 'vote' ? (
        <Later>
          <VotePage
            head={head}
            tools={tools}
            notes={notes}
            onList={narrow ? () => choose('list') : null}
          />
        </Later>
      ) : view === 'tables' ? (
        <Later>
          <TablesPage
            head={head}
            tools={tools}
            notes={notes}
            narrow={narrow}
            onPlenary={() => choose(narrow ? 'list' : 'wall')}
          />
        </Later>
      ) : view === 'wall' ? (
        <div className={css.page}>
          <div>{head}</div>
          <div className={css.stage} data-preparing={checklist === null ? undefined : true}>
            <div className={css.notes}>
              {proposals}
              {notes}
            </div>
            {checklist === null ? null : <div className={css.checklist}>{checklist}</div>}
            <Wall />
          </div>
        </div>
      ) : (
        <List
          narrow={narrow}
          head={head}
          notes={
            <>
              {proposals}
              <VoteNote onVote={() => choose('vote')} />
              <TableNote onTables={() => choose('tables')} />
              {notes}
              {checklist}
            </>
          }
        />
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
