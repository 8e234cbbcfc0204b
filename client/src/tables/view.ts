/** Who has a view of the tables, and whom the phase of the tables calls to it. */
import { useLeads, useMay, useRoomState, useWorkshop } from '../state/hooks.ts';

export interface TablesView {
  /** There is something to see or to set up. */
  readonly there: boolean;
  /** Own work first: in this phase it is what is shown until one chooses something else. */
  readonly calls: boolean;
}

export function useTablesView(): TablesView {
  const some = useWorkshop((workshop) => workshop.tables.size > 0);
  const working = useWorkshop((workshop) => workshop.phase === 'tables');
  const choosing = useWorkshop((workshop) => workshop.selfSeating);
  const seated = useRoomState((state) => (state.me?.tableId ?? null) !== null);
  const leads = useLeads();
  const mayJoin = useMay('joinTable') === true;
  const concerned = leads || seated || (choosing && mayJoin);
  return {
    there: leads || (some && (concerned || working)),
    calls: some && working && concerned,
  };
}
