/** Commands on cards: what is accepted, and each refusal. */
import { describe, expect, test } from 'vitest';
import { type AnyOrder, cardsOfCluster, LIMITS, type Review, ROLES } from '../index.ts';
import { cardIdOf, clusterIdOf, seatIdOf, themeIdOf } from '../testing/ids.ts';
import { answerOf, OWNER, Play, writing } from '../testing/play.ts';

const [ADA, BEA] = [seatIdOf(1), seatIdOf(2)];
const [ONE, TWO, THREE] = [cardIdOf(1), cardIdOf(2), cardIdOf(3)];

function listening(review: Review = 'off'): Play {
  return Play.open({ review })
    .enter('listen')
    .sit(ADA, 'participant', 'Ada')
    .sit(BEA, 'participant');
}

function editing(cardId = ONE, text = 'Altre parole'): AnyOrder {
  return { type: 'editCard', cardId, text, language: 'en', themeId: themeIdOf(1) };
}

describe('writeCard', () => {
  test('[C1] cleans the text, and refuses what is empty, invisible or too long', () => {
    const play = listening();
    const texts = (text: string) => answerOf(play.ask(ADA, writing(ONE, { text })));
    for (const empty of ['', '  \n\t ', '\u0000', '\u200b\u200d\u2060', '\u202e']) {
      expect(texts(empty)).toBe('refused text-empty C1');
    }
    expect(texts('😀'.repeat(LIMITS.cardText))).toBe('accepted');
    expect(play.ask(ADA, writing(ONE, { text: 'a'.repeat(LIMITS.cardText + 1) }))).toMatchObject({
      kind: 'text-too-long',
      params: { limit: 2_000, length: 2_001 },
    });
    play.accept(ADA, writing(ONE, { text: '  Serve\r\nun\u0000 e\u0301 \ud800 ' }));
    expect(play.state.cards.get(ONE)?.text).toBe('Serve\nun é \ufffd');
  });

  test('[C3] an id is used once, whoever comes second', () => {
    const play = listening().write(ADA, ONE);
    expect(answerOf(play.ask(ADA, writing(ONE)))).toBe('refused id-taken C3');
    expect(answerOf(play.ask(BEA, writing(ONE)))).toBe('refused id-taken C3');
  });

  test('[G2] a theme must be known', () => {
    const play = listening();
    expect(answerOf(play.ask(ADA, writing(ONE, { themeId: themeIdOf(9) })))).toBe(
      'refused unknown-theme G2',
    );
    expect(answerOf(play.ask(ADA, writing(ONE, { themeId: themeIdOf(2) })))).toBe('accepted');
  });

  test('[C5] a seat writes 2,000 cards and no more, withdrawn ones counted', () => {
    const play = listening();
    for (let n = 0; n < LIMITS.cardsPerSeat; n += 1) play.accept(ADA, writing(cardIdOf(n)));
    play.accept(ADA, { type: 'withdrawCard', cardId: cardIdOf(0) });
    expect(answerOf(play.ask(ADA, writing(cardIdOf(5_000))))).toBe('refused seat-quota C5');
    expect(answerOf(play.ask(BEA, writing(cardIdOf(5_000))))).toBe('accepted');
  });

  test('[C5] a workshop holds 20,000 cards and no more', () => {
    const play = listening();
    const card = play.write(ADA, ONE).state.cards.get(ONE);
    if (card === undefined) throw new Error('the card is not there');
    let { cards } = play.state;
    for (let n = 2; n <= LIMITS.cards; n += 1) {
      cards = cards.set(cardIdOf(n), { ...card, id: cardIdOf(n), author: null });
    }
    play.state = { ...play.state, cards };
    expect(cards.size).toBe(LIMITS.cards);
    expect(answerOf(play.ask(BEA, writing(cardIdOf(30_000))))).toBe('refused workshop-quota C5');
  });

  test('[C6] what was written for a phase that is over is held as late, twenty a seat', () => {
    const play = listening().enter('cluster');
    for (let n = 0; n < LIMITS.latePerSeat; n += 1) {
      play.accept(ADA, writing(cardIdOf(n), { writtenIn: 'write' }));
      expect(play.state.cards.get(cardIdOf(n))).toMatchObject({ status: 'held', heldFor: 'late' });
    }
    expect(answerOf(play.ask(ADA, writing(cardIdOf(50), { writtenIn: 'write' })))).toBe(
      'refused late-quota C6',
    );
    expect(answerOf(play.ask(ADA, writing(cardIdOf(50), { writtenIn: 'share' })))).toBe(
      'refused wrong-phase A1',
    );
    expect(answerOf(play.ask(BEA, writing(cardIdOf(50), { writtenIn: 'write' })))).toBe('accepted');
  });

  test('[C8] where a new card goes depends on the phase, the review and the role', () => {
    const arrival = (
      review: Review,
      phase: 'listen' | 'write' | 'follow-up',
      role: 'contributor' | 'participant' | 'antenna' | 'facilitator',
      kind: 'need' | 'offer' = 'need',
    ) => {
      const play = Play.open({ review }).sit(ADA, role).enter(phase);
      play.accept(ADA, writing(ONE, { kind, writtenIn: phase }));
      const card = play.state.cards.get(ONE);
      return `${card?.status} ${card?.heldFor ?? ''}`.trim();
    };
    expect(arrival('off', 'listen', 'contributor')).toBe('published');
    expect(arrival('remote', 'listen', 'contributor')).toBe('held review');
    expect(arrival('remote', 'listen', 'antenna')).toBe('held review');
    expect(arrival('remote', 'listen', 'participant')).toBe('published');
    expect(arrival('all', 'listen', 'participant')).toBe('held review');
    expect(arrival('all', 'listen', 'facilitator')).toBe('published');
    expect(arrival('all', 'write', 'participant')).toBe('draft');
    expect(arrival('off', 'write', 'facilitator')).toBe('draft');
    expect(arrival('off', 'follow-up', 'contributor')).toBe('held next-round');
    expect(arrival('off', 'follow-up', 'facilitator')).toBe('held next-round');
    expect(arrival('off', 'follow-up', 'facilitator', 'offer')).toBe('published');
  });

  test('[C9] a card is signed only where the author chose to', () => {
    const play = listening();
    play.accept(ADA, writing(ONE, { signed: true })).accept(ADA, writing(TWO, { signed: false }));
    expect(play.state.cards.get(ONE)?.signedAs).toBe('Ada');
    expect(play.state.cards.get(TWO)?.signedAs).toBeNull();
  });
});

describe('editCard', () => {
  test('[A3] the author changes words, language and theme; the same words change nothing', () => {
    const play = listening().write(ADA, ONE).accept(ADA, editing());
    expect(play.state.cards.get(ONE)).toMatchObject({
      text: 'Altre parole',
      language: 'en',
      themeId: themeIdOf(1),
      author: ADA,
    });
    expect(play.ask(ADA, editing())).toEqual([]);
    expect(answerOf(play.ask(BEA, editing()))).toBe('refused not-yours A3');
  });

  test('[C1] [C4] [G2] refuses an empty text, a withdrawn card, an unknown theme', () => {
    const play = listening().write(ADA, ONE);
    expect(answerOf(play.ask(ADA, editing(ONE, ' ')))).toBe('refused text-empty C1');
    expect(
      answerOf(play.ask(ADA, { ...writing(ONE), type: 'editCard', themeId: themeIdOf(9) })),
    ).toBe('refused unknown-theme G2');
    play.accept(ADA, { type: 'withdrawCard', cardId: ONE });
    expect(answerOf(play.ask(ADA, editing()))).toBe('refused already-withdrawn C4');
  });
});

describe('what one may not read', () => {
  test('[C2] a hidden card and one that does not exist are refused in the same words', () => {
    const play = Play.open();
    for (const [index, role] of ROLES.entries()) if (index > 0) play.sit(seatIdOf(index), role);
    play.enter('write').write(ADA, ONE, 'segreto').write(ADA, TWO, 'segreto');
    play.accept(ADA, { type: 'withdrawCard', cardId: TWO });
    for (const phase of ['write', 'listen', 'share'] as const) {
      play.enter(phase);
      for (const index of ROLES.keys()) {
        const seatId = seatIdOf(index);
        if (seatId === ADA) continue;
        const orders = (cardId: typeof ONE): AnyOrder[] => [
          editing(cardId),
          { type: 'withdrawCard', cardId },
          { type: 'restoreCard', cardId },
          { type: 'placeCard', cardId, clusterId: null, after: null },
          { type: 'mergeCards', intoId: cardId, cardIds: [THREE] },
          { type: 'unmergeCards', cardIds: [cardId] },
        ];
        const said = (cardId: typeof ONE) => orders(cardId).map((order) => play.ask(seatId, order));
        expect(said(ONE)).toEqual(said(cardIdOf(99)));
        expect(said(TWO)).toEqual(said(cardIdOf(99)));
      }
    }
  });
});

describe('withdrawCard and restoreCard', () => {
  test('[C4] a withdrawn card comes back as it was, once', () => {
    const play = listening().write(ADA, ONE);
    const before = play.state.cards.get(ONE);
    expect(answerOf(play.ask(ADA, { type: 'restoreCard', cardId: ONE }))).toBe(
      'refused not-withdrawn C4',
    );
    play.accept(ADA, { type: 'withdrawCard', cardId: ONE });
    expect(play.state.cards.get(ONE)).toMatchObject({
      status: 'withdrawn',
      withdrawnFrom: 'published',
    });
    expect(answerOf(play.ask(ADA, { type: 'withdrawCard', cardId: ONE }))).toBe(
      'refused already-withdrawn C4',
    );
    play.accept(ADA, { type: 'restoreCard', cardId: ONE });
    expect(play.state.cards.get(ONE)).toEqual(before);
  });

  test('[P3] a draft from the bin is on the wall where share is past, and a draft before', () => {
    const play = listening().enter('write').write(ADA, ONE).write(ADA, TWO);
    for (const cardId of [ONE, TWO]) play.accept(ADA, { type: 'withdrawCard', cardId });
    play.enter('share').accept(ADA, { type: 'restoreCard', cardId: ONE });
    expect(play.state.cards.get(ONE)?.status).toBe('draft');
    play.enter('commit').accept(ADA, { type: 'restoreCard', cardId: TWO });
    expect(play.state.cards.get(ONE)?.status).toBe('published');
    expect(play.state.cards.get(TWO)?.status).toBe('published');
  });

  test('[C7] withdrawing frees what was merged into it; restoring one whose head is gone lets it stand alone', () => {
    const play = listening().write(ADA, ONE).write(BEA, TWO).write(ADA, THREE);
    play.accept(OWNER, { type: 'mergeCards', intoId: ONE, cardIds: [TWO, THREE] });
    play.accept(ADA, { type: 'withdrawCard', cardId: THREE });
    play.accept(ADA, { type: 'withdrawCard', cardId: ONE });
    expect(play.state.cards.get(TWO)).toMatchObject({ mergedInto: null, status: 'published' });
    play.accept(ADA, { type: 'restoreCard', cardId: THREE });
    expect(play.state.cards.get(THREE)).toMatchObject({ mergedInto: null, status: 'published' });
  });

  test('[C7] [G6] what a withdrawn card frees stands in a row where it lay, each at a key of its own', () => {
    const play = listening().write(ADA, ONE).write(BEA, TWO).write(BEA, THREE);
    const [last, clusterId] = [cardIdOf(4), clusterIdOf(1)];
    play.write(BEA, last);
    const more = { themeId: null, name: 'Badanti', question: '', x: 0, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId, ...more });
    play.accept(OWNER, { type: 'placeCard', cardId: ONE, clusterId, after: null });
    play.accept(OWNER, { type: 'placeCard', cardId: last, clusterId, after: ONE });
    play.accept(OWNER, { type: 'mergeCards', intoId: ONE, cardIds: [THREE, TWO] });
    play.accept(ADA, { type: 'withdrawCard', cardId: ONE });
    const cards = cardsOfCluster(play.state, clusterId);
    expect(cards.map((card) => card.id)).toEqual([TWO, THREE, last]);
    expect(new Set(cards.map((card) => card.order)).size).toBe(3);
  });

  test('[C7] restoring one whose head is still there lays it under the head again', () => {
    const play = listening().write(ADA, ONE).write(BEA, TWO);
    play.accept(OWNER, { type: 'mergeCards', intoId: ONE, cardIds: [TWO] });
    play.accept(BEA, { type: 'withdrawCard', cardId: TWO });
    play.accept(BEA, { type: 'restoreCard', cardId: TWO });
    expect(play.state.cards.get(TWO)?.mergedInto).toBe(ONE);
  });

  test('[G3] a card withdrawn from a cluster that is gone comes back on the tray', () => {
    const play = listening().write(ADA, ONE);
    const clusterId = clusterIdOf(1);
    const more = { themeId: null, name: 'Badanti', question: '', x: 0, y: 0 };
    play.accept(OWNER, { type: 'createCluster', clusterId, ...more });
    play.accept(OWNER, { type: 'placeCard', cardId: ONE, clusterId, after: null });
    play.accept(ADA, { type: 'withdrawCard', cardId: ONE });
    play.accept(OWNER, { type: 'removeCluster', clusterId });
    play.accept(OWNER, { type: 'restoreCard', cardId: ONE });
    expect(play.state.cards.get(ONE)).toMatchObject({
      status: 'published',
      clusterId: null,
      order: null,
    });
  });
});

describe('approveCard', () => {
  const approving: AnyOrder = { type: 'approveCard', cardId: ONE };

  test('[C10] a late card goes onto the wall, anonymous as it came', () => {
    const play = listening().enter('cluster');
    play.accept(ADA, writing(ONE, { writtenIn: 'write' }));
    expect(answerOf(play.ask(ADA, approving))).toBe('refused wrong-role A6');
    expect(answerOf(play.ask(BEA, approving))).toBe('refused wrong-role A6');
    play.accept(OWNER, approving);
    expect(play.state.cards.get(ONE)).toMatchObject({
      status: 'published',
      heldFor: null,
      signedAs: null,
    });
    expect(play.ask(OWNER, approving)).toEqual([]);
  });

  test('[C10] not what is no longer held, nor where a consent is missing', () => {
    const play = listening('all').write(ADA, ONE);
    play.accept(ADA, { type: 'withdrawCard', cardId: ONE });
    expect(answerOf(play.ask(OWNER, approving))).toBe('refused unknown-card C2');
    for (const heldFor of ['consent', 'third-person'] as const) {
      const held = listening('all').write(ADA, TWO);
      const card = held.state.cards.get(TWO);
      if (card === undefined) throw new Error('the card is not there');
      const cards = held.state.cards.set(TWO, { ...card, heldFor });
      held.state = { ...held.state, cards };
      expect(answerOf(held.ask(OWNER, { type: 'approveCard', cardId: TWO }))).toBe(
        'refused consent-missing C10',
      );
    }
    const bin = listening().write(ADA, THREE).accept(ADA, { type: 'withdrawCard', cardId: THREE });
    expect(answerOf(bin.ask(OWNER, { type: 'approveCard', cardId: THREE }))).toBe(
      'refused not-held C10',
    );
  });

  test('[A6] [W3] in the phases of the queue, and not in a closed workshop', () => {
    const play = listening('all').write(ADA, ONE).enter('prioritise');
    expect(answerOf(play.ask(OWNER, approving))).toBe('refused wrong-phase A6');
    play.enter('cluster').accept(OWNER, { type: 'closeWorkshop' });
    expect(answerOf(play.ask(OWNER, approving))).toBe('refused closed W3');
  });
});
