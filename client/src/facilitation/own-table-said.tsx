/** The countdown of the table one sits at, said on whichever page one is working. Draws nothing. */
import type { TableId } from '@tavolo/model';
import { useRoomState, useWorkshop } from '../state/hooks.ts';
import { useSecondsLeft } from './time-left.ts';
import { useSaidTimer } from './timer-said.ts';

export function OwnTableSaid() {
  const tableId = useRoomState((state) => state.me?.tableId ?? null);
  // At another table it begins anew: what one finds there is no news.
  return tableId === null ? null : <Said key={tableId} tableId={tableId} />;
}

function Said({ tableId }: { readonly tableId: TableId }) {
  const timer = useWorkshop(({ tables }) => tables.get(tableId)?.timer ?? null);
  useSaidTimer(timer, useSecondsLeft(timer), 'table');
  return null;
}
