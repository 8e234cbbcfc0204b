/** The one panel and the one menu that may be open. */
import { useDesk } from '../desk.tsx';
import { CardMenu } from './card-menu.tsx';
import { NewClusterPanel, RenameClusterPanel } from './cluster-form.tsx';
import { ClusterMenu } from './cluster-menu.tsx';
import { EditPanel } from './edit-panel.tsx';
import { MergePanel } from './merge-panel.tsx';
import { MovePanel } from './move-panel.tsx';
import { NewProposalPanel } from './new-proposal-panel.tsx';
import { VoicesPanel } from './voices-panel.tsx';
import { WritePanel } from './write-panel.tsx';

export function OpenPanel() {
  const { panel } = useDesk();
  if (panel === null) return null;
  switch (panel.is) {
    case 'write':
      return <WritePanel key={panel.kind} kind={panel.kind} />;
    case 'edit':
      return <EditPanel cardId={panel.cardId} />;
    case 'move':
      return <MovePanel cardId={panel.cardId} />;
    case 'merge':
      return <MergePanel cardId={panel.cardId} />;
    case 'voices':
      return <VoicesPanel cardId={panel.cardId} />;
    case 'new-cluster':
      return <NewClusterPanel cardId={panel.cardId} at={panel.at} />;
    case 'new-proposal':
      return <NewProposalPanel clusterId={panel.clusterId} begin={panel.tableId ?? null} />;
    case 'rename-cluster':
      return <RenameClusterPanel clusterId={panel.clusterId} />;
  }
}

export function OpenMenu() {
  const { menu } = useDesk();
  if (menu === null) return null;
  return menu.of === 'card' ? <CardMenu {...menu} /> : <ClusterMenu {...menu} />;
}
