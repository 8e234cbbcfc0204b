/** Amendments: what is accepted, how it is kept, who reads it, and each refusal. */
import { expect, test } from 'vitest';
import {
  type AnyOrder,
  amendmentsOf,
  evolve,
  inverseOf,
  LIMITS,
  type Order,
  view,
  wallOf,
} from '../index.ts';
import { amendmentIdOf, clusterIdOf, proposalIdOf, seatIdOf, tableIdOf } from '../testing/ids.ts';
import { answerOf, OWNER, Play } from '../testing/play.ts';

const [ADA, BEA] = [seatIdOf(1), seatIdOf(2)];
const [SHEET, OTHER] = [proposalIdOf(1), proposalIdOf(2)];

const proposing = (change: object = {}): AnyOrder => {
  const order = { type: 'proposeAmendment', amendmentId: amendmentIdOf(1) } as const;
  const what = { proposalId: SHEET, text: 'Anche di sera', language: 'it', signed: false } as const;
  return { ...order, ...what, ...change };
};

/** Two proposals of one table, in the plenary; Ada and Bea sit at none. */
function inPlenary(): Play {
  const play = Play.open().sit(ADA, 'participant').sit(BEA, 'contributor').enter('tables');
  const clusterId = clusterIdOf(1);
  const more = { themeId: null, name: 'Case', question: '', x: 0, y: 0 };
  play.accept(OWNER, { type: 'createCluster', clusterId, ...more });
  play.accept(OWNER, { type: 'createTable', tableId: tableIdOf(1), name: 'Tavolo 1' });
  for (const proposalId of [SHEET, OTHER]) {
    const its = { tableId: tableIdOf(1), clusterIds: [clusterId], title: 'Casa a due' };
    play.accept(OWNER, { type: 'createProposal', proposalId, ...its });
  }
  return play.enter('plenary');
}

test('[D8] it names a proposal that is there, has words, and its id is used once', () => {
  const play = inPlenary();
  const answers = (change: object) => answerOf(play.ask(ADA, proposing(change)));
  expect(answers({ proposalId: proposalIdOf(9) })).toBe('refused unknown-proposal D1');
  expect(answers({ text: ' \u200b ' })).toBe('refused text-empty C1');
  expect(answers({ text: 'a'.repeat(LIMITS.amendmentText + 1) })).toBe('refused text-too-long C1');
  play.accept(ADA, proposing({ text: ' Anche\r\ndi sera ' }));
  expect(play.state.amendments.get(amendmentIdOf(1))?.text).toBe('Anche\ndi sera');
  expect(answerOf(play.ask(BEA, proposing()))).toBe('refused id-taken D8');
});

test('[D8] a workshop that holds as many as it may takes no more', () => {
  const play = inPlenary();
  for (let n = 1; n <= LIMITS.amendments; n += 1) {
    play.accept(ADA, proposing({ amendmentId: amendmentIdOf(n) }));
  }
  expect(answerOf(play.ask(ADA, proposing({ amendmentId: amendmentIdOf(0) })))).toBe(
    'refused amendment-quota D8',
  );
});

test('[D9] everybody reads it, in an order that tells no time, signed where the author chose to', () => {
  const play = inPlenary();
  play.accept(BEA, proposing({ amendmentId: amendmentIdOf(2), signed: true, language: 'en' }));
  play.accept(ADA, proposing());
  play.accept(ADA, proposing({ amendmentId: amendmentIdOf(3), proposalId: OTHER }));
  const name = play.state.seats.get(BEA)?.name;
  expect(name).not.toBe('');
  for (const state of [play.state, wallOf(play.state), view(play.state, BEA)]) {
    const shown = amendmentsOf(state, SHEET).map(({ id, signedAs }) => [id, signedAs]);
    expect(shown).toEqual([
      [amendmentIdOf(1), null],
      [amendmentIdOf(2), name],
    ]);
  }
  // Not even the state knows who wrote what is not signed.
  expect(JSON.stringify([...play.state.amendments.values()])).not.toContain(ADA);
});

test('[U2] what others have read has no inverse; [E1] one for a proposal that is not there is nothing', () => {
  const play = inPlenary();
  expect(inverseOf(play.state, proposing() as Order)).toBeNull();
  const { state } = play;
  const amendment = {
    id: amendmentIdOf(1),
    proposalId: proposalIdOf(9),
    text: 'Altrove',
    language: 'it',
    signedAs: null,
  } as const;
  expect(evolve(state, { type: 'amendmentProposed', amendment, author: ADA })).toBe(state);
});
