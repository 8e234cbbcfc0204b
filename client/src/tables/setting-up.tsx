/** What whoever leads does with all tables: one more, people by chance, people who choose, everybody back. */
import type { TableId } from '@tavolo/model';
import { Megaphone, Plus, Shuffle } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Choice } from '../design/choice.tsx';
import { Input } from '../design/field.tsx';
import { useMay, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';
import { newId } from '../state/new-id.ts';
import css from './tables.module.css';
import { useSend } from './use-send.ts';

export function SettingUp() {
  const text = useText();
  const { send, refusal } = useSend();
  const count = useWorkshop((workshop) => workshop.tables.size);
  const choosing = useWorkshop((workshop) => workshop.selfSeating);
  const [adding, setAdding] = useState(count === 0);
  return (
    <section className={css.setUp} aria-label={text('tables.setUp')}>
      <div className={css.actions}>
        {adding ? null : (
          <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
            {text('proposals.tableAdd')}
          </Button>
        )}
        {count === 0 ? null : (
          <>
            <Button
              icon={<Shuffle aria-hidden />}
              onClick={() => send({ type: 'assignEvenly' }, text('tables.spread'))}
            >
              {text('tables.spreadEvenly')}
            </Button>
            <CallBack />
          </>
        )}
        {count === 0 ? null : (
          <Choice
            checked={choosing}
            note={text('tables.choosingLine')}
            onChange={({ target }) => send({ type: 'setSelfSeating', on: target.checked })}
          >
            {text('tables.choosing')}
          </Choice>
        )}
      </div>
      {refusal === null ? null : <p role="alert">{refusal}</p>}
      {adding ? <AddForm number={count + 1} onDone={() => setAdding(false)} /> : null}
    </section>
  );
}

/** Everybody back to the wall, or to their tables again. */
export function CallBack() {
  const text = useText();
  const { send } = useSend();
  const refusalText = useRefusalText();
  const may = useMay('call');
  const held = useWorkshop(({ spotlight }) => spotlight?.hold === true);
  return (
    <Button
      icon={<Megaphone aria-hidden />}
      refusal={may === true ? null : refusalText(may)}
      onClick={() =>
        send(
          {
            type: 'setSpotlight',
            ...(held ? { at: null, hold: false } : { at: { kind: 'wall' }, hold: true }),
          },
          text(held ? 'tables.backToWork' : 'tables.called'),
        )
      }
    >
      {text(held ? 'tables.letGo' : 'tables.callBack')}
    </Button>
  );
}

function AddForm({ number, onDone }: { readonly number: number; readonly onDone: () => void }) {
  const text = useText();
  const { send, refusal } = useSend();
  const [name, setName] = useState(text('tables.nameOf', { number }));
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (send({ type: 'createTable', tableId: newId<TableId>(), name })) onDone();
  };
  return (
    <form className={css.form} onSubmit={add}>
      <Input
        label={text('proposals.tableName')}
        help={text('proposals.tableNameHelp')}
        error={refusal}
        autoFocus
        autoComplete="off"
        dir="auto"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <div className={css.actions}>
        <Button type="submit" look="primary">
          {text('proposals.tableAdd')}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {text('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
