/** One table at a glance: who, about what, how far. */
import type { Seat, TableProgress, WorkTable } from '@tavolo/model';
import { ArrowRight, Pencil } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useWallIndex } from '../board/desk.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { Meter } from '../design/meter.tsx';
import { Tag } from '../design/tag.tsx';
import { SpotlightMenu } from '../facilitation/spotlight-menu.tsx';
import { useLeads, useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { ClusterLine } from './cluster-line.tsx';
import { LedBy } from './led-by.tsx';
import { ClusterTableMenu, SeatMenu } from './moves.tsx';
import { TableTimer } from './table-timer.tsx';
import css from './tables.module.css';
import { useSend } from './use-send.ts';

export function TableTile({
  table,
  progress,
  onOpen,
}: {
  readonly table: WorkTable;
  readonly progress: TableProgress;
  readonly onOpen: () => void;
}) {
  const text = useText();
  const titleId = useId();
  const leads = useLeads();
  const mine = useRoomState((state) => state.me?.tableId === table.id);
  const seats = useMay('giveToTable', { ownTable: mine }) === true;
  const [renaming, setRenaming] = useState(false);
  return (
    <li className={css.tile} aria-labelledby={titleId}>
      <div className={css.tileHead}>
        <h3 id={titleId} dir="auto">
          {table.name}
        </h3>
        {mine ? <Tag tone="accent">{text('tables.yours')}</Tag> : null}
        {leads ? (
          <IconButton
            label={text('tables.rename', { name: table.name })}
            icon={<Pencil aria-hidden />}
            onClick={() => setRenaming(!renaming)}
          />
        ) : null}
        <SpotlightMenu at={{ kind: 'table', id: table.id }} short />
      </div>
      {renaming ? <Rename table={table} onDone={() => setRenaming(false)} /> : null}
      {/* Whoever seats people reads it below, with who else sits there. */}
      {seats ? null : <LedBy table={table} />}
      <Progress progress={progress} />
      <TileClusters table={table} gives={seats} />
      {seats ? <TilePeople table={table} ready={progress.ready} /> : null}
      <div className={css.tileFoot}>
        <Button icon={<ArrowRight className="turns" aria-hidden />} onClick={onOpen}>
          {text('tables.open')}
        </Button>
        {mine ? null : <Join table={table} />}
        <TableTimer table={table} />
      </div>
    </li>
  );
}

function Progress({
  progress: { proposals, filled, fields },
}: {
  readonly progress: TableProgress;
}) {
  const text = useText();
  return (
    <div className={css.progress}>
      <p>
        <b>
          {proposals === 0
            ? text('tables.proposalsNone')
            : text('tables.proposals', { count: proposals })}
        </b>
        {proposals === 0 ? null : <small>{text('tables.filled', { count: filled, fields })}</small>}
      </p>
      {proposals === 0 ? null : (
        <Meter
          value={filled}
          max={fields}
          label={text('tables.filled', { count: filled, fields })}
        />
      )}
    </div>
  );
}

function TileClusters({ table, gives }: { readonly table: WorkTable; readonly gives: boolean }) {
  const text = useText();
  const { clusters, inCluster } = useWallIndex();
  const own = clusters.filter(({ tableId }) => tableId === table.id);
  if (own.length === 0) return <p className={css.quiet}>{text('tables.noClusters')}</p>;
  return (
    <ul className={css.rows}>
      {own.map((cluster) => (
        <li key={cluster.id}>
          <ClusterLine cluster={cluster} needs={inCluster.get(cluster.id)?.length ?? 0} />
          {gives ? <ClusterTableMenu cluster={cluster} /> : null}
        </li>
      ))}
    </ul>
  );
}

/** Only whoever leads knows who sits where. */
function TilePeople({ table, ready }: { readonly table: WorkTable; readonly ready: number }) {
  const text = useText();
  const roster = useRoomState((state) => state.roster);
  const people = (roster ?? []).filter(({ tableId }) => tableId === table.id).sort(hostsFirst);
  if (people.length === 0) return <p className={css.quiet}>{text('tables.nobody')}</p>;
  return (
    <details className={css.people}>
      <summary>
        {text('proposals.tablePeople', { count: people.length })}
        <span>
          {ready === 0
            ? table.hosts.length === 0
              ? text('tables.noHost')
              : text('tables.hostedBy', {
                  count: table.hosts.length,
                  names: table.hosts.join(', '),
                })
            : text('tables.ready', { count: ready })}
        </span>
      </summary>
      <ul className={css.rows}>
        {people.map((seat) => (
          <li key={seat.id}>
            <span className={css.person}>
              <b dir="auto">{seat.name || text('common.nameless')}</b>
              {seat.role === 'table-host' ? <Tag tone="accent">{text('tables.hosts')}</Tag> : null}
              {seat.ready ? <Tag tone="ok">{text('tables.isReady')}</Tag> : null}
            </span>
            <SeatMenu seat={seat} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function hostsFirst(a: Seat, b: Seat): number {
  const rank = ({ role }: Seat): number => (role === 'table-host' ? 0 : 1);
  return rank(a) - rank(b) || a.name.localeCompare(b.name);
}

/** A place that one takes oneself, where whoever leads lets people choose. */
export function Join({ table }: { readonly table: WorkTable }) {
  const text = useText();
  const { send, refusal } = useSend();
  const choosing = useWorkshop((workshop) => workshop.selfSeating);
  const may = useMay('joinTable') === true;
  const leads = useLeads();
  if (!choosing || !may || leads) return null;
  return (
    <Button
      look="primary"
      refusal={refusal}
      onClick={() =>
        send({ type: 'joinTable', tableId: table.id }, text('tables.joined', { name: table.name }))
      }
    >
      {text('tables.join')}
    </Button>
  );
}

function Rename({ table, onDone }: { readonly table: WorkTable; readonly onDone: () => void }) {
  const text = useText();
  const { send, refusal } = useSend();
  const [name, setName] = useState(table.name);
  const rename = (event: FormEvent) => {
    event.preventDefault();
    if (send({ type: 'renameTable', tableId: table.id, name })) onDone();
  };
  return (
    <form className={css.form} onSubmit={rename}>
      <Input
        label={text('proposals.tableName')}
        error={refusal}
        autoFocus
        autoComplete="off"
        dir="auto"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <div className={css.actions}>
        <Button type="submit">{text('common.save')}</Button>
        <Button look="quiet" onClick={onDone}>
          {text('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
