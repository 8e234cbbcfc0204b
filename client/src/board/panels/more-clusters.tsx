/**
 * Further clusters that a new proposal answers too. Those of the same theme come first: what
 * belongs together is mostly found there. Folded, because one cluster is enough.
 */
import type { Cluster, ClusterId } from '@tavolo/model';
import { useMemo, useState } from 'react';
import { Choice, ChoiceGroup } from '../../design/choice.tsx';
import { Input } from '../../design/field.tsx';
import { useText, useWorkshop } from '../../state/hooks.ts';
import css from './panels.module.css';

/** A list that fits on one screen needs no search. */
const SEARCHED_FROM = 9;

export function MoreClusters({
  first,
  chosen,
  onChange,
}: {
  /** The cluster it was begun from; it always belongs to the proposal. */
  readonly first: Cluster;
  readonly chosen: readonly ClusterId[];
  readonly onChange: (chosen: readonly ClusterId[]) => void;
}) {
  const text = useText();
  const [sought, setSought] = useState('');
  const language = useWorkshop((workshop) => workshop.language);
  const themes = useWorkshop((workshop) => workshop.themes);
  const clusters = useWorkshop((workshop) => workshop.clusters);
  const others = useMemo(
    () => [...clusters.values()].filter(({ id }) => id !== first.id).sort(nearest(first)),
    [clusters, first],
  );
  if (others.length === 0) return null;
  const words = sought.trim().toLocaleLowerCase(language);
  // What is ticked stays in view, so that nothing goes along unseen.
  const shown = others.filter(
    ({ id, name }) => chosen.includes(id) || name.toLocaleLowerCase(language).includes(words),
  );
  return (
    <details className={css.fold}>
      <summary>{text('proposals.createMore', { count: others.length })}</summary>
      {others.length < SEARCHED_FROM ? null : (
        <Input
          label={text('proposals.createMoreSearch')}
          type="search"
          autoComplete="off"
          dir="auto"
          value={sought}
          onChange={({ target }) => setSought(target.value)}
        />
      )}
      <div className={css.choices}>
        <ChoiceGroup label={text('proposals.createMoreLabel')}>
          {shown.map(({ id, name, themeId }) => (
            <Choice
              key={id}
              lang={language}
              checked={chosen.includes(id)}
              note={themeId === null ? null : themes.get(themeId)?.name}
              onChange={({ target }) =>
                onChange(
                  target.checked ? [...chosen, id] : chosen.filter((clusterId) => clusterId !== id),
                )
              }
            >
              <span dir="auto">{name}</span>
            </Choice>
          ))}
        </ChoiceGroup>
        {shown.length === 0 ? <p role="status">{text('proposals.createMoreNone')}</p> : null}
      </div>
    </details>
  );
}

function nearest({ themeId }: Cluster): (a: Cluster, b: Cluster) => number {
  const distance = (cluster: Cluster) => (cluster.themeId === themeId ? 0 : 1);
  return (a, b) => distance(a) - distance(b) || a.name.localeCompare(b.name);
}
