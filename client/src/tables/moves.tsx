/** Menus that seat people and hand out groups: to which table, or to none. */
import { type Cluster, type Seat, tablesInOrder, type WorkTable } from '@tavolo/model';
import { Armchair, Inbox, LogOut, Table2 } from 'lucide-react';
import { useMemo } from 'react';
import { Menu, MenuItem } from '../design/menu.tsx';
import { useLeads, useMay, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { HostItems } from './hosting.tsx';
import { useSend } from './use-send.ts';

/** Everything that whoever leads may do with somebody's place. */
export function SeatMenu({ seat, trigger }: { readonly seat: Seat; readonly trigger?: string }) {
  const text = useText();
  const { send } = useSend();
  const { closed } = useWorkshop();
  const leads = useLeads() && !closed;
  const tables = useGiven();
  const name = seat.name || text('common.nameless');
  const unseats = tables.some(({ id }) => id === seat.tableId);
  if (!leads && tables.length === 0) return null;
  return (
    <Menu
      label={text('tables.seatOf', { name })}
      trigger={trigger}
      {...(trigger === undefined ? {} : { look: { look: 'outline' } as const })}
    >
      {leads ? <HostItems seat={seat} name={name} /> : null}
      {tables
        .filter(({ id }) => id !== seat.tableId)
        .map((table) => (
          <MenuItem
            key={table.id}
            icon={<Armchair aria-hidden />}
            onAction={() =>
              send(
                { type: 'assignTable', seatId: seat.id, tableId: table.id },
                text('proposals.tableAssigned', { name, table: table.name }),
              )
            }
          >
            {table.name}
          </MenuItem>
        ))}
      {!unseats ? null : (
        <MenuItem
          icon={<LogOut aria-hidden />}
          onAction={() =>
            send(
              { type: 'assignTable', seatId: seat.id, tableId: null },
              text('proposals.tableLeft', { name }),
            )
          }
        >
          {text('tables.takeAway')}
        </MenuItem>
      )}
    </Menu>
  );
}

/** The tables that one may give people and groups to: all of them, or one's own; none in a closed workshop. */
function useGiven(): readonly WorkTable[] {
  const any = useMay('giveToTable') === true;
  const mine = useRoomState((state) => state.me?.tableId ?? null);
  const workshop = useWorkshop();
  return useMemo(
    () => (workshop.closed ? [] : tablesInOrder(workshop).filter(({ id }) => any || id === mine)),
    [workshop, any, mine],
  );
}

/** Which table works on a group. */
export function ClusterTableMenu({
  cluster,
  trigger,
}: {
  readonly cluster: Cluster;
  readonly trigger?: string;
}) {
  const text = useText();
  const { send } = useSend();
  const tables = useGiven();
  const parks = tables.some(({ id }) => id === cluster.tableId);
  if (tables.length === 0) return null;
  return (
    <Menu
      label={text('tables.tableOfCluster', { name: cluster.name })}
      trigger={trigger}
      {...(trigger === undefined ? {} : { look: { look: 'outline' } as const })}
    >
      {tables
        .filter(({ id }) => id !== cluster.tableId)
        .map((table) => (
          <MenuItem
            key={table.id}
            icon={<Table2 aria-hidden />}
            onAction={() =>
              send(
                { type: 'assignCluster', clusterId: cluster.id, tableId: table.id },
                text('tables.clusterGiven', { name: cluster.name, table: table.name }),
              )
            }
          >
            {table.name}
          </MenuItem>
        ))}
      {!parks ? null : (
        <MenuItem
          icon={<Inbox aria-hidden />}
          onAction={() =>
            send(
              { type: 'assignCluster', clusterId: cluster.id, tableId: null },
              text('tables.clusterParked', { name: cluster.name }),
            )
          }
        >
          {text('tables.park')}
        </MenuItem>
      )}
    </Menu>
  );
}
