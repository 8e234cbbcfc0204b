/**
 * T19: every state of a workshop of three people, two cards and one cluster. Not a sample: in
 * none of them does anybody read, do or lose what they must not.
 */
import { decide, eventsOf, evolveAll, seatActor } from '@tavolo/model';
import { row, type Torture } from '../torture.ts';
import { type Model, search, THE_MODEL } from './search.ts';
import { ALL_PHASES, FIVE_PHASES } from './small-workshop.ts';

export const model: Torture = {
  name: 'model',
  catalogue: 'T19',
  promise: 'in no state that can be reached is a draft read, a card lost, or a right overstepped',
  async run({ scale, say }) {
    const phases = scale === 'long' ? ALL_PHASES : FIVE_PHASES;
    const { states, moves, fault } = search(phases, THE_MODEL);
    if (fault !== null) say(fault);
    const missed = [...BROKEN].filter(([name, broken]) => {
      const found = search(FIVE_PHASES, broken).fault;
      say(`planted: ${name}; ${found === null ? 'NOT found' : `found: ${found}`}`);
      return found === null;
    });
    return [
      row({
        name: 'states of a small workshop in which something must not be',
        value: fault === null ? 0 : 1,
        unit: 'states',
        goal: 0,
        attempts: states,
        faultsInjected: BROKEN.size,
        control: missed.length === 0,
        note: `${states} states in ${phases.length} phases, ${moves} moves tried by 3 people`,
      }),
    ];
  },
};

/** Each leaves one rule out. */
const BROKEN: ReadonlyMap<string, Model> = new Map([
  ['a view that hides nothing', { ...THE_MODEL, view: (state) => state }],
  [
    'a bin that everybody may look into',
    {
      ...THE_MODEL,
      view: (state, seatId) => {
        const seen = THE_MODEL.view(state, seatId);
        let { cards } = seen;
        for (const card of state.cards.values()) {
          if (card.status === 'withdrawn') cards = cards.set(card.id, card);
        }
        return { ...seen, cards };
      },
    },
  ],
  [
    'a wall that is entered without turning the drafts over',
    {
      ...THE_MODEL,
      decided(state, seatId, order) {
        const events = eventsOf(
          decide(state, seatActor(seatId), order, { now: 1_000_000, seed: 7 }),
        );
        if (events === null) return null;
        const kept = events.filter(
          ({ type }) => order.type !== 'moveToPhase' || type !== 'cardsRevealed',
        );
        return evolveAll(state, kept);
      },
    },
  ],
  [
    'a phase that does not count',
    {
      ...THE_MODEL,
      decided(state, seatId, order) {
        if (order.type !== 'createCluster') return THE_MODEL.decided(state, seatId, order);
        const next = THE_MODEL.decided({ ...state, phase: 'cluster' }, seatId, order);
        return next === null ? null : { ...next, phase: state.phase };
      },
    },
  ],
  [
    'a way back that forgets where the card lay',
    {
      ...THE_MODEL,
      inverse: (before, order) =>
        order.type === 'placeCard'
          ? [{ ...order, clusterId: null, after: null }]
          : order.type === 'removeCluster'
            ? []
            : THE_MODEL.inverse(before, order),
    },
  ],
]);
