/** "Move to…": every cluster, the tray, and a new cluster. The way without dragging. */
import { type CardId, directionOf, lastOfCluster } from '@tavolo/model';
import { CircleDashed, Inbox, Plus } from 'lucide-react';
import { useState } from 'react';
import { Input } from '../../design/field.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { ThemeGlyph } from '../../design/theme-glyph.tsx';
import { useCard, useText, useWorkshop } from '../../state/hooks.ts';
import { useDesk, useWallIndex } from '../desk.tsx';
import { followCard } from '../roving.ts';
import { matches } from './find.ts';
import css from './panels.module.css';

/** With more rows than this, finding by words is quicker than reading. */
const SEARCH_FROM = 8;

export function MovePanel({ cardId }: { readonly cardId: CardId }) {
  const text = useText();
  const { open, act, refusal } = useDesk();
  const { clusters, inCluster } = useWallIndex();
  const workshop = useWorkshop();
  const card = useCard(cardId);
  const [query, setQuery] = useState('');
  if (card === undefined) return null;
  const found = clusters.filter(({ name }) => matches(name, query));
  const close = () => open(null);
  const move = (clusterId: typeof card.clusterId) => {
    const after = clusterId === null ? null : lastOfCluster(workshop, clusterId);
    if (act({ type: 'placeCard', cardId, clusterId, after }) !== null) return;
    close();
    followCard(cardId);
  };
  return (
    <Sheet title={text('board.moveTitle')} closeLabel={text('board.close')} onClose={close}>
      <p className={css.quote} lang={card.language} dir={directionOf(card.language)}>
        <span className={css.clip}>{card.text}</span>
      </p>
      {clusters.length > SEARCH_FROM ? (
        <Input
          label={text('board.search')}
          type="search"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      ) : null}
      {refusal === null ? null : <p role="alert">{refusal}</p>}
      <div className={css.rows}>
        {found.map((cluster) => {
          const here = cluster.id === card.clusterId;
          const theme = cluster.themeId === null ? undefined : workshop.themes.get(cluster.themeId);
          return (
            <button
              key={cluster.id}
              type="button"
              className={css.row}
              aria-disabled={here}
              onClick={here ? undefined : () => move(cluster.id)}
            >
              {theme === undefined ? (
                <span className={css.badge}>
                  <CircleDashed aria-hidden />
                </span>
              ) : (
                <ThemeGlyph colour={theme.colour} look="disc" />
              )}
              <span className={css.words}>
                <span dir="auto">{cluster.name}</span>
                {here ? <small>{text('board.here')}</small> : null}
              </span>
              <span className={css.count}>
                {text('board.needs', { count: inCluster.get(cluster.id)?.length ?? 0 })}
              </span>
            </button>
          );
        })}
        {found.length === 0 && clusters.length > 0 ? (
          <p className={css.line}>{text('board.nothingFound')}</p>
        ) : null}
        <button
          type="button"
          className={css.row}
          onClick={() => open({ is: 'new-cluster', cardId })}
        >
          <span className={css.badge}>
            <Plus aria-hidden />
          </span>
          <span className={css.words}>{text('board.newClusterDots')}</span>
        </button>
        <button
          type="button"
          className={css.row}
          aria-disabled={card.clusterId === null}
          onClick={card.clusterId === null ? undefined : () => move(null)}
        >
          <span className={css.badge}>
            <Inbox aria-hidden />
          </span>
          <span className={css.words}>
            {text('board.tray')}
            {card.clusterId === null ? <small>{text('board.here')}</small> : null}
          </span>
        </button>
      </div>
    </Sheet>
  );
}
