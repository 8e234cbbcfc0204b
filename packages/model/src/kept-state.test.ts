/// <reference types="node" />
/**
 * What any event does to a state and to the numbers is fingerprinted: where that changes,
 * snapshots made before must not be believed. Raise STATE_VERSION and write the new
 * fingerprint beside it. (That a kept state comes back whole: [E2] in `evolve.property.test.ts`.)
 */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { EventType, WorkshopEvent } from './events.ts';
import { evolve } from './evolve.ts';
import { touchedBy } from './feeds.ts';
import { keptState, STATE_VERSION } from './kept-state.ts';
import { Numbers } from './numbers.ts';
import { emptySheet } from './proposals.ts';
import {
  amendmentIdOf,
  cardIdOf,
  clusterIdOf,
  placeIdOf,
  proposalIdOf,
  roundIdOf,
  seatIdOf,
  tableIdOf,
  themeIdOf,
  workshopIdOf,
} from './testing/ids.ts';
import { UNOPENED } from './workshop.ts';

const FINGERPRINTS: Readonly<Record<number, string>> = {
  1: '6d18d00716b7efd4',
  2: '48f6cd839e9f903a',
  3: '7af3cf9761b7b44a',
  4: '7d42c2d144390dd9',
  5: '81272907d95a01e7',
};

type What<Type extends EventType> = Omit<Extract<WorkshopEvent, { type: Type }>, 'type'>;

const card = {
  id: cardIdOf(1),
  kind: 'need',
  text: 'Serve un aiuto',
  language: 'it',
  themeId: null,
  clusterId: null,
  order: null,
  mergedInto: null,
  signedAs: null,
  placeId: null,
} as const;

/** One of each, in an order in which each has an effect; a new event does not compile without its place here. */
const HAPPENED: { readonly [Type in EventType]: What<Type> } = {
  workshopOpened: {
    workshopId: workshopIdOf(1),
    title: 'Prendersi cura',
    language: 'it',
    challenge: 'Come?',
    audience: 'mixed',
    review: 'off',
    demonstration: false,
  },
  seatTaken: {
    seat: {
      id: seatIdOf(1),
      role: 'participant',
      name: 'Anna',
      kind: null,
      organisation: null,
      language: 'it',
      owner: true,
    },
  },
  roleSet: { seatId: seatIdOf(1), role: 'facilitator' },
  tableCreated: { table: { id: tableIdOf(1), name: 'Uno', position: 0 } },
  seatAssigned: { seatId: seatIdOf(1), tableId: tableIdOf(1) },
  themeCreated: { theme: { id: themeIdOf(1), name: 'Casa', colour: 'housing', position: 0 } },
  themeRenamed: { themeId: themeIdOf(1), name: 'Abitare' },
  placeAdded: { place: { id: placeIdOf(1), kind: 'shop', name: 'Farmacia', zone: null } },
  clusterCreated: {
    cluster: { id: clusterIdOf(1), themeId: null, name: 'Di notte', question: '', x: 0, y: 0 },
  },
  clusterRenamed: { clusterId: clusterIdOf(1), name: 'La notte', question: 'Come?' },
  clusterMoved: { clusterId: clusterIdOf(1), x: 40, y: -40 },
  proposalCreated: {
    proposal: {
      id: proposalIdOf(1),
      tableId: tableIdOf(1),
      clusterIds: [clusterIdOf(1)],
      position: 0,
      status: 'draft',
      fields: emptySheet('Sportello'),
      decision: null,
      commitments: [],
      owner: null,
      deputy: null,
      reviewOn: null,
      opening: '',
    },
  },
  proposalFieldEdited: { proposalId: proposalIdOf(1), field: 'problem', value: 'Non c’è' },
  amendmentProposed: {
    amendment: {
      id: amendmentIdOf(1),
      proposalId: proposalIdOf(1),
      text: 'Anche di sera',
      language: 'it',
      signedAs: null,
    },
    author: seatIdOf(1),
  },
  cardWritten: {
    card,
    author: seatIdOf(1),
    status: 'held',
    heldFor: 'review',
    onBehalf: null,
  },
  cardApproved: { cardId: cardIdOf(1) },
  cardEdited: { cardId: cardIdOf(1), text: 'Più aiuto', language: 'it', themeId: themeIdOf(1) },
  cardWithdrawn: { cardId: cardIdOf(1) },
  cardRestored: { cardId: cardIdOf(1) },
  cardsRevealed: { cardIds: [cardIdOf(1)] },
  cardPlaced: { cardId: cardIdOf(1), clusterId: clusterIdOf(1), order: 'a' },
  cardsRenumbered: { orders: [[cardIdOf(1), 'b']] },
  cardsMerged: { intoId: cardIdOf(2), cardIds: [cardIdOf(1)] },
  cardUnmerged: { cardId: cardIdOf(1), clusterId: clusterIdOf(1), order: 'c' },
  clusterAssigned: { clusterId: clusterIdOf(1), tableId: tableIdOf(1) },
  clusterRemoved: { clusterId: clusterIdOf(1) },
  timerSet: { tableId: tableIdOf(1), timer: { is: 'running', endsAt: 9 } },
  lockSet: { lock: { everything: true, themeIds: [themeIdOf(1)] } },
  phasesSet: { plan: [{ phase: 'write', used: false, minutes: 5, instruction: 'Ora' }] },
  tableRenamed: { tableId: tableIdOf(1), name: 'Due' },
  switched: { name: 'selfSeating', on: true },
  spotlightSet: { spotlight: { at: { kind: 'table', id: tableIdOf(1) }, hold: true } },
  readySet: { seatId: seatIdOf(1), ready: true },
  handSet: { seatId: seatIdOf(1), hand: 1 },
  seatAdmitted: { seatId: seatIdOf(1) },
  roundOpened: {
    round: {
      id: roundIdOf(1),
      over: 'proposals',
      items: [proposalIdOf(1)],
      dotsPerSeat: 5,
      capPerItem: 3,
      remote: false,
      openLink: false,
      closesAt: null,
      position: 0,
      result: null,
    },
  },
  handsEntered: {
    hands: { roundId: roundIdOf(1), tableId: tableIdOf(1), item: proposalIdOf(1), n: 3 },
  },
  dotsSet: {
    seatId: seatIdOf(1),
    roundId: roundIdOf(1),
    dots: [{ item: proposalIdOf(1), n: 1, version: 1 }],
  },
  roundClosed: { roundId: roundIdOf(1), result: { voters: 1, eligible: 1, ranking: [] } },
  seatExpelled: { seatId: seatIdOf(1) },
  moveAnnounced: { phase: 'listen', at: 5 },
  moveCancelled: {},
  phaseMoved: { phase: 'share' },
  workshopEdited: { title: 'Cura', challenge: 'Chi?', audience: 'open', language: 'en' },
  workshopClosed: {},
  workshopReopened: {},
  demonstrationCleared: {},
};

test('[E2] what an event does to a state is what snapshots of this version hold', () => {
  let state = UNOPENED;
  const numbers = new Numbers();
  const kept: unknown[] = [];
  for (const [type, what] of Object.entries(HAPPENED)) {
    // The key is the type that the value was written for.
    const event = { type, ...what } as WorkshopEvent;
    const after = evolve(state, event);
    numbers.count(touchedBy(state, after, [event]), after);
    state = after;
    kept.push([type, keptState(state), numbers]);
  }
  const fingerprint = createHash('sha256').update(JSON.stringify(kept)).digest('hex').slice(0, 16);
  expect(fingerprint).toBe(FINGERPRINTS[STATE_VERSION]);
});
