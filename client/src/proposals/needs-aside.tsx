/** The needs a proposal grew from, with their places, and the way back to their clusters. */
import { needsOf } from '@tavolo/model';
import { MapPin } from 'lucide-react';
import { useId, useMemo } from 'react';
import { PageLink } from '../design/link.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';
import { boardPath } from './paths.ts';
import css from './proposals.module.css';
import { useSheet } from './sheet-context.tsx';

export function NeedsAside() {
  const text = useText();
  const titleId = useId();
  const { proposal } = useSheet();
  const workshop = useWorkshop();
  const needs = useMemo(() => needsOf(workshop, proposal), [workshop, proposal]);
  const clusters = proposal.clusterIds.flatMap((id) => workshop.clusters.get(id) ?? []);
  const id = workshop.id ?? '';
  return (
    <section aria-labelledby={titleId}>
      <h2 id={titleId}>{text('proposals.needs')}</h2>
      {needs.length === 0 ? <p className={css.quiet}>{text('proposals.noNeeds')}</p> : null}
      <ol className={css.strand}>
        {needs.map((need) => {
          const place = need.placeId === null ? undefined : workshop.places.get(need.placeId);
          return (
            <li key={need.id} className={css.need}>
              <div>
                <p lang={need.language} dir="auto">
                  {need.text}
                </p>
                {place === undefined ? null : (
                  <small dir="auto">
                    <MapPin aria-hidden />
                    {place.name}
                  </small>
                )}
              </div>
            </li>
          );
        })}
        {clusters.map((cluster) => (
          <li key={cluster.id} className={css.cluster}>
            <PageLink href={boardPath(id, cluster.id)} lang={workshop.language} dir="auto">
              {text('proposals.clusterLink', { name: cluster.name })}
            </PageLink>
          </li>
        ))}
      </ol>
    </section>
  );
}
