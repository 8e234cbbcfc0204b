/**
 * The same workshop as a list: the first view on phones, a choice on laptops. Same data,
 * same actions as the wall, none of them by dragging.
 */
import { Group } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useClusterInList } from '../board/cluster-in-address.ts';
import { useDesk, useWallIndex } from '../board/desk.tsx';
import { Dock } from '../board/dock.tsx';
import { useLookInList } from '../board/look.ts';
import { useLookups } from '../board/lookups.ts';
import { useGrowing } from '../board/more.tsx';
import { Question } from '../board/question.tsx';
import { Button } from '../design/button.tsx';
import { useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { AddBar } from './add-bar.tsx';
import { EmptyList } from './empty-list.tsx';
import { clusterHeading, type Filter, keyOf, rowsFor, sectionsOf } from './filter.ts';
import css from './list.module.css';
import { ListRow } from './list-row.tsx';

export function List({
  narrow,
  filter,
  notes,
}: {
  readonly narrow: boolean;
  /** Chosen in the bars above, where it stays while one looks at something else. */
  readonly filter: Filter;
  readonly notes: ReactNode;
}) {
  const text = useText();
  const { open } = useDesk();
  const workshop = useWorkshop();
  const index = useWallIndex();
  const me = useRoomState((state) => state.me?.id ?? null);
  const lookups = useLookups();
  const mayGroup = useMay('group') === true;
  // On a phone, where nothing is added, making clusters is the button at the bottom.
  const mayNeed = useMay('addNeed') === true;
  const mayAdd = useMay('addOffer') === true || mayNeed;
  const mayRestoreOwn = useMay('withdrawCard', { own: true }) === true;
  const mayRestoreOthers = useMay('restoreOthersCard') === true;
  const mayApprove = useMay('moderate') === true;
  const rows = useMemo(() => rowsFor(filter, workshop, index, me), [filter, workshop, index, me]);
  const { shown, end } = useGrowing(rows.length);
  useClusterInList(clusterHeading);
  useLookInList(clusterHeading);
  return (
    <main className={css.body}>
      <div className={css.notes}>
        {notes}
        <Question />
      </div>
      {rows.length === 0 ? <EmptyList filter={filter} /> : null}
      {sectionsOf(rows.slice(0, shown)).map(({ key, labelledBy, rows: inside }) => (
        <section key={key} className={css.section} aria-labelledby={labelledBy}>
          {inside.map((row) => (
            <ListRow
              key={keyOf(row)}
              row={row}
              lookups={lookups}
              mayGroup={mayGroup}
              mayRestoreOwn={mayRestoreOwn}
              mayRestoreOthers={mayRestoreOthers}
              mayApprove={mayApprove}
            />
          ))}
        </section>
      ))}
      {end}
      {mayGroup && (mayAdd || !narrow) && filter.by === 'all' && rows.length > 0 ? (
        <div className={css.last}>
          <Button
            icon={<Group aria-hidden />}
            onClick={() => open({ is: 'new-cluster', cardId: null })}
          >
            {text('board.newCluster')}
          </Button>
        </div>
      ) : null}
      {narrow ? (
        <AddBar />
      ) : (
        <div className={css.dock}>
          <Dock />
        </div>
      )}
    </main>
  );
}
