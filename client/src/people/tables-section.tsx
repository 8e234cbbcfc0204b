/** Tables, and who works at which. For the facilitator; the others see where they sit on the sheets. */
import { type Seat, type TableId, tablesInOrder, uuidFrom } from '@tavolo/model';
import { Plus } from 'lucide-react';
import { type FormEvent, useMemo, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { useRefusalText, useRoom, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import panel from './people-panel.module.css';
import css from './roster-section.module.css';
import { PanelSection } from './section.tsx';

export function TablesSection() {
  const text = useText();
  const workshop = useWorkshop();
  const tables = useMemo(() => tablesInOrder(workshop), [workshop]);
  const seats = useRoomState((state) => state.roster) ?? [];
  const [adding, setAdding] = useState(false);
  return (
    <PanelSection title={text('proposals.tables')}>
      <p className={panel.quiet}>
        {text(tables.length === 0 ? 'proposals.tablesNone' : 'proposals.tablesLine')}
      </p>
      {tables.length === 0 ? null : (
        <ul className={css.roster}>
          {tables.map(({ id, name }) => (
            <li key={id}>
              <b dir="auto">{name}</b>
              <span>
                {text('proposals.tablePeople', {
                  count: seats.filter(({ tableId }) => tableId === id).length,
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <AddForm onDone={() => setAdding(false)} />
      ) : (
        <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
          {text('proposals.tableAdd')}
        </Button>
      )}
      {tables.length === 0 ? null : (
        <ul className={css.roster}>
          {seats.map((seat) => (
            <Assign key={seat.id} seat={seat} />
          ))}
        </ul>
      )}
    </PanelSection>
  );
}

function AddForm({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    // The model brands ids; whoever makes the thing makes the id.
    const tableId = uuidFrom(crypto.getRandomValues(new Uint8Array(16))) as TableId;
    const refusal = room.send({ type: 'createTable', tableId, name });
    if (refusal === null) onDone();
    else setError(refusalText(refusal));
  };
  return (
    <form className={panel.form} onSubmit={add}>
      <Input
        label={text('proposals.tableName')}
        help={text('proposals.tableNameHelp')}
        error={error}
        autoFocus
        autoComplete="off"
        dir="auto"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <div className={panel.row}>
        <Button type="submit">{text('proposals.tableAdd')}</Button>
        <Button look="quiet" onClick={onDone}>
          {text('proposals.cancel')}
        </Button>
      </div>
    </form>
  );
}

function Assign({ seat }: { readonly seat: Seat }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const workshop = useWorkshop();
  const tables = tablesInOrder(workshop);
  const [error, setError] = useState<string | null>(null);
  const name = seat.name || text('common.nameless');
  const assign = (value: string) => {
    const table = tables.find(({ id }) => id === value);
    const refusal = room.send({
      type: 'assignTable',
      seatId: seat.id,
      tableId: table?.id ?? null,
    });
    setError(refusal === null ? null : refusalText(refusal));
    if (refusal !== null) return;
    announce(
      table === undefined
        ? text('proposals.tableLeft', { name })
        : text('proposals.tableAssigned', { name, table: table.name }),
    );
  };
  return (
    <li>
      <b dir="auto">{name}</b>
      <select
        aria-label={text('proposals.tableOf', { name })}
        value={seat.tableId ?? ''}
        onChange={({ target }) => assign(target.value)}
      >
        <option value="">{text('proposals.tableOfNobody')}</option>
        {tables.map((table) => (
          <option key={table.id} value={table.id}>
            {table.name}
          </option>
        ))}
      </select>
      {error === null ? null : (
        <small role="alert" className={css.error}>
          {error}
        </small>
      )}
    </li>
  );
}
