import { Pencil, Undo2 } from 'lucide-react';
import { MenuAt, MenuItem, MenuSeparator } from '../../design/menu.tsx';
import { useMay, useRefusalText, useText, useWorkshop } from '../../state/hooks.ts';
import { type MenuSubject, useDesk } from '../desk.tsx';

/** What one may do with a whole cluster. */
export function ClusterMenu({ clusterId }: Extract<MenuSubject, { of: 'cluster' }>) {
  const text = useText();
  const refusalText = useRefusalText();
  const { menuAt, closeMenu, open, act } = useDesk();
  const cluster = useWorkshop((workshop) => workshop.clusters.get(clusterId));
  const group = useMay('group');
  if (cluster === undefined) return null;
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
