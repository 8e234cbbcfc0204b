/**
 * The page of one workshop: how far it has come to open, its frame, and the wall or the
 * list. Phones and narrow windows get the list; on laptops it is a choice.
 */
import { Later, later } from '../design/later.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { SignalBar } from '../facilitation/signal-bar.tsx';
import { FilterBar, useFilter } from '../list/filters.tsx';
import { List } from '../list/list.tsx';
import { TopBar } from '../people/top-bar.tsx';
import { Checklist, usePreparing } from '../phases/checklist.tsx';
import { LateJoiner, useArrival } from '../phases/late-joiner.tsx';
import { NextPhaseButton } from '../phases/next-phase-button.tsx';
import { PhaseBar } from '../phases/phase-bar.tsx';
import { PhaseCountdown } from '../phases/phase-countdown.tsx';
import { useRoomState } from '../state/hooks.ts';
import { TableNote } from '../tables/table-note.tsx';
import { VoteNote } from '../votes/vote-note.tsx';
import { DeskProvider } from './desk.tsx';
import { Frame } from './frame.tsx';
import { Notices } from './notices.tsx';
import { OpeningPage } from './opening.tsx';
import { UndoToast } from './undo.tsx';
import { useCalled, useView } from './view.ts';
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

function Workshop() {
  const narrow = useMedia(NARROW);
  const viewing = useView(narrow);
  const { view, choose, vote, tables } = viewing;
  useCalled(viewing, narrow ? 'list' : 'wall');
  const arrival = useArrival();
  const [filter, setFilter] = useFilter();
  const checklist = usePreparing() ? <Checklist onTables={() => choose('tables')} /> : null;
  const tools = narrow ? null : (
    <>
      <SignalBar beside="title" />
      <NextPhaseButton look="outline" />
    </>
  );
  const notes = (
    <>
      <LateJoiner {...arrival} />
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
      <Frame
        view={view}
        head={
          <>
            <TopBar view={view} onView={choose} vote={vote} tables={tables} />
            <PhaseBar />
            <PhaseCountdown />
            {narrow ? <SignalBar beside="phase" /> : null}
            {view === 'list' ? <FilterBar filter={filter} onFilter={setFilter} /> : null}
          </>
        }
      >
        {view === 'vote' ? (
          <Later>
            <VotePage tools={tools} notes={notes} onList={narrow ? () => choose('list') : null} />
          </Later>
        ) : view === 'tables' ? (
          <Later>
            <TablesPage
              tools={tools}
              notes={notes}
              narrow={narrow}
              onPlenary={() => choose(narrow ? 'list' : 'wall')}
            />
          </Later>
        ) : view === 'wall' ? (
          <div className={css.stage} data-preparing={checklist === null ? undefined : true}>
            <div className={css.notes}>
              {proposals}
              {notes}
            </div>
            {checklist === null ? null : <div className={css.checklist}>{checklist}</div>}
            <Wall />
          </div>
        ) : (
          <List
            narrow={narrow}
            filter={filter}
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
      </Frame>
      <Later>
        <OpenPanel />
        <OpenMenu />
      </Later>
      <UndoToast />
    </>
  );
}
