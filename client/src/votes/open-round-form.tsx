/** Begins a round: on what, with how many dots, and who may. What is usual is chosen already. */
import { ROUND_SUBJECTS, type RoundId, type RoundSubject, type VotedId } from '@tavolo/model';
import { type FormEvent, useMemo, useState } from 'react';
import { useWallIndex } from '../board/desk.tsx';
import { Button } from '../design/button.tsx';
import { Choice, ChoiceGroup } from '../design/choice.tsx';
import { Input } from '../design/field.tsx';
import {
  useMay,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
  useWorkshop,
} from '../state/hooks.ts';
import { newId } from '../state/new-id.ts';
import { itemsOf } from './items.ts';
import css from './votes.module.css';

/** About a dot for every four things there are: enough to choose, too few to please everybody. */
function usualDots(items: number): number {
  return Math.max(3, Math.min(7, Math.round(items / 4)));
}
const USUAL_CAP = 3;

export function OpenRoundForm({ again }: { readonly again: boolean }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const workshop = useWorkshop();
  const offset = useRoomState((state) => state.clockOffset);
  const may = useMay('holdVote');
  const [over, setOver] = useState<RoundSubject>('clusters');
  const index = useWallIndex();
  const items = useMemo(() => itemsOf(workshop, index, over), [workshop, index, over]);
  const [left, setLeft] = useState<ReadonlySet<VotedId>>(new Set());
  const [dots, setDots] = useState<string | null>(null);
  const [cap, setCap] = useState<string | null>(null);
  const [remote, setRemote] = useState(false);
  const [openLink, setOpenLink] = useState(false);
  const [until, setUntil] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const chosen = items.filter(({ id }) => !left.has(id));
  const dotsPerSeat = Number(dots ?? usualDots(chosen.length));
  const capPerItem = Number(cap ?? Math.min(USUAL_CAP, dotsPerSeat));
  const nothing = items.length === 0;

  const begin = (event: FormEvent) => {
    event.preventDefault();
    if (!isCount(dotsPerSeat) || !isCount(capPerItem)) {
      setRefusal(text('votes.wholeNumber'));
      return;
    }
    const refused = room.send({
      type: 'openRound',
      roundId: newId<RoundId>(),
      over,
      items: chosen.map(({ id }) => id),
      dotsPerSeat,
      capPerItem,
      remote,
      openLink,
      closesAt: remote && until !== '' ? Date.parse(until) + offset : null,
    });
    setRefusal(refused === null ? null : refusalText(refused));
  };

  const toggle = (id: VotedId) => {
    const next = new Set(left);
    if (!next.delete(id)) next.add(id);
    setLeft(next);
  };

  return (
    <form className={css.form} onSubmit={begin} aria-label={text('votes.begin')}>
      <h2>{text(again ? 'votes.beginAgain' : 'votes.begin')}</h2>
      <p className={css.line}>{text('votes.beginLine')}</p>
      {workshop.proposals.size === 0 ? null : (
        <ChoiceGroup label={text('votes.over')}>
          {ROUND_SUBJECTS.map((each) => (
            <Choice
              key={each}
              type="radio"
              name="over"
              checked={over === each}
              onChange={() => setOver(each)}
            >
              {text(`votes.over.${each}`)}
            </Choice>
          ))}
        </ChoiceGroup>
      )}
      <div className={css.numbers}>
        <Input
          label={text('votes.dotsPerSeat')}
          type="number"
          inputMode="numeric"
          min={1}
          max={50}
          value={dots ?? dotsPerSeat}
          onChange={(event) => setDots(event.target.value)}
        />
        <Input
          label={text(over === 'clusters' ? 'votes.capLabelCluster' : 'votes.capLabelProposal')}
          type="number"
          inputMode="numeric"
          min={1}
          max={50}
          value={cap ?? capPerItem}
          onChange={(event) => setCap(event.target.value)}
        />
      </div>
      <details>
        <summary>{text('votes.onWhat', { count: chosen.length, of: items.length })}</summary>
        <ul className={css.choices}>
          {items.map(({ id, name }) => (
            <li key={id}>
              <Choice checked={!left.has(id)} onChange={() => toggle(id)}>
                <span dir="auto">{name}</span>
              </Choice>
            </li>
          ))}
        </ul>
      </details>
      <details>
        <summary>{text('votes.whoMay')}</summary>
        <Choice
          checked={remote}
          note={text('votes.remoteLine')}
          onChange={(event) => setRemote(event.target.checked)}
        >
          {text('votes.remote')}
        </Choice>
        {remote ? (
          <Input
            label={text('votes.until')}
            optional={text('common.optional')}
            type="datetime-local"
            value={until}
            onChange={(event) => setUntil(event.target.value)}
          />
        ) : null}
        <Choice
          checked={openLink}
          note={text('votes.openLinkLine')}
          onChange={(event) => setOpenLink(event.target.checked)}
        >
          {text('votes.openLink')}
        </Choice>
      </details>
      <Button
        type="submit"
        look="primary"
        large
        reason="below"
        refusal={
          may !== true
            ? refusalText(may)
            : nothing
              ? text('votes.nothing')
              : chosen.length === 0
                ? text('votes.chooseOne')
                : null
        }
      >
        {text('votes.start')}
      </Button>
      {refusal === null ? null : <p role="alert">{refusal}</p>}
    </form>
  );
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1;
}
