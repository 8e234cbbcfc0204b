/** A round that is over: ties as ties, few voters without numbers, hands labelled. Nothing moves any more. */
import { FEWEST_VOTERS, type RankedItem, type Round, type RoundResult } from '@tavolo/model';
import { Hand } from 'lucide-react';
import { Meter } from '../design/meter.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useText } from '../state/hooks.ts';
import { ItemHead } from './item-head.tsx';
import { useItems, type VotedItem } from './items.ts';
import { nobodyVoted } from './nobody-voted.ts';
import css from './votes.module.css';

export function Results({
  round,
  result,
}: {
  readonly round: Round;
  readonly result: RoundResult;
}) {
  const text = useText();
  const items = useItems(round);
  const byId = new Map(round.items.map((id, at) => [id, items[at] ?? null]));
  const most = Math.max(1, ...result.ranking.map(({ dots, hands }) => (dots ?? 0) + hands));
  const few = result.voters > 0 && result.voters < FEWEST_VOTERS;
  const nobody = nobodyVoted(result);
  return (
    <section className={css.results} aria-labelledby={`round-${round.id}`}>
      <h2 id={`round-${round.id}`}>{text('votes.resultOf', { number: round.position + 1 })}</h2>
      <p className={css.line}>
        {nobody
          ? text('votes.nobody')
          : text('votes.voted', { count: result.voters, of: result.eligible })}
        {few ? ` ${text('votes.orderOnly')}` : ''}
        {round.openLink ? ` ${text('votes.indicative')}` : ''}
      </p>
      {nobody ? null : (
        <ol className={css.ranking}>
          {result.ranking.map((ranked) => (
            <Ranked
              key={ranked.item}
              ranked={ranked}
              item={byId.get(ranked.item) ?? null}
              tied={result.ranking.filter(({ rank }) => rank === ranked.rank).length > 1}
              most={most}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

function Ranked({
  ranked: { item: id, rank, dots, hands },
  item,
  tied,
  most,
}: {
  readonly ranked: RankedItem;
  readonly item: VotedItem | null;
  readonly tied: boolean;
  readonly most: number;
}) {
  const text = useText();
  const all = (dots ?? 0) + hands;
  return (
    <li data-theme={item?.theme?.colour}>
      <p className={css.rank}>
        <VisuallyHidden>{text('votes.rank', { rank })}</VisuallyHidden>
        <b aria-hidden>{rank}</b>
        {tied ? <small>{text('votes.tied')}</small> : null}
      </p>
      <div>
        <ItemHead item={item} id={`ranked-${id}`} />
        {dots === null ? null : (
          <p className={css.count}>
            <Meter value={all} max={most} />
            <span>{text('votes.dots', { count: dots })}</span>
          </p>
        )}
        {hands === 0 ? null : (
          <p className={css.handsOf}>
            <Hand aria-hidden />
            {text('votes.handsOf', { count: hands })}
          </p>
        )}
      </div>
    </li>
  );
}
