/** While a round is open, for those who do not vote in it: how many have, and for whoever leads its close. */
import type { Round } from '@tavolo/model';
import { useId, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Meter } from '../design/meter.tsx';
import { useMay, useRefusalText, useRoom, useText } from '../state/hooks.ts';
import { ItemHead } from './item-head.tsx';
import { useItems } from './items.ts';
import { useTurnout } from './turnout.ts';
import { useSaidTurnout } from './turnout-said.ts';
import css from './votes.module.css';

export function RoundDesk({ round }: { readonly round: Round }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const may = useMay('holdVote');
  const turnout = useTurnout(round);
  useSaidTurnout(turnout);
  const [sure, setSure] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const close = () => {
    const refused = room.send({ type: 'closeRound', roundId: round.id });
    setRefusal(refused === null ? null : refusalText(refused));
  };
  return (
    <section className={css.desk} aria-label={text('votes.open')}>
      <p className={css.turnout}>
        {turnout === null ? text('votes.open') : text('votes.turnout', turnout)}
      </p>
      {turnout === null ? null : <Meter value={turnout.voted} max={turnout.of} />}
      <p className={css.line}>{text('votes.hidden')}</p>
      {may !== true ? null : sure ? (
        <>
          <p className={css.line}>{text('votes.closeLine')}</p>
          <div className={css.actions}>
            <Button look="primary" refusal={refusal} onClick={close}>
              {text('votes.closeNow')}
            </Button>
            <Button look="quiet" onClick={() => setSure(false)}>
              {text('votes.notYet')}
            </Button>
          </div>
        </>
      ) : (
        <div className={css.actions}>
          <Button look="primary" onClick={() => setSure(true)}>
            {text('votes.close')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** What lies on the paper, to be read out; nobody's dots. */
export function OnThePaper({ round }: { readonly round: Round }) {
  const text = useText();
  const titleId = useId();
  const items = useItems(round);
  return (
    <section className={css.results} aria-labelledby={titleId}>
      <h2 id={titleId}>{text('votes.whatAbout')}</h2>
      <ul className={css.onPaper}>
        {round.items.map((id, at) => (
          <li key={id}>
            <ItemHead item={items[at] ?? null} id={`paper-${id}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
