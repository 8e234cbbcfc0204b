/** One row: a card, or the heading over the cards of a cluster. */
import { Ellipsis } from 'lucide-react';
import { memo } from 'react';
import type { Lookups } from '../board/cluster-area.tsx';
import { useDesk } from '../board/desk.tsx';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useLanguage, useText } from '../state/hooks.ts';
import { headingId, type Row } from './filter.ts';
import css from './list.module.css';
import { ListCard } from './list-card.tsx';

export const ListRow = memo(
  function ListRow({
    row,
    lookups,
    mayGroup,
    mayRestoreOwn,
    mayRestoreOthers,
    mayApprove,
  }: {
    readonly row: Row;
    readonly lookups: Lookups;
    readonly mayGroup: boolean;
    readonly mayRestoreOwn: boolean;
    readonly mayRestoreOthers: boolean;
    readonly mayApprove: boolean;
  }) {
    const text = useText();
    const [language] = useLanguage();
    switch (row.is) {
      case 'drafts':
        return (
          <h2 className={css.heading} id={headingId(row)}>
            {text('board.draftsTitle')}
          </h2>
        );
      case 'tray':
        return (
          <h2 className={css.heading} id={headingId(row)}>
            {text('board.tray')}
            {/* Needs and offers together: a number is true of both. */}
            <span>{new Intl.NumberFormat(language).format(row.count)}</span>
          </h2>
        );
      case 'cluster':
        return <ClusterHeading row={row} lookups={lookups} />;
      case 'card': {
        const { card } = row;
        return (
          <ListCard
            card={card}
            theme={card.themeId === null ? undefined : lookups.themes.get(card.themeId)}
            place={card.placeId === null ? undefined : lookups.places.get(card.placeId)}
            voices={lookups.voices.get(card.id) ?? 1}
            heldBy={lookups.holding.get(card.id)}
            waiting={lookups.waiting.has(card.id)}
            offline={lookups.offline}
            common={lookups.language}
            earlier={card.pass < lookups.pass}
            mayGroup={mayGroup}
            mayRestore={card.author === null ? mayRestoreOthers : mayRestoreOwn || mayRestoreOthers}
            mayApprove={mayApprove}
          />
        );
      }
    }
  },
  (before, after) =>
    before.lookups === after.lookups &&
    before.mayGroup === after.mayGroup &&
    before.mayRestoreOwn === after.mayRestoreOwn &&
    before.mayRestoreOthers === after.mayRestoreOthers &&
    before.mayApprove === after.mayApprove &&
    sameRow(before.row, after.row),
);

function ClusterHeading({
  row,
  lookups,
}: {
  readonly row: Extract<Row, { is: 'cluster' }>;
  readonly lookups: Lookups;
}) {
  const text = useText();
  const { openMenu } = useDesk();
  const { cluster, count } = row;
  const theme = cluster.themeId === null ? undefined : lookups.themes.get(cluster.themeId);
  return (
    <header className={css.cluster} data-theme={theme?.colour}>
      <p className={css.clusterTheme}>
        {theme === undefined ? null : <ThemeGlyph colour={theme.colour} />}
        <b dir="auto">{theme?.name ?? text('board.noTheme')}</b>
        <span>{text('board.needs', { count })}</span>
      </p>
      <div className={css.clusterName}>
        <h2 id={headingId(row)} dir="auto">
          {cluster.name}
        </h2>
        <button
          type="button"
          aria-haspopup="menu"
          aria-label={text('board.clusterActions', { name: cluster.name })}
          onClick={(event) =>
            openMenu({ of: 'cluster', clusterId: cluster.id }, event.currentTarget)
          }
        >
          <Ellipsis aria-hidden />
        </button>
      </div>
      {cluster.question === '' ? null : <p className={css.how}>{cluster.question}</p>}
    </header>
  );
}

function sameRow(a: Row, b: Row): boolean {
  if (a.is === 'card' && b.is === 'card') return a.card === b.card;
  if (a.is === 'cluster' && b.is === 'cluster') {
    return a.cluster === b.cluster && a.count === b.count;
  }
  if (a.is === 'tray' && b.is === 'tray') return a.count === b.count;
  return a.is === b.is;
}
