/** On the list of a phone, which has no switch at the top: the way to one's own table, or to all. */
import { Armchair } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { Note } from '../design/note.tsx';
import { useLeads, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { useTablesView } from './view.ts';

export function TableNote({ onTables }: { readonly onTables: () => void }) {
  const text = useText();
  const narrow = useMedia(NARROW);
  const { there } = useTablesView();
  const mine = useRoomState((state) => state.me?.tableId ?? null);
  const working = useWorkshop((workshop) => workshop.phase === 'tables');
  const leads = useLeads();
  const table = useWorkshop(({ tables }) => (mine === null ? undefined : tables.get(mine)));
  if (!narrow || !there || (leads && !working && table === undefined)) return null;
  return (
    <Note
      tone="accent"
      icon={<Armchair aria-hidden />}
      actions={
        <Button onClick={onTables}>
          {text(table === undefined || leads ? 'tables.toTables' : 'tables.toYours')}
        </Button>
      }
    >
      {table === undefined
        ? text('tables.noteAll')
        : text(working ? 'tables.noteYours' : 'tables.noteWas', { name: table.name })}
    </Note>
  );
}
