/** The countdown of the room, and that of the table one sits at, said on whichever page one works. Draws nothing. */
import type { TableId } from '@tavolo/model';
import { useRoomState, useWorkshop } from '../state/hooks.ts';
import { useSecondsLeft } from './time-left.ts';
import { useSaidTimer } from './timer-said.ts';

export function TimersSaid() {
  const tableId = useRoomState((state) => state.me?.tableId ?? null);
  return (
    <>
      <RoomTimerSaid />
      {/* At another table it begins anew: what one finds there is no news. */}
      {tableId === null ? null : <TableTimerSaid key={tableId} tableId={tableId} />}
    </>
  );
}

function RoomTimerSaid() {
  const timer = useWorkshop((workshop) => workshop.timer);
  useSaidTimer(timer, useSecondsLeft(timer));
  return null;
}

function TableTimerSaid({ tableId }: { readonly tableId: TableId }) {
  const timer = useWorkshop(({ tables }) => tables.get(tableId)?.timer ?? null);
  useSaidTimer(timer, useSecondsLeft(timer), 'table');
  return null;
}
