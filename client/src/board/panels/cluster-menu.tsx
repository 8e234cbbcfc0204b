import { type Proposal, proposalsOfCluster } from '@tavolo/model';
import { FilePlus2, FileText, Pencil, Undo2 } from 'lucide-react';
import { useMemo } from 'react';
import { navigate } from '../../design/link.tsx';
import { MenuAt, MenuItem, MenuSeparator } from '../../design/menu.tsx';
import { useSpotlightItems } from '../../facilitation/spotlight-menu.tsx';
import { proposalPath, proposalsPath } from '../../proposals/paths.ts';
import { useMay, useRefusalText, useRoomState, useText, useWorkshop } from '../../state/hooks.ts';
import { type MenuSubject, useDesk } from '../desk.tsx';

/** What one may do with a whole cluster. */
export function ClusterMenu({ clusterId }: Extract<MenuSubject, { of: 'cluster' }>) {
  const text = useText();
  const refusalText = useRefusalText();
  const { menuAt, closeMenu, open, act } = useDesk();
  const cluster = useWorkshop((workshop) => workshop.clusters.get(clusterId));
  const group = useMay('group');
  const workshop = useWorkshop();
  const ownTable = useRoomState((state) => (state.me?.tableId ?? null) !== null);
  const propose = useMay('createProposal', { ownTable });
  const proposals = useMemo(() => proposalsOfCluster(workshop, clusterId), [workshop, clusterId]);
  const spotlight = useSpotlightItems({ kind: 'cluster', id: clusterId });
  if (cluster === undefined) return null;
  // Without a table the way there is not to be another role, but to be given one.
  const refusedProposal =
    propose === true
      ? null
      : propose.kind === 'not-your-table' && !ownTable
        ? text('proposals.createNoTable')
        : refusalText(propose);
  const refusal = group === true ? null : refusalText(group);
  return (
    <MenuAt
      label={text('board.clusterActions', { name: cluster.name })}
      at={menuAt}
      onClose={closeMenu}
    >
      <MenuItem
        icon={<Pencil aria-hidden />}
        refusal={refusal}
        onAction={() => open({ is: 'rename-cluster', clusterId })}
      >
        {text('board.rename')}
      </MenuItem>
      <MenuItem
        icon={<FilePlus2 aria-hidden />}
        refusal={refusedProposal}
        onAction={() => open({ is: 'new-proposal', clusterId })}
      >
        {text('proposals.create')}
      </MenuItem>
      {proposals.length === 0 ? null : (
        <MenuItem
          icon={<FileText aria-hidden />}
          onAction={() => navigate(pathTo(workshop.id ?? '', proposals))}
        >
          {text('proposals.open', { count: proposals.length })}
        </MenuItem>
      )}
      {spotlight}
      <MenuSeparator />
      <MenuItem
        danger
        icon={<Undo2 className="turns" aria-hidden />}
        refusal={refusal}
        onAction={() => act({ type: 'removeCluster', clusterId })}
      >
        {text('board.dissolve')}
      </MenuItem>
    </MenuAt>
  );
}

/** To the one there is, or to the list where there are several. */
function pathTo(workshopId: string, [first, ...more]: readonly Proposal[]): string {
  return first === undefined || more.length > 0
    ? proposalsPath(workshopId)
    : proposalPath(workshopId, first.id);
}
