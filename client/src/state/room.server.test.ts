/** Rooms against the real server: real HTTP, socket.io, y-websocket, and a disk that is killed. */
import { boardSeq, readWall } from '@tavolo/documents';
import type { CardId, ClusterId, Order } from '@tavolo/model';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type * as Y from 'yjs';
import { openBoardSync } from '../connection/board-sync.ts';
import { deviceClock } from '../connection/clock.ts';
import { newId } from '../connection/ids.ts';
import { type LiveEvents, openLive } from '../connection/live.ts';
import type { Room } from './contract.ts';
import { Browser, RealServer, seen, until } from './testing/real-server.ts';

let server: RealServer;
const rooms: Room[] = [];

beforeAll(async () => {
  server = await RealServer.start();
}, 90_000);
afterEach(() => {
  for (const room of rooms.splice(0)) room.close();
});
afterAll(() => server.close());

interface Meeting {
  readonly workshopId: string;
  readonly facilitator: Browser;
  readonly leads: Room;
  readonly joins: Room;
  readonly participant: Browser;
}

/** A workshop where needs are gathered, with two people in it. */
async function meet(): Promise<Meeting> {
  const facilitator = new Browser(server);
  const { workshopId, joinCode } = await facilitator.create();
  const participant = new Browser(server);
  await participant.post('/api/join', { code: joinCode, name: 'Ada' });
  const [leads, joins] = [facilitator.open(workshopId), participant.open(workshopId)];
  rooms.push(leads, joins);
  await seen(leads, ({ opening }) => opening.is === 'ready');
  expect(leads.send({ type: 'moveToPhase', phase: 'listen', afterS: 0 })).toBeNull();
  await seen(
    joins,
    ({ opening, workshop }) => opening.is === 'ready' && workshop.phase === 'listen',
  );
  return { workshopId, facilitator, leads, joins, participant };
}

function need(text: string): Order & { cardId: CardId } {
  return {
    type: 'writeCard',
    cardId: newId<CardId>(),
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  };
}

const texts = (room: Room) =>
  [...room.get().workshop.cards.values()].map(({ text }) => text).sort();
const isSaved = (room: Room) => seen(room, ({ saving }) => saving.is === 'saved');

test('a change is shown at once, is saved, and reaches the other', async () => {
  const { leads, joins } = await meet();
  const order = need('Un posto dove aspettare');
  expect(joins.send(order)).toBeNull();
  expect(texts(joins)).toEqual(['Un posto dove aspettare']);
  expect(joins.get().saving).toEqual({ is: 'saving', waiting: 1 });
  await isSaved(joins);
  await seen(leads, ({ workshop }) => workshop.cards.size === 1);
  expect(leads.get().workshop.cards.get(order.cardId)?.author).toBeNull();
  await seen(joins, ({ workshop, me }) => workshop.cards.get(order.cardId)?.author === me?.id);
  await seen(leads, ({ counts, roster }) => counts?.present === 2 && roster?.length === 2);
});

test('two people who change the same see the same in the end', async () => {
  const { leads, joins } = await meet();
  const [one, two] = [need('uno'), need('due')];
  joins.send([one, two]);
  await isSaved(joins);
  leads.send({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  await seen(joins, ({ workshop }) => workshop.phase === 'cluster');
  const [left, right] = ['Casa', 'Cura'].map((name) => ({
    type: 'createCluster' as const,
    clusterId: newId<ClusterId>(),
    themeId: null,
    name,
    question: '',
    x: 0,
    y: 0,
  }));
  if (left === undefined || right === undefined) throw new Error('two clusters');
  expect(leads.send([left, right])).toBeNull();
  await seen(joins, ({ workshop }) => workshop.clusters.size === 2);
  for (let round = 0; round < 10; round += 1) {
    const [a, b] = round % 2 === 0 ? [left, right] : [right, left];
    leads.send({ type: 'placeCard', cardId: one.cardId, clusterId: a.clusterId, after: null });
    joins.send({ type: 'placeCard', cardId: one.cardId, clusterId: b.clusterId, after: null });
  }
  await isSaved(leads);
  await isSaved(joins);
  const placeOf = (room: Room) => room.get().workshop.cards.get(one.cardId)?.clusterId;
  await until(() => placeOf(leads) === placeOf(joins) && placeOf(leads) !== null);
  expect(leads.get().refused).toEqual([]);
  expect(joins.get().refused).toEqual([]);
});

test('what the server refuses is taken back, and its words are kept', async () => {
  const { leads, joins } = await meet();
  leads.send({ type: 'moveToPhase', phase: 'write', afterS: 0 });
  await seen(joins, ({ workshop }) => workshop.phase === 'write');
  // Only the server knows that this id is taken: the other's draft is hidden from this page.
  const hidden = need('riservato');
  leads.send(hidden);
  await isSaved(leads);
  const order = { ...need('Asilo vicino'), cardId: hidden.cardId };
  expect(joins.send(order)).toBeNull();
  expect(texts(joins)).toEqual(['Asilo vicino']);
  await seen(joins, ({ refused }) => refused.length === 1);
  expect(joins.get().refused[0]).toMatchObject({ kind: 'id-taken', text: 'Asilo vicino' });
  expect(joins.get().refused[0]?.message).toBe('C’è già. Ricarica la pagina e riprova.');
  expect(texts(joins)).toEqual([]);
  expect(joins.get().saving).toEqual({ is: 'saved' });
  expect(texts(leads)).toEqual(['riservato']);
});

test('the server is killed: three changes wait, and are there once after its return', async () => {
  const { leads, joins } = await meet();
  joins.send(need('prima'));
  await isSaved(joins);
  await server.kill();
  await seen(joins, ({ saving }) => saving.is === 'offline');
  for (const text of ['uno', 'due', 'tre']) expect(joins.send(need(text))).toBeNull();
  expect(joins.get().saving).toEqual({ is: 'offline', waiting: 3 });
  await server.run();
  await isSaved(joins);
  await seen(leads, ({ workshop }) => workshop.cards.size === 4);
  for (const room of [leads, joins]) expect(texts(room)).toEqual(['due', 'prima', 'tre', 'uno']);
}, 90_000);

test('an old copy is left once, and the truth is shown', async () => {
  const { workshopId, joins, participant } = await meet();
  joins.send(need('vero'));
  await isSaved(joins);
  const shown: { doc: Y.Doc; epoch: string; synced: boolean }[] = [];
  let dialed = 0;
  const Socket = participant.Socket;
  class Counted extends Socket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      dialed += 1;
    }
  }
  const board = openBoardSync(
    {
      workshopId,
      seatId: joins.get().me?.id ?? '',
      clock: deviceClock,
      socketOrigin: server.origin.replace('http', 'ws'),
      Socket: Counted,
    },
    {
      show: (doc, epoch, synced) => shown.push({ doc, epoch, synced }),
      synced: () => undefined,
      noCopy: () => undefined,
      refused: (why) => {
        throw new Error(why);
      },
      presence: () => undefined,
    },
  );
  board.open('0.0');
  await until(() => shown.length > 0);
  const [first] = shown;
  expect(first).toMatchObject({ synced: true });
  expect(first?.epoch).not.toBe('0.0');
  expect(dialed).toBe(2);
  if (first === undefined) throw new Error('nothing was shown');
  expect(boardSeq(first.doc)).toBeGreaterThan(0);
  expect([...readWall(first.doc).cards.values()].map(({ text }) => text)).toEqual(['vero']);
  board.close();
  expect(shown).toHaveLength(1);
});

test('a seat whose lost lines are still counted comes back by itself once they are gone', async () => {
  const browser = new Browser(server);
  const { workshopId } = await browser.create();
  const lost = Array.from(
    { length: 20 },
    () => new browser.Socket(`${server.origin.replace('http', 'ws')}/sync/${workshopId}/board`),
  );
  await until(() => lost.every(({ readyState }) => readyState === 1));
  const heard: string[] = [];
  // Whatever else it is told does not matter here.
  const events = new Proxy({} as LiveEvents, { get: (_, name) => () => heard.push(String(name)) });
  const { origin } = server;
  const live = openLive({ workshopId, origin, headers: browser.headers }, events);
  try {
    await until(() => heard.includes('down'));
    expect(heard).not.toContain('up');
    for (const socket of lost) socket.close();
    await until(() => heard.includes('up'));
  } finally {
    live.close();
  }
});

test('others are seen with their cursor, under the name the server knows', async () => {
  const { leads, joins } = await meet();
  joins.presence.show({ cursor: { x: 12, y: 34 } });
  await until(() => leads.presence.get().some(({ cursor }) => cursor?.x === 12));
  expect(leads.presence.get()).toMatchObject([{ name: 'Ada', cursor: { x: 12, y: 34 } }]);
  joins.close();
  await until(() => leads.presence.get().length === 0);
});

test('after a private phase people are seen again without moving a finger', async () => {
  const { leads, joins } = await meet();
  joins.presence.show({ cursor: null });
  await until(() => leads.presence.get().length === 1);
  expect(leads.send({ type: 'moveToPhase', phase: 'write', afterS: 0 })).toBeNull();
  await until(() => leads.presence.get().length === 0);
  await until(() => joins.get().workshop.phase === 'write');
  expect(leads.send({ type: 'moveToPhase', phase: 'share', afterS: 0 })).toBeNull();
  await until(() => joins.get().workshop.phase === 'share');
  await until(() => leads.presence.get().length === 1);
});

test('without a session there is no seat, and without a workshop nothing is found', async () => {
  const { workshopId } = await meet();
  const stranger = new Browser(server).open(workshopId);
  const lost = new Browser(server).open(newId());
  rooms.push(stranger, lost);
  await seen(stranger, ({ opening }) => opening.is === 'no-seat');
  await seen(lost, ({ opening }) => opening.is === 'not-found' || opening.is === 'no-seat');
  expect(stranger.get().workshop.id).toBeNull();
});
