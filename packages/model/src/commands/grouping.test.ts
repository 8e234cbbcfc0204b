/** Commands on clusters, themes and merging: what is accepted, and each refusal. */
import { describe, expect, test } from 'vitest';
import { type AnyOrder, cardsOfCluster, LIMITS, MAX_KEY, trayCards, voicesOf } from '../index.ts';
import { cardIdOf, clusterIdOf, seatIdOf, themeIdOf } from '../testing/ids.ts';
import { answerOf, OWNER, Play } from '../testing/play.ts';

const ADA = seatIdOf(1);
const [ONE, TWO, THREE] = [cardIdOf(1), cardIdOf(2), cardIdOf(3)];
const [HERE, THERE] = [clusterIdOf(1), clusterIdOf(2)];

function creating(change: object = {}): AnyOrder {
  const order = {
    type: 'createCluster',
    clusterId: HERE,
    themeId: null,
    name: 'Badanti',
    question: '',
    x: 0,
    y: 0,
  } as const;
  return { ...order, ...change };
}

function placing(
  cardId: typeof ONE,
  clusterId: typeof HERE | null,
  after: typeof ONE | null = null,
): AnyOrder {
  return { type: 'placeCard', cardId, clusterId, after };
}

/** Three cards on the wall and two clusters, in phase 4. */
function grouping(): Play {
  const play = Play.open().sit(ADA, 'participant').enter('listen');
  play.write(ADA, ONE).write(ADA, TWO).write(ADA, THREE).enter('cluster');
  return play.accept(ADA, creating()).accept(ADA, creating({ clusterId: THERE }));
}

const inHere = (play: Play) => cardsOfCluster(play.state, HERE).map((card) => card.id);

describe('clusters', () => {
  test('[G1] are created once, with a name, and moved and renamed', () => {
    const play = grouping();
    const third = clusterIdOf(3);
    expect(answerOf(play.ask(ADA, creating()))).toBe('refused id-taken G1');
    expect(answerOf(play.ask(ADA, creating({ clusterId: third, name: ' ' })))).toBe(
      'refused text-empty C1',
    );
    expect(
      answerOf(
        play.ask(ADA, creating({ clusterId: third, name: 'x'.repeat(LIMITS.clusterName + 1) })),
      ),
    ).toBe('refused text-too-long C1');
    expect(
      answerOf(
        play.ask(
          ADA,
          creating({ clusterId: third, question: 'x'.repeat(LIMITS.clusterQuestion + 1) }),
        ),
      ),
    ).toBe('refused text-too-long C1');
    expect(answerOf(play.ask(ADA, creating({ clusterId: third, themeId: themeIdOf(9) })))).toBe(
      'refused unknown-theme G2',
    );
    play.accept(ADA, {
      type: 'renameCluster',
      clusterId: HERE,
      name: ' Chi  cura ',
      question: 'Come?',
      themeId: null,
    });
    play.accept(ADA, { type: 'moveCluster', clusterId: HERE, x: 7, y: -8 });
    expect(play.state.clusters.get(HERE)).toMatchObject({
      id: HERE,
      themeId: null,
      name: 'Chi cura',
      question: 'Come?',
      x: 7,
      y: -8,
    });
    expect(play.ask(ADA, { type: 'moveCluster', clusterId: HERE, x: 7, y: -8 })).toEqual([]);
    expect(
      play.ask(ADA, {
        type: 'renameCluster',
        clusterId: HERE,
        name: 'Chi cura',
        question: 'Come?',
        themeId: null,
      }),
    ).toEqual([]);
  });

  test('[G1] renaming may give another theme, or none', () => {
    const play = grouping();
    const naming = {
      type: 'renameCluster',
      clusterId: HERE,
      name: 'Chi cura',
      question: '',
    } as const;
    const themeOf = () => play.state.clusters.get(HERE)?.themeId;
    play.accept(ADA, { ...naming, themeId: themeIdOf(2) });
    expect(themeOf()).toBe(themeIdOf(2));
    play.accept(ADA, { ...naming, themeId: null });
    expect(themeOf()).toBeNull();
    expect(answerOf(play.ask(ADA, { ...naming, themeId: themeIdOf(9) }))).toBe(
      'refused unknown-theme G2',
    );
  });

  test('[G1] zero has no sign, in the log as on the board', () => {
    const play = grouping().accept(ADA, { type: 'moveCluster', clusterId: HERE, x: 5, y: -0 });
    expect(Object.is(play.state.clusters.get(HERE)?.y, 0)).toBe(true);
    play.accept(ADA, creating({ clusterId: clusterIdOf(3), x: -0 }));
    expect(Object.is(play.state.clusters.get(clusterIdOf(3))?.x, 0)).toBe(true);
  });

  test('[G1] an unknown cluster is refused by each command that names one', () => {
    const play = grouping();
    const clusterId = clusterIdOf(9);
    for (const order of [
      { type: 'renameCluster', clusterId, name: 'x', question: '', themeId: null },
      { type: 'moveCluster', clusterId, x: 0, y: 0 },
      { type: 'removeCluster', clusterId },
      placing(ONE, clusterId),
    ] as const) {
      expect(answerOf(play.ask(ADA, order))).toBe('refused unknown-cluster G1');
    }
    expect(
      answerOf(
        play.ask(ADA, {
          type: 'renameCluster',
          clusterId: HERE,
          name: '',
          question: '',
          themeId: null,
        }),
      ),
    ).toBe('refused text-empty C1');
  });

  test('[G3] removing one puts its cards back on the tray', () => {
    const play = grouping()
      .accept(ADA, placing(ONE, HERE))
      .accept(ADA, placing(TWO, HERE, ONE));
    play.accept(ADA, { type: 'removeCluster', clusterId: HERE });
    expect(play.state.clusters.has(HERE)).toBe(false);
    expect(trayCards(play.state).map((card) => card.id)).toEqual([ONE, TWO, THREE]);
  });
});

describe('limits', () => {
  test('[G7] a workshop holds 1,000 clusters and no more; removing one makes room', () => {
    const play = grouping();
    const more = clusterIdOf(LIMITS.clusters + 1);
    for (let n = play.state.clusters.size + 1; n <= LIMITS.clusters; n += 1) {
      play.accept(ADA, creating({ clusterId: clusterIdOf(n) }));
    }
    expect(answerOf(play.ask(ADA, creating({ clusterId: more })))).toBe('refused cluster-quota G7');
    play.accept(ADA, { type: 'removeCluster', clusterId: THERE });
    expect(answerOf(play.ask(ADA, creating({ clusterId: more })))).toBe('accepted');
  });

  test('[G7] a workshop holds 100 themes and no more', () => {
    const play = grouping();
    const theme = (n: number): AnyOrder => ({
      type: 'createTheme',
      themeId: themeIdOf(n),
      name: 'Redditi',
      colour: 'income',
    });
    for (let n = play.state.themes.size + 1; n <= LIMITS.themes; n += 1) {
      play.accept(OWNER, theme(n));
    }
    expect(answerOf(play.ask(OWNER, theme(LIMITS.themes + 1)))).toBe('refused theme-quota G7');
  });
});

describe('placeCard', () => {
  test('[G4] behind its neighbour, at the start without one, at the end where it has vanished', () => {
    const play = grouping()
      .accept(ADA, placing(ONE, HERE))
      .accept(ADA, placing(TWO, HERE, ONE));
    expect(inHere(play)).toEqual([ONE, TWO]);
    play.accept(ADA, placing(THREE, HERE, ONE));
    expect(inHere(play)).toEqual([ONE, THREE, TWO]);
    play.accept(ADA, placing(TWO, HERE, null));
    expect(inHere(play)).toEqual([TWO, ONE, THREE]);
    play.accept(ADA, placing(TWO, HERE, cardIdOf(99)));
    expect(inHere(play)).toEqual([ONE, THREE, TWO]);
    expect(play.ask(ADA, placing(THREE, HERE, ONE))).toEqual([]);
    play.accept(OWNER, placing(THREE, THERE)).accept(ADA, placing(THREE, HERE, TWO));
    expect(inHere(play)).toEqual([ONE, TWO, THREE]);
    play.accept(ADA, placing(ONE, null));
    expect(play.ask(ADA, placing(ONE, null))).toEqual([]);
    expect(inHere(play)).toEqual([TWO, THREE]);
  });

  test('[G6] [G4] always inserting at one spot renumbers the cluster and keeps its order', () => {
    const play = grouping()
      .accept(ADA, placing(ONE, HERE))
      .accept(ADA, placing(TWO, HERE, ONE));
    let renumbered = 0;
    const wanted: string[] = [ONE];
    for (let n = 0; n < 450; n += 1) {
      const cardId = cardIdOf(100 + n);
      play.enter('listen').write(ADA, cardId).enter('cluster');
      const outcome = play.try(ADA, placing(cardId, HERE, ONE));
      if (Array.isArray(outcome) && outcome.some(({ type }) => type === 'cardsRenumbered'))
        renumbered += 1;
      wanted.splice(1, 0, cardId);
    }
    wanted.push(TWO);
    expect(renumbered).toBeGreaterThan(0);
    expect(inHere(play)).toEqual(wanted);
    for (const card of cardsOfCluster(play.state, HERE))
      expect(card.order?.length).toBeLessThanOrEqual(MAX_KEY);
  });
});

describe('merging', () => {
  test('[G5] originals stay reachable, are not placed or merged again, and come back behind their head', () => {
    const play = grouping()
      .accept(OWNER, placing(ONE, HERE))
      .accept(OWNER, placing(THREE, HERE, ONE));
    const merge = (intoId: typeof ONE, ...cardIds: (typeof ONE)[]): AnyOrder => ({
      type: 'mergeCards',
      intoId,
      cardIds,
    });
    expect(answerOf(play.ask(OWNER, merge(ONE, ONE)))).toBe('refused merge-with-itself G5');
    expect(answerOf(play.ask(OWNER, merge(ONE, cardIdOf(99))))).toBe('refused unknown-card C2');
    expect(answerOf(play.ask(OWNER, merge(cardIdOf(99), ONE)))).toBe('refused unknown-card C2');
    expect(answerOf(play.ask(OWNER, { type: 'unmergeCards', cardIds: [TWO] }))).toBe(
      'refused not-merged G5',
    );
    play.accept(OWNER, merge(ONE, TWO, TWO));
    expect(voicesOf(play.state, ONE).map((card) => card.id)).toEqual([TWO]);
    expect(trayCards(play.state)).toEqual([]);
    expect(answerOf(play.ask(OWNER, placing(TWO, THERE)))).toBe('refused already-merged G5');
    expect(answerOf(play.ask(OWNER, merge(THREE, TWO)))).toBe('refused already-merged G5');
    expect(answerOf(play.ask(OWNER, merge(TWO, THREE)))).toBe('refused already-merged G5');
    play.accept(OWNER, { type: 'unmergeCards', cardIds: [TWO] });
    expect(inHere(play)).toEqual([ONE, TWO, THREE]);
  });

  test('[G5] merges may lie upon merges, and all voices are found', () => {
    const play = grouping();
    play.accept(OWNER, { type: 'mergeCards', intoId: TWO, cardIds: [THREE] });
    play.accept(OWNER, { type: 'mergeCards', intoId: ONE, cardIds: [TWO] });
    expect(voicesOf(play.state, ONE).map((card) => card.id)).toEqual([TWO, THREE]);
  });
});

describe('themes', () => {
  test('[G2] [W5] are created once, with a name of 1 to 80 characters, and renamed', () => {
    const play = grouping();
    const create = (n: number, name: string): AnyOrder => ({
      type: 'createTheme',
      themeId: themeIdOf(n),
      name,
      colour: 'income',
    });
    expect(answerOf(play.ask(OWNER, create(1, 'Redditi')))).toBe('refused id-taken G2');
    expect(answerOf(play.ask(OWNER, create(3, '')))).toBe('refused text-empty C1');
    expect(answerOf(play.ask(OWNER, create(3, 'x'.repeat(LIMITS.themeName + 1))))).toBe(
      'refused text-too-long C1',
    );
    play.accept(OWNER, create(3, 'Redditi'));
    expect(play.state.themes.get(themeIdOf(3))).toMatchObject({ name: 'Redditi', position: 2 });
    const rename = (n: number, name: string): AnyOrder => ({
      type: 'renameTheme',
      themeId: themeIdOf(n),
      name,
    });
    expect(answerOf(play.ask(OWNER, rename(9, 'x')))).toBe('refused unknown-theme G2');
    expect(answerOf(play.ask(OWNER, rename(3, ' ')))).toBe('refused text-empty C1');
    expect(play.ask(OWNER, rename(3, 'Redditi'))).toEqual([]);
    play.accept(OWNER, rename(3, 'Reddito'));
    expect(play.state.themes.get(themeIdOf(3))?.name).toBe('Reddito');
  });
});
