/// <reference types="node" />
/** The board over random logs: it is the wall, always the same bytes, and holds no secret. */
import {
  type AmendmentId,
  type CardId,
  type ClusterId,
  decide,
  eventsOf,
  evolveAll,
  metaOf,
  type Order,
  PHASES,
  type ProposalId,
  type RoundId,
  SERVER,
  type SeatId,
  seatActor,
  Table,
  type TableId,
  type ThemeId,
  touchedBy,
  UNOPENED,
  type Workshop,
  type WorkshopEvent,
  type WorkshopId,
  wallOf,
} from '@tavolo/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { boardSeq, emptyBoard, observeBoard, project, readWall, updateWall } from './index.ts';

const id = (family: number, n: number) =>
  `00000000-0000-4000-8${family.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`;
const seatIds = [0, 1, 2, 3].map((n) => id(2, n) as SeatId);
const OWNER = id(2, 0) as SeatId;
const card = fc.nat(9).map((n) => id(5, n) as CardId);
const cluster = fc.nat(3).map((n) => id(4, n) as ClusterId);
const table = fc.nat(2).map((n) => id(8, n) as TableId);
const proposal = fc.nat(2).map((n) => id(9, n) as ProposalId);
const round = fc.nat(1).map((n) => id(10, n) as RoundId);
const place = fc.option(cluster, { freq: 4 });
const x = fc.integer({ min: -90, max: 90 });
const words = fc.constantFrom('uno', 'due', 'tre');
const canaryOf = (cardId: string) => `canary-${cardId.slice(-3)}`;

const order: fc.Arbitrary<Order> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(card, fc.constantFrom(...PHASES), fc.boolean()).map(
      ([cardId, writtenIn, signed]): Order => ({
        type: 'writeCard',
        cardId,
        kind: 'need',
        text: canaryOf(cardId),
        language: 'it',
        themeId: null,
        signed,
        writtenIn,
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(card, words).map(
      ([cardId, more]): Order => ({
        type: 'editCard',
        cardId,
        text: `${canaryOf(cardId)} ${more}`,
        language: 'it',
        themeId: null,
      }),
    ),
  },
  { weight: 2, arbitrary: card.map((cardId): Order => ({ type: 'withdrawCard', cardId })) },
  { weight: 2, arbitrary: card.map((cardId): Order => ({ type: 'restoreCard', cardId })) },
  {
    weight: 3,
    arbitrary: fc.tuple(cluster, words, x).map(
      ([clusterId, name, at]): Order => ({
        type: 'createCluster',
        clusterId,
        themeId: null,
        name,
        question: '',
        x: at,
        y: at,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(cluster, x)
      .map(([clusterId, at]): Order => ({ type: 'moveCluster', clusterId, x: at, y: 0 })),
  },
  {
    weight: 1,
    arbitrary: cluster.map((clusterId): Order => ({ type: 'removeCluster', clusterId })),
  },
  {
    weight: 8,
    arbitrary: fc
      .tuple(card, place, fc.option(card))
      .map(
        ([cardId, clusterId, after]): Order => ({ type: 'placeCard', cardId, clusterId, after }),
      ),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(card, card)
      .map(([intoId, cardId]): Order => ({ type: 'mergeCards', intoId, cardIds: [cardId] })),
  },
  {
    weight: 2,
    arbitrary: card.map((cardId): Order => ({ type: 'unmergeCards', cardIds: [cardId] })),
  },
  {
    weight: 1,
    arbitrary: words.map((title): Order => ({ type: 'editWorkshop', title })),
  },
  {
    weight: 1,
    arbitrary: words.map(
      (name): Order => ({ type: 'renameTheme', themeId: id(3, 1) as ThemeId, name }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(round, cluster).map(
      ([roundId, item]): Order => ({
        type: 'openRound',
        roundId,
        over: 'clusters',
        items: [item],
        dotsPerSeat: 3,
        capPerItem: 3,
        remote: true,
        openLink: false,
        closesAt: null,
      }),
    ),
  },
  { weight: 1, arbitrary: round.map((roundId): Order => ({ type: 'closeRound', roundId })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(round, cluster)
      .map(([roundId, item]): Order => ({ type: 'setDots', roundId, item, n: 1, version: 1 })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.option(table), fc.nat(90))
      .map(
        ([tableId, s]): Order => ({ type: 'setTimer', tableId, action: 'start', seconds: s + 1 }),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .boolean()
      .map((on): Order => ({ type: 'setLock', scope: { themeId: id(3, 1) as ThemeId }, on })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(table, words)
      .map(([tableId, name]): Order => ({ type: 'createTable', tableId, name })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom(...seatIds), fc.option(table))
      .map(([seatId, tableId]): Order => ({ type: 'assignTable', seatId, tableId })),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(proposal, table, cluster, words).map(
      ([proposalId, tableId, clusterId, title]): Order => ({
        type: 'createProposal',
        proposalId,
        tableId,
        clusterIds: [clusterId],
        title,
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(proposal, words, fc.constantFrom('title', 'problem')).map(
      ([proposalId, value, field]): Order => ({
        type: 'editProposalField',
        proposalId,
        field: field as 'title' | 'problem',
        value,
      }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(proposal, x).map(
      ([proposalId, amount]): Order => ({
        type: 'editProposalField',
        proposalId,
        field: 'costs',
        value: [{ what: 'Avvio', amount: Math.abs(amount), coveredBy: null }],
      }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.nat(3), proposal, words, fc.boolean()).map(
      ([n, proposalId, text, signed]): Order => ({
        type: 'proposeAmendment',
        amendmentId: id(10, n) as AmendmentId,
        proposalId,
        text,
        language: 'it',
        signed,
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        ...PHASES,
        'listen',
        'write',
        'cluster',
        'tables',
        'tables',
        'tables',
        'plenary',
      )
      .map(
        (phase): Order => ({
          type: 'moveToPhase',
          phase: phase as (typeof PHASES)[number],
          afterS: 0,
        }),
      ),
  },
);
const tableId = id(8, 0) as TableId;
const clusterId = id(4, 0) as ClusterId;
const here = { themeId: null, name: 'uno', question: '', x: 0, y: 0 };
/** The way to a proposal in the plenary, which chance alone seldom finds. */
const TO_THE_PLENARY: readonly Order[] = [
  { type: 'moveToPhase', phase: 'tables', afterS: 0 },
  { type: 'createCluster', clusterId, ...here },
  { type: 'createTable', tableId, name: 'uno' },
  {
    type: 'createProposal',
    proposalId: id(9, 0) as ProposalId,
    tableId,
    clusterIds: [clusterId],
    title: 'uno',
  },
  { type: 'moveToPhase', phase: 'plenary', afterS: 0 },
];
const steps = fc
  .tuple(
    fc.boolean(),
    fc.array(fc.tuple(fc.nat(3), order), { minLength: 20, maxLength: 120, size: 'max' }),
  )
  .map(([begun, taken]) =>
    begun ? [...TO_THE_PLENARY.map((each): [number, Order] => [0, each]), ...taken] : taken,
  );

interface Decision {
  readonly before: Workshop;
  readonly after: Workshop;
  readonly events: readonly WorkshopEvent[];
}

/** Decides all steps; owner and one facilitator among four seats, so that much is accepted. */
function logOf(taken: readonly (readonly [number, Order])[]): Decision[] {
  const log: Decision[] = [];
  let state = UNOPENED;
  const run = (outcome: ReturnType<typeof decide>) => {
    const events = eventsOf(outcome) ?? [];
    if (events.length === 0) return;
    const after = evolveAll(state, events);
    log.push({ before: state, after, events });
    state = after;
  };
  const context = { now: 1, seed: 5 };
  run(
    decide(
      state,
      SERVER,
      {
        type: 'openWorkshop',
        workshopId: id(1, 1) as WorkshopId,
        title: 'Cura',
        language: 'it',
        challenge: '',
        audience: 'open',
        review: 'off',
        demonstration: false,
        owner: { seatId: OWNER, name: 'Anna' },
        themes: [{ themeId: id(3, 1) as ThemeId, name: 'Casa', colour: 'housing' }],
      },
      context,
    ),
  );
  for (const [n, seatId] of seatIds.entries()) {
    if (n > 0)
      run(
        decide(
          state,
          SERVER,
          {
            type: 'takeSeat',
            seatId,
            role: n === 1 ? 'facilitator' : 'participant',
            name: `p${n}`,
            kind: null,
            organisation: null,
            language: 'it',
          },
          context,
        ),
      );
  }
  run(
    decide(state, seatActor(OWNER), { type: 'moveToPhase', phase: 'listen', afterS: 0 }, context),
  );
  for (const [seat, wanted] of taken) {
    run(
      decide(
        state,
        seatActor(seatIds[wanted.type === 'moveToPhase' ? 0 : seat] ?? OWNER),
        wanted,
        context,
      ),
    );
  }
  return log;
}

/** Content in one order: a Y.Map's own order tells nothing. */
function dump(state: Workshop) {
  const rows = <V>(table: Table<string, V>) =>
    [...table.entries()].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    meta: metaOf(state),
    themes: rows(state.themes),
    clusters: rows(state.clusters),
    places: rows(state.places),
    cards: rows(state.cards),
    tables: rows(state.tables),
    proposals: rows(state.proposals),
    rounds: rows(state.rounds),
    amendments: rows(state.amendments),
    seats: state.seats.size,
  };
}

function bytesOf(doc: Y.Doc): string {
  return Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64');
}

describe('the board', () => {
  test('[B1] [B3] is the wall after every decision, whole and change by change, and its seq moves with it', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const doc = emptyBoard();
        const reader = new Y.Doc();
        let followed = UNOPENED;
        observeBoard(reader, (change) => {
          const before = followed;
          followed = updateWall(followed, reader, change);
          for (const [cardId, was] of before.cards.entries()) {
            if (!change.cards.has(cardId) && followed.cards.get(cardId) !== was)
              throw new Error('identity lost');
          }
          for (const [proposalId, was] of before.proposals.entries()) {
            if (!change.proposals.has(proposalId) && followed.proposals.get(proposalId) !== was)
              throw new Error('identity lost');
          }
        });
        doc.on('update', (update: Uint8Array) => Y.applyUpdate(reader, update));
        for (const { before, after, events } of logOf(taken)) {
          const seqBefore = boardSeq(doc);
          const changed =
            JSON.stringify(dump(wallOf(before))) !== JSON.stringify(dump(wallOf(after)));
          const { board } = touchedBy(before, after, events);
          const shown = project(doc, before, after, events, board ? seqBefore + 1 : seqBefore);
          if (shown !== board || (changed && !shown))
            throw new Error(`${events[0]?.type}: shown ${shown}, changed ${changed}`);
          expect(boardSeq(doc)).toBe(shown ? seqBefore + 1 : seqBefore);
          expect(boardSeq(reader)).toBe(boardSeq(doc));
          expect(dump(readWall(doc))).toEqual(dump(wallOf(after)));
          expect(dump(followed)).toEqual(dump(wallOf(after)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('[B2] the same log gives the same bytes, twice, and through a snapshot of state and document', () => {
    fc.assert(
      fc.property(steps, fc.double({ min: 0, max: 1, noNaN: true }), (taken, part) => {
        const log = logOf(taken);
        const cut = Math.floor(log.length * part);
        const [once, twice] = [emptyBoard(), emptyBoard()];
        for (const [index, { before, after, events }] of log.entries())
          project(once, before, after, events, index + 1);
        for (const [index, { before, after, events }] of log.slice(0, cut).entries())
          project(twice, before, after, events, index + 1);

        const loaded = emptyBoard();
        Y.applyUpdate(loaded, Y.encodeStateAsUpdate(twice));
        let state = snapshotOf(log[cut - 1]?.after ?? UNOPENED);
        for (const [index, { events }] of log.slice(cut).entries()) {
          const stored = JSON.parse(JSON.stringify(events)) as WorkshopEvent[];
          const next = evolveAll(state, stored);
          project(loaded, state, next, stored, cut + index + 1);
          state = next;
        }
        expect(bytesOf(loaded)).toBe(bytesOf(once));
      }),
      { numRuns: 60 },
    );
  });

  test('[B4] no byte of it, deleted ones too, tells a draft, a held card or an author', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const doc = emptyBoard();
        const everShown = new Set<string>();
        const everWritten = new Set<string>();
        for (const [index, { before, after, events }] of logOf(taken).entries()) {
          project(doc, before, after, events, index + 1);
          for (const { id: cardId, status } of after.cards.values()) {
            everWritten.add(cardId);
            if (status === 'published') everShown.add(cardId);
          }
          const bytes = Buffer.from(Y.encodeStateAsUpdate(doc)).toString('latin1');
          for (const cardId of everWritten) {
            if (
              !everShown.has(cardId) &&
              (bytes.includes(canaryOf(cardId)) || bytes.includes(cardId))
            ) {
              throw new Error(`${cardId} was never shown and is in the document`);
            }
          }
          for (const seatId of seatIds)
            if (bytes.includes(seatId)) throw new Error(`seat ${seatId}`);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the logs reach tables, proposals, their edits and amendments', () => {
    const seen = new Set<string>();
    for (const taken of fc.sample(steps, { seed: 20_261_124, numRuns: 800 }))
      for (const { events } of logOf(taken)) for (const { type } of events) seen.add(type);
    const wanted = ['tableCreated', 'seatAssigned', 'proposalCreated', 'proposalFieldEdited'];
    for (const type of [...wanted, 'amendmentProposed', 'timerSet', 'lockSet'])
      expect([...seen]).toContain(type);
  });

  test('[B3] a draft leaves the document untouched, to the byte', () => {
    const log = logOf([
      [0, { type: 'moveToPhase', phase: 'write', afterS: 0 }],
      [
        2,
        {
          type: 'writeCard',
          cardId: id(5, 1) as CardId,
          kind: 'need',
          text: 'segreto',
          language: 'it',
          themeId: null,
          signed: true,
          writtenIn: 'write',
        },
      ],
    ]);
    const doc = emptyBoard();
    const sizes = log.map(({ before, after, events }) => {
      const touched = touchedBy(before, after, events).board ? 1 : 0;
      project(doc, before, after, events, boardSeq(doc) + touched);
      return [boardSeq(doc), bytesOf(doc)];
    });
    expect(log.at(-1)?.events[0]?.type).toBe('cardWritten');
    expect(sizes.at(-1)).toEqual(sizes.at(-2));
  });
});

/** The state as a snapshot brings it back: through JSON, in another inner order. */
function snapshotOf(state: Workshop): Workshop {
  const again = <K extends string, V>(table: Table<K, V>): Table<K, V> =>
    Table.from(JSON.parse(JSON.stringify([...table.entries()].reverse())) as [K, V][]);
  return {
    ...(JSON.parse(JSON.stringify(metaOf(state))) as ReturnType<typeof metaOf>),
    seats: again(state.seats),
    themes: again(state.themes),
    clusters: again(state.clusters),
    places: again(state.places),
    cards: again(state.cards),
    tables: again(state.tables),
    proposals: again(state.proposals),
    rounds: again(state.rounds),
    hands: again(state.hands),
    ballots: again(state.ballots),
    amendments: again(state.amendments),
  };
}
