/** One's own dots. Every tap is on its way at once; what is left stands in words at the bottom. */
import { type Dots, dotsUsed, type Round, type VotedId } from '@tavolo/model';
import { Check, Minus, Plus } from 'lucide-react';
import { useId } from 'react';
import { announce } from '../design/announce.tsx';
import { IconButton } from '../design/button.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import {
  type Text,
  useMay,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
} from '../state/hooks.ts';
import { ItemHead } from './item-head.tsx';
import { useItems, type VotedItem } from './items.ts';
import css from './votes.module.css';

const NO_DOTS: readonly Dots[] = [];

export function BallotPaper({ round }: { readonly round: Round }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const items = useItems(round);
  const dots = useRoomState(({ me, workshop }) => {
    const ballot = me === null ? undefined : workshop.ballots.get(me.id);
    return ballot?.roundId === round.id ? ballot.dots : NO_DOTS;
  });
  const may = useMay('vote');
  const refusal = may === true ? null : refusalText(may);
  const saved = useRoomState((state) => state.saving.is === 'saved');
  const left = round.dotsPerSeat - dotsUsed(dots);

  const give = (item: VotedId, n: number) => {
    const present = dots.find((each) => each.item === item);
    const version = (present?.version ?? 0) + 1;
    const refused = room.send({ type: 'setDots', roundId: round.id, item, n, version });
    const rest = left + (present?.n ?? 0) - n;
    announce(refused === null ? leftWords(rest, text) : refusalText(refused));
  };

  return (
    <>
      <p className={css.line}>
        {text('votes.youHave', { count: round.dotsPerSeat })}{' '}
        {text(round.over === 'clusters' ? 'votes.capCluster' : 'votes.capProposal', {
          count: round.capPerItem,
        })}{' '}
        {text('votes.secret')}
      </p>
      {round.openLink ? <p className={css.line}>{text('votes.indicative')}</p> : null}
      <ul className={css.items}>
        {round.items.map((id, at) => (
          <Stepper
            key={id}
            item={items[at] ?? null}
            n={dots.find((each) => each.item === id)?.n ?? 0}
            cap={round.capPerItem}
            left={left}
            over={round.over}
            refusal={refusal}
            onGive={(n) => give(id, n)}
          />
        ))}
      </ul>
      <div className={css.foot}>
        <Beads used={round.dotsPerSeat - left} of={round.dotsPerSeat} />
        <p>
          <b>{leftWords(left, text)}</b>
          <span>
            {saved ? <Check aria-hidden /> : null}
            {text(saved ? 'votes.saved' : 'votes.saving')}
          </span>
        </p>
      </div>
    </>
  );
}

function Stepper({
  item,
  n,
  cap,
  left,
  over,
  refusal,
  onGive,
}: {
  readonly item: VotedItem | null;
  readonly n: number;
  readonly cap: number;
  readonly left: number;
  readonly over: Round['over'];
  /** Why nothing can be given or taken now: locked, for one. */
  readonly refusal: string | null;
  readonly onGive: (n: number) => void;
}) {
  const text = useText();
  const id = useId();
  const full = n >= cap;
  const capped = text(over === 'clusters' ? 'votes.capCluster' : 'votes.capProposal', {
    count: cap,
  });
  return (
    <li className={css.item} aria-labelledby={id}>
      <ItemHead item={item} id={id} />
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot lie on the line of the buttons */}
      <div className={css.stepper} role="group" aria-labelledby={id}>
        <IconButton
          label={text('votes.less', { name: item?.name ?? '' })}
          icon={<Minus aria-hidden />}
          className={css.step}
          refusal={refusal ?? (n === 0 ? text('votes.none') : null)}
          onClick={() => onGive(n - 1)}
        />
        <span className={css.dots}>
          <Beads used={n} of={cap} />
          <VisuallyHidden>{text('votes.given', { count: n })}</VisuallyHidden>
        </span>
        <IconButton
          label={text('votes.more', { name: item?.name ?? '' })}
          icon={<Plus aria-hidden />}
          className={css.step}
          refusal={refusal ?? (full ? capped : left === 0 ? text('votes.noneLeft') : null)}
          onClick={() => onGive(n + 1)}
        />
      </div>
      {full ? <p className={css.cap}>{capped}</p> : null}
    </li>
  );
}

function leftWords(left: number, text: Text): string {
  return left === 0 ? text('votes.noneLeft') : text('votes.left', { count: left });
}

/** More than these would not be told apart at a glance: then the number stands there. */
const MOST_BEADS = 10;

function Beads({ used, of }: { readonly used: number; readonly of: number }) {
  if (of > MOST_BEADS) return <b aria-hidden className={css.number}>{`${used}/${of}`}</b>;
  return (
    <span className={css.beads} aria-hidden>
      {Array.from({ length: of }, (_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: dots are told apart by nothing but their place
        <i key={at} data-on={at < used || undefined} />
      ))}
    </span>
  );
}
