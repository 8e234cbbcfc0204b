/** Names a new cluster, or renames one: name, theme, and the question it asks. */
import type { CardId, ClusterId, Order, ThemeId } from '@tavolo/model';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Input, TextArea } from '../../design/field.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { useCard, useText, useWorkshop } from '../../state/hooks.ts';
import { newId } from '../../state/new-id.ts';
import { useDesk } from '../desk.tsx';
import css from './panels.module.css';
import { ThemeSelect } from './theme-select.tsx';

export function NewClusterPanel({
  cardId,
  at,
}: {
  readonly cardId: CardId | null;
  readonly at?: { readonly x: number; readonly y: number } | undefined;
}) {
  const text = useText();
  const { spot, act, open } = useDesk();
  const themes = useWorkshop((workshop) => workshop.themes);
  const card = useCard(cardId ?? ('' as CardId));
  const [themeId, setThemeId] = useState<ThemeId | null>(card?.themeId ?? null);
  const create = (name: string, question: string) => {
    const clusterId = newId<ClusterId>();
    const orders: Order[] = [
      { type: 'createCluster', clusterId, themeId, name, question, ...(at ?? spot.current()) },
    ];
    if (card !== undefined) {
      orders.push({ type: 'placeCard', cardId: card.id, clusterId, after: null });
    }
    return act(orders);
  };
  return (
    <ClusterForm
      title={text('board.clusterTitle')}
      submit={text('board.create')}
      name=""
      question=""
      onSubmit={create}
      onClose={() => open(null)}
    >
      {themes.size === 0 ? null : <ThemeSelect value={themeId} onChange={setThemeId} />}
    </ClusterForm>
  );
}

export function RenameClusterPanel({ clusterId }: { readonly clusterId: ClusterId }) {
  const text = useText();
  const { act, open } = useDesk();
  const themes = useWorkshop((workshop) => workshop.themes);
  const cluster = useWorkshop((workshop) => workshop.clusters.get(clusterId));
  const [themeId, setThemeId] = useState<ThemeId | null>(cluster?.themeId ?? null);
  if (cluster === undefined) return null;
  return (
    <ClusterForm
      title={text('board.clusterEditTitle')}
      submit={text('common.save')}
      name={cluster.name}
      question={cluster.question}
      onSubmit={(name, question) =>
        act({ type: 'renameCluster', clusterId, name, question, themeId })
      }
      onClose={() => open(null)}
    >
      {themes.size === 0 ? null : <ThemeSelect value={themeId} onChange={setThemeId} />}
    </ClusterForm>
  );
}

function ClusterForm({
  title,
  submit,
  onSubmit,
  onClose,
  children,
  ...start
}: {
  readonly title: string;
  readonly submit: string;
  readonly name: string;
  readonly question: string;
  /** Returns the sentence of a refusal, or null when it is done. */
  readonly onSubmit: (name: string, question: string) => string | null;
  readonly onClose: () => void;
  readonly children?: React.ReactNode;
}) {
  const text = useText();
  const [name, setName] = useState(start.name);
  const [question, setQuestion] = useState(start.question);
  const [error, setError] = useState<string | null>(null);
  return (
    <Sheet title={title} closeLabel={text('board.close')} onClose={onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          const refused = onSubmit(name, question);
          setError(refused);
          if (refused === null) onClose();
        }}
      >
        <Input
          label={text('board.clusterName')}
          help={text('board.clusterNameHelp')}
          error={error}
          autoFocus
          autoComplete="off"
          dir="auto"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        {children}
        <TextArea
          label={text('board.clusterQuestion')}
          optional={text('common.optional')}
          help={text('board.clusterQuestionHelp')}
          rows={3}
          dir="auto"
          value={question}
          onChange={(event) => setQuestion(event.target.value)}
        />
        <div className={css.foot}>
          <Button type="submit" look="primary">
            {submit}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </div>
      </form>
    </Sheet>
  );
}
