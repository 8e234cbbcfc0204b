/** Begins a proposal from one or more clusters: its title and the table that writes it. */
import { type ClusterId, type ProposalId, type TableId, tablesInOrder } from '@tavolo/model';
import { type FormEvent, useMemo, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Input, Select } from '../../design/field.tsx';
import { navigate } from '../../design/link.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { proposalPath } from '../../proposals/paths.ts';
import { useLeads, useRoomState, useText, useWorkshop } from '../../state/hooks.ts';
import { newId } from '../../state/new-id.ts';
import { useDesk } from '../desk.tsx';
import { MoreClusters } from './more-clusters.tsx';
import css from './panels.module.css';

export function NewProposalPanel({
  clusterId,
  begin,
}: {
  readonly clusterId: ClusterId;
  /** The table it is for at first; null where that is one's own. */
  readonly begin: TableId | null;
}) {
  const text = useText();
  const { open, act } = useDesk();
  const workshop = useWorkshop();
  const me = useRoomState((state) => state.me);
  const tables = useMemo(() => tablesInOrder(workshop), [workshop]);
  // Whoever leads may begin one for any table, everybody else for their own.
  const leads = useLeads();
  const offered = leads ? tables : tables.filter(({ id }) => id === me?.tableId);
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<TableId | null>(begin ?? me?.tableId ?? null);
  const [more, setMore] = useState<readonly ClusterId[]>([]);
  const [error, setError] = useState<string | null>(null);
  const cluster = workshop.clusters.get(clusterId);
  const tableId = offered.find(({ id }) => id === chosen)?.id ?? offered[0]?.id ?? null;
  if (cluster === undefined) return null;
  // Somebody may have removed one of them meanwhile.
  const clusters = [cluster, ...more.flatMap((id) => workshop.clusters.get(id) ?? [])];
  const create = (event: FormEvent) => {
    event.preventDefault();
    if (tableId === null) return;
    const proposalId = newId<ProposalId>();
    const refused = act({
      type: 'createProposal',
      proposalId,
      tableId,
      clusterIds: clusters.map(({ id }) => id),
      title,
    });
    setError(refused);
    if (refused !== null) return;
    open(null);
    navigate(proposalPath(workshop.id ?? '', proposalId));
  };
  return (
    <Sheet
      title={text('proposals.createTitle')}
      closeLabel={text('board.close')}
      onClose={() => open(null)}
    >
      <form className={css.form} onSubmit={create}>
        <p className={css.line}>
          {text('proposals.createLine', {
            count: clusters.length,
            names: clusters.map(({ name }) => text('proposals.createNamed', { name })).join(', '),
          })}
        </p>
        <Input
          label={text('proposals.createName')}
          help={text('proposals.createNameHelp')}
          error={error}
          autoFocus
          autoComplete="off"
          lang={workshop.language}
          dir="auto"
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
        {tableId === null ? (
          <p className={css.line} role="status">
            {text(tables.length === 0 ? 'proposals.createNoTables' : 'proposals.createNoTable')}
          </p>
        ) : (
          <Select
            label={text('proposals.createTable')}
            value={tableId}
            onChange={({ target }) =>
              setChosen(offered.find(({ id }) => id === target.value)?.id ?? null)
            }
          >
            {offered.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </Select>
        )}
        {tableId === null ? null : (
          <MoreClusters first={cluster} chosen={more} onChange={setMore} />
        )}
        <div className={css.foot}>
          {tableId === null ? null : (
            <Button type="submit" look="primary">
              {text('proposals.createDo')}
            </Button>
          )}
          <Button look="quiet" onClick={() => open(null)}>
            {text('common.cancel')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
