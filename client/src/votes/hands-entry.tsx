/** Hands counted at a table, for people without a device: a number for each item, in the place of an earlier one. */
import { handKey, type Round, type TableId, tablesInOrder, type VotedId } from '@tavolo/model';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Select } from '../design/field.tsx';
import {
  useMay,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
  useWorkshop,
} from '../state/hooks.ts';
import { useItems } from './items.ts';
import css from './votes.module.css';

export function HandsEntry({ round }: { readonly round: Round }) {
  const text = useText();
  const workshop = useWorkshop();
  const mine = useRoomState((state) => state.me?.tableId ?? null);
  const leads = useMay('countHands') === true;
  const hosts = useMay('countHands', { ownTable: true }) === true && mine !== null;
  const [chosen, setChosen] = useState<TableId | null>(null);
  const tables = tablesInOrder(workshop).filter(({ id }) => leads || id === mine);
  // Whoever is moved counts at the table they sit at now.
  const of = (wanted: TableId | null) => tables.find(({ id }) => id === wanted)?.id;
  const tableId = of(chosen) ?? of(mine) ?? tables[0]?.id ?? null;
  if ((!leads && !hosts) || tableId === null) return null;
  return (
    <details className={css.hands}>
      <summary>{text('votes.hands')}</summary>
      <p className={css.line}>{text('votes.handsLine')}</p>
      {tables.length === 1 ? null : (
        <Select
          label={text('votes.table')}
          value={tableId}
          onChange={(event) => {
            setChosen(tables.find(({ id }) => id === event.target.value)?.id ?? null);
          }}
        >
          {tables.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <TableHands key={tableId} round={round} tableId={tableId} />
    </details>
  );
}

function TableHands({ round, tableId }: { readonly round: Round; readonly tableId: TableId }) {
  const items = useItems(round);
  return (
    <ul className={css.handRows}>
      {round.items.map((item, at) => (
        <HandRow
          key={item}
          round={round}
          tableId={tableId}
          item={item}
          name={items[at]?.name ?? ''}
        />
      ))}
    </ul>
  );
}

function HandRow({
  round,
  tableId,
  item,
  name,
}: {
  readonly round: Round;
  readonly tableId: TableId;
  readonly item: VotedId;
  readonly name: string;
}) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const id = useId();
  const key = handKey({ roundId: round.id, tableId, item });
  const counted = useWorkshop((workshop) => workshop.hands.get(key)?.n ?? 0);
  const [typed, setTyped] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const value = typed ?? String(counted);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const n = Number(value);
    // An empty field says nothing; `Number` would make it 0.
    if (value.trim() === '' || !Number.isInteger(n) || n < 0) {
      setRefusal(text('votes.wholeNumber'));
      return;
    }
    const refused = room.send({ type: 'enterHands', roundId: round.id, tableId, item, n });
    setRefusal(refused === null ? null : refusalText(refused));
    if (refused === null) setTyped(null);
  };
  return (
    <li>
      <form onSubmit={save}>
        <label htmlFor={id} dir="auto">
          {name}
        </label>
        <input
          id={id}
          inputMode="numeric"
          value={value}
          aria-invalid={refusal !== null || undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button
          type="submit"
          refusal={typed === null ? text('votes.handsSaved') : null}
          reason="read"
        >
          {text('common.save')}
        </Button>
        {refusal === null ? null : <p role="alert">{refusal}</p>}
      </form>
    </li>
  );
}
