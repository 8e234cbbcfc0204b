/** "Merge with another…": those of the same cluster first; all others by searching. */
import type { Card, CardId } from '@tavolo/model';
import { useMemo, useState } from 'react';
import { Input } from '../../design/field.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { useCard, useText, useWorkshop } from '../../state/hooks.ts';
import { useDesk, useWallIndex } from '../desk.tsx';
import { matches } from './find.ts';
import css from './panels.module.css';

/** More are found by words than by scrolling. */
const MOST_ELSEWHERE = 30;

export function MergePanel({ cardId }: { readonly cardId: CardId }) {
  const text = useText();
  const { open, act, refusal } = useDesk();
  const { inCluster, tray } = useWallIndex();
  const themes = useWorkshop((workshop) => workshop.themes);
  const card = useCard(cardId);
  const [query, setQuery] = useState('');
  const [same, other] = useMemo(() => {
    if (card === undefined) return [[], []];
    const here: Card[] = [];
    const elsewhere: Card[] = [];
    for (const cards of [tray, ...inCluster.values()]) {
      for (const each of cards) {
        if (each.id === card.id || !matches(each.text, query)) continue;
        (each.clusterId === card.clusterId ? here : elsewhere).push(each);
      }
    }
    return [here, elsewhere];
  }, [card, tray, inCluster, query]);
  if (card === undefined) return null;
  const close = () => open(null);
  const merge = (into: Card) => {
    if (act({ type: 'mergeCards', intoId: into.id, cardIds: [cardId] }) === null) close();
  };
  const row = (each: Card) => (
    <button key={each.id} type="button" className={css.row} onClick={() => merge(each)}>
      <span className={css.words} lang={each.language} dir="auto">
        <span className={css.clip}>{each.text}</span>
        {each.themeId === null ? null : <small>{themes.get(each.themeId)?.name}</small>}
      </span>
    </button>
  );
  return (
    <Sheet title={text('board.mergeTitle')} closeLabel={text('board.close')} onClose={close}>
      <p className={css.quote} lang={card.language} dir="auto">
        <span className={css.clip}>{card.text}</span>
      </p>
      <p className={css.line}>{text('board.mergeLine')}</p>
      <Input
        label={text('board.search')}
        type="search"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      {refusal === null ? null : <p role="alert">{refusal}</p>}
      <div className={css.rows}>
        {same.length > 0 ? (
          <h3>{text(card.clusterId === null ? 'board.tray' : 'board.mergeSame')}</h3>
        ) : null}
        {same.slice(0, MOST_ELSEWHERE).map(row)}
        {other.length > 0 ? <h3>{text('board.mergeOther')}</h3> : null}
        {other.slice(0, MOST_ELSEWHERE).map(row)}
        {same.length + other.length === 0 ? (
          <p className={css.line}>
            {text(query.trim() === '' ? 'board.mergeNone' : 'board.nothingFound')}
          </p>
        ) : null}
      </div>
    </Sheet>
  );
}
