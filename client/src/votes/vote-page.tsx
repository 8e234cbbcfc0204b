/**
 * The vote, in the place of wall or list: whoever may vote has the paper, whoever leads looks
 * after the round or begins one, everybody reads what came out.
 */
import { eligibleSeats, openRoundOf, type Round, roundsInOrder } from '@tavolo/model';
import { List as ListIcon } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { Button } from '../design/button.tsx';
import { ColumnPage, ColumnTitle } from '../design/column-page.tsx';
import { Empty } from '../design/empty.tsx';
import { useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { BallotPaper } from './ballot-paper.tsx';
import { HandsEntry } from './hands-entry.tsx';
import { OpenRoundForm } from './open-round-form.tsx';
import { Results } from './results.tsx';
import { OnThePaper, RoundDesk } from './round-desk.tsx';
import css from './votes.module.css';

export function VotePage({
  tools,
  notes,
  onList,
}: {
  /** What the wall has in its bar at the bottom; beside the title here. */
  readonly tools: ReactNode;
  readonly notes: ReactNode;
  /** Back to the list, where there is no switch at the top. */
  readonly onList: (() => void) | null;
}) {
  const text = useText();
  const workshop = useWorkshop();
  const open = openRoundOf(workshop);
  const rounds = useMemo(() => roundsInOrder(workshop).reverse(), [workshop]);
  const leads = useMay('holdVote') === true;
  const votes = useVotes(open);
  const over = rounds.filter(({ result }) => result !== null);
  return (
    <ColumnPage>
      {notes}
      <ColumnTitle
        title={
          <>
            <span>
              {open === null
                ? text('votes.title')
                : text('votes.round', { number: open.position + 1 })}
            </span>
            {text('votes.question')}
          </>
        }
      >
        {tools === null ? null : <div className={css.tools}>{tools}</div>}
        {onList === null ? null : (
          <Button look="quiet" icon={<ListIcon aria-hidden />} onClick={onList}>
            {text('votes.toList')}
          </Button>
        )}
      </ColumnTitle>
      {open === null ? null : (
        <>
          {votes ? <BallotPaper round={open} /> : null}
          {!votes || leads ? <RoundDesk round={open} /> : null}
          <HandsEntry round={open} />
          {votes ? null : <OnThePaper round={open} />}
        </>
      )}
      {open === null && !leads && over.length === 0 ? (
        <Empty title={text('votes.soonTitle')}>{text('votes.soonLine')}</Empty>
      ) : null}
      {open === null && leads && over.length === 0 ? <OpenRoundForm again={false} /> : null}
      {over.map((round) =>
        round.result === null ? null : (
          <Results key={round.id} round={round} result={round.result} />
        ),
      )}
      {open === null && leads && over.length > 0 ? (
        <details className={css.again}>
          <summary>{text('votes.beginAgain')}</summary>
          <OpenRoundForm again />
        </details>
      ) : null}
    </ColumnPage>
  );
}

/** Has this seat a ballot in this round? The lock and a closed workshop grey the paper; they do not take it away. */
function useVotes(round: Round | null): boolean {
  const me = useRoomState((state) => state.me?.id ?? null);
  const workshop = useWorkshop();
  return useMemo(
    () => round !== null && me !== null && eligibleSeats(workshop, round).includes(me),
    [workshop, round, me],
  );
}
