/** One table: what it is about, what it proposes, what it notes. For its people, the work that comes first. */
import { type Cluster, proposalsInOrder, type WorkTable } from '@tavolo/model';
import { ArrowLeft, FilePlus2, LogOut } from 'lucide-react';
import { type ReactNode, useId, useMemo } from 'react';
import { useDesk, useWallIndex } from '../board/desk.tsx';
import { Button } from '../design/button.tsx';
import { ColumnTitle } from '../design/column-page.tsx';
import { PageLink } from '../design/link.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { SpotlightMenu } from '../facilitation/spotlight-menu.tsx';
import { proposalPath } from '../proposals/paths.ts';
import { StatusTag } from '../proposals/status-tag.tsx';
import {
  useLeads,
  useMay,
  useRefusalText,
  useRoomState,
  useText,
  useWorkshop,
} from '../state/hooks.ts';
import { ClusterLine } from './cluster-line.tsx';
import { LedBy } from './led-by.tsx';
import { CallBack } from './setting-up.tsx';
import sheet from './table.module.css';
import { TableNotes } from './table-notes.tsx';
import { Join } from './table-tile.tsx';
import { TableTimer } from './table-timer.tsx';
import css from './tables.module.css';
import { useSend } from './use-send.ts';

export function TablePage({
  table,
  plenary,
  onAll,
}: {
  readonly table: WorkTable;
  readonly plenary: ReactNode;
  readonly onAll: () => void;
}) {
  const text = useText();
  const me = useRoomState((state) => state.me);
  const leads = useLeads();
  const calls = useMay('call') === true && !leads;
  const { clusters } = useWallIndex();
  const mine = me?.tableId === table.id;
  const own = clusters.filter(({ tableId }) => tableId === table.id);
  return (
    <>
      <ColumnTitle
        title={
          <>
            {mine ? (
              <span>{text(me?.role === 'table-host' ? 'tables.youHost' : 'tables.yours')}</span>
            ) : null}
            <bdi>{table.name}</bdi>
          </>
        }
      >
        <div className={css.actions}>
          <Button look="quiet" icon={<ArrowLeft className="turns" aria-hidden />} onClick={onAll}>
            {text('tables.all')}
          </Button>
          {calls && mine ? <CallBack /> : null}
          {plenary}
        </div>
      </ColumnTitle>
      <div className={css.bar}>
        {mine && me?.role === 'table-host' ? null : <LedBy table={table} />}
        <TableTimer table={table} />
        <SpotlightMenu at={{ kind: 'table', id: table.id }} />
        {mine ? <Leave /> : <Join table={table} />}
      </div>
      <div className={sheet.desk}>
        <div className={sheet.work}>
          <Proposals table={table} clusters={own} />
          <TableNotes table={table} />
        </div>
        <Clusters clusters={own} />
      </div>
    </>
  );
}

/** One leaves a table only where one may choose another. */
function Leave() {
  const text = useText();
  const { send, refusal } = useSend();
  const choosing = useWorkshop((workshop) => workshop.selfSeating);
  const may = useMay('joinTable') === true;
  if (!choosing || !may) return null;
  return (
    <Button
      look="quiet"
      icon={<LogOut aria-hidden />}
      refusal={refusal}
      onClick={() => send({ type: 'joinTable', tableId: null }, text('tables.left'))}
    >
      {text('tables.leave')}
    </Button>
  );
}

function Proposals({
  table,
  clusters,
}: {
  readonly table: WorkTable;
  readonly clusters: readonly Cluster[];
}) {
  const text = useText();
  const titleId = useId();
  const workshop = useWorkshop();
  const own = useMemo(
    () => proposalsInOrder(workshop).filter(({ tableId }) => tableId === table.id),
    [workshop, table.id],
  );
  return (
    <section aria-labelledby={titleId}>
      <div className={sheet.notesHead}>
        <h3 id={titleId}>{text('tables.proposalsTitle')}</h3>
        <NewProposal table={table} clusters={clusters} first={own.length === 0} />
      </div>
      {own.length === 0 ? (
        <p className={css.quiet}>{text('tables.proposalsNone')}</p>
      ) : (
        <ul className={sheet.sheets}>
          {own.map((proposal) => (
            <li key={proposal.id}>
              <PageLink
                href={proposalPath(workshop.id ?? '', proposal.id)}
                lang={workshop.language}
                dir="auto"
              >
                {proposal.fields.title}
              </PageLink>
              <StatusTag status={proposal.status} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** A proposal grows from a group: from the table's, and from any where it has none. */
function NewProposal({
  table,
  clusters,
  first,
}: {
  readonly table: WorkTable;
  readonly clusters: readonly Cluster[];
  readonly first: boolean;
}) {
  const text = useText();
  const refusalText = useRefusalText();
  const { open } = useDesk();
  const all = useWallIndex().clusters;
  const ownTable = useRoomState((state) => state.me?.tableId === table.id);
  const leads = useLeads();
  const may = useMay('createProposal', { ownTable });
  const offered = clusters.length === 0 ? all : clusters;
  const [only] = offered;
  // Others read; what they may not do here would only be in their way.
  if (!ownTable && !leads) return null;
  const words = text('tables.newProposal');
  const look = first ? 'primary' : 'outline';
  const begin = (cluster: Cluster) =>
    open({ is: 'new-proposal', clusterId: cluster.id, tableId: table.id });
  if (may === true && only !== undefined && offered.length > 1) {
    return (
      <Menu
        label={text('tables.fromWhich')}
        look={{ look }}
        trigger={
          <>
            <FilePlus2 aria-hidden />
            {words}
          </>
        }
      >
        {offered.map((cluster) => (
          <MenuItem key={cluster.id} words={cluster.name} onAction={() => begin(cluster)}>
            <span dir="auto">{cluster.name}</span>
          </MenuItem>
        ))}
      </Menu>
    );
  }
  const refusal =
    may !== true ? refusalText(may) : only === undefined ? text('tables.noClustersYet') : null;
  return (
    <Button
      look={look}
      icon={<FilePlus2 aria-hidden />}
      refusal={refusal}
      onClick={() => only !== undefined && begin(only)}
    >
      {words}
    </Button>
  );
}

function Clusters({ clusters }: { readonly clusters: readonly Cluster[] }) {
  const text = useText();
  const titleId = useId();
  const { inCluster } = useWallIndex();
  const language = useWorkshop((workshop) => workshop.language);
  return (
    <section className={sheet.aside} aria-labelledby={titleId}>
      <h3 id={titleId}>{text('tables.clusters')}</h3>
      {clusters.length === 0 ? <p className={css.quiet}>{text('tables.noClusters')}</p> : null}
      {clusters.map((cluster, at) => {
        const needs = inCluster.get(cluster.id) ?? [];
        return (
          <details key={cluster.id} className={sheet.needs} open={at === 0}>
            <summary>
              <ClusterLine cluster={cluster} needs={needs.length} />
            </summary>
            {cluster.question === '' ? null : (
              <p className={sheet.question} lang={language} dir="auto">
                {cluster.question}
              </p>
            )}
            <ul>
              {needs.map((card) => (
                <li key={card.id} lang={card.language} dir="auto">
                  {card.text}
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
