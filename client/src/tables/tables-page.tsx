/**
 * The tables, in the place of wall or list: one's own first for whoever sits at one, all of
 * them for whoever leads and for whoever still has to choose.
 */
import type { TableId } from '@tavolo/model';
import { LayoutGrid, List as ListIcon } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { lookedAt, useWanted } from '../board/look.ts';
import { Button } from '../design/button.tsx';
import { ColumnPage } from '../design/column-page.tsx';
import { useLeads, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { AllTables } from './all-tables.tsx';
import { TablePage } from './table-page.tsx';

export interface TablesPageProps {
  /** What the wall has in its bar at the bottom; beside the title here. */
  readonly tools: ReactNode;
  readonly notes: ReactNode;
  /** To what everybody shares: the wall, on a phone the list. */
  readonly onPlenary: () => void;
  readonly narrow: boolean;
}

export function TablesPage({ tools, notes, onPlenary, narrow }: TablesPageProps) {
  const text = useText();
  const mine = useRoomState((state) => state.me?.tableId ?? null);
  const leads = useLeads();
  const plenary = (
    <>
      {tools}
      {/* On laptops whoever leads has the switch at the top, and more to do here. */}
      {leads && !narrow ? null : (
        <Button
          icon={narrow ? <ListIcon aria-hidden /> : <LayoutGrid aria-hidden />}
          onClick={onPlenary}
        >
          {text(narrow ? 'tables.toList' : 'tables.toWall')}
        </Button>
      )}
    </>
  );
  return (
    <ColumnPage wide>
      {notes}
      {/* Whoever is seated elsewhere is shown their new table. */}
      <Shown key={mine} first={leads ? null : mine} plenary={plenary} />
    </ColumnPage>
  );
}

function Shown({
  first,
  plenary,
}: {
  readonly first: TableId | null;
  readonly plenary: ReactNode;
}) {
  const [shown, setShown] = useState(first);
  // A page of its own, so it begins at its beginning.
  const shows = (tableId: TableId | null) => {
    setShown(tableId);
    window.scrollTo(0, 0);
  };
  const wanted = useWanted();
  useEffect(() => {
    if (wanted?.kind !== 'table') return;
    setShown(wanted.id);
    window.scrollTo(0, 0);
    lookedAt();
  }, [wanted]);
  const table = useWorkshop((workshop) =>
    shown === null ? undefined : workshop.tables.get(shown),
  );
  return table === undefined ? (
    <AllTables plenary={plenary} onOpen={shows} />
  ) : (
    <TablePage key={table.id} table={table} plenary={plenary} onAll={() => shows(null)} />
  );
}
