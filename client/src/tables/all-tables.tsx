/** Every table with its progress; the groups that wait for one, and the people without a place. */
import { type TableId, tableProgress, tablesInOrder } from '@tavolo/model';
import { type ReactNode, useId, useMemo } from 'react';
import { useWallIndex } from '../board/desk.tsx';
import { ColumnTitle } from '../design/column-page.tsx';
import { Empty } from '../design/empty.tsx';
import { useLeads, useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { ClusterLine } from './cluster-line.tsx';
import { ClusterTableMenu, SeatMenu } from './moves.tsx';
import { CallBack, SettingUp } from './setting-up.tsx';
import { TableTile } from './table-tile.tsx';
import css from './tables.module.css';

export function AllTables({
  plenary,
  onOpen,
}: {
  readonly plenary: ReactNode;
  readonly onOpen: (tableId: TableId) => void;
}) {
  const text = useText();
  const workshop = useWorkshop();
  const leads = useLeads();
  const calls = useMay('call') === true;
  const seats = useMay('giveToTable', { ownTable: true }) === true;
  const tables = useMemo(() => tablesInOrder(workshop), [workshop]);
  const progress = useMemo(
    () => new Map(tableProgress(workshop).map((each) => [each.tableId, each])),
    [workshop],
  );
  return (
    <>
      <ColumnTitle
        title={
          <>
            {text('tables.title')}
            <span>{text(leads ? 'tables.leadLine' : 'tables.line')}</span>
          </>
        }
      >
        <div className={css.actions}>
          {calls && !leads && tables.length > 0 ? <CallBack /> : null}
          {plenary}
        </div>
      </ColumnTitle>
      {leads ? <SettingUp /> : null}
      {tables.length === 0 && !leads ? (
        <Empty title={text('tables.noneTitle')}>{text('tables.noneLine')}</Empty>
      ) : null}
      <div className={css.overview}>
        <ul className={css.tables}>
          {tables.map((table) => {
            const own = progress.get(table.id);
            return own === undefined ? null : (
              <TableTile
                key={table.id}
                table={table}
                progress={own}
                onOpen={() => onOpen(table.id)}
              />
            );
          })}
        </ul>
        <div className={css.waiting}>
          {seats && tables.length > 0 ? <WithoutTable /> : null}
          <Parked gives={seats && tables.length > 0} />
        </div>
      </div>
    </>
  );
}

/** Nobody is forgotten: who has no place stands here until they have one. */
function WithoutTable() {
  const text = useText();
  const titleId = useId();
  const roster = useRoomState((state) => state.roster);
  const standing = (roster ?? []).filter(
    ({ role, tableId, waiting }) =>
      // Those who wait are at the door.
      !waiting &&
      tableId === null &&
      (role === 'participant' ||
        role === 'partner' ||
        role === 'table-host' ||
        role === 'co-facilitator'),
  );
  return (
    <section className={css.group} aria-labelledby={titleId}>
      <h3 id={titleId}>{text('tables.standing')}</h3>
      {standing.length === 0 ? (
        <p className={css.quiet}>{text('tables.standingNone')}</p>
      ) : (
        <ul className={css.rows}>
          {standing.map((seat) => (
            <li key={seat.id}>
              <b dir="auto">{seat.name || text('common.nameless')}</b>
              <SeatMenu seat={seat} trigger={text('tables.giveSeat')} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Groups that no table works on: always in sight, so that none is lost. */
function Parked({ gives }: { readonly gives: boolean }) {
  const text = useText();
  const titleId = useId();
  const { clusters, inCluster } = useWallIndex();
  const parked = clusters.filter(({ tableId }) => tableId === null);
  if (clusters.length === 0) return null;
  return (
    <section className={css.group} aria-labelledby={titleId}>
      <h3 id={titleId}>{text('tables.parked')}</h3>
      {parked.length === 0 ? (
        <p className={css.quiet}>{text('tables.parkedNone')}</p>
      ) : (
        <>
          <p className={css.quiet}>{text('tables.parkedLine')}</p>
          <ul className={css.rows}>
            {parked.map((cluster) => (
              <li key={cluster.id}>
                <ClusterLine cluster={cluster} needs={inCluster.get(cluster.id)?.length ?? 0} />
                {gives ? (
                  <ClusterTableMenu cluster={cluster} trigger={text('tables.give')} />
                ) : null}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
