import {
  type CardId,
  type ClusterId,
  cardsOfCluster,
  isRefusal,
  type Order,
  type Refusal,
} from '@tavolo/model';
import { describe, expect, test } from 'vitest';
import { newId } from '../connection/ids.ts';
import type { Room } from './contract.ts';
import { type Person, SimulatedServer } from './testing/simulated-server.ts';

function need(text: string, cardId = newId<CardId>()): Order & { cardId: CardId } {
  return {
    type: 'writeCard',
    cardId,
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  };
}

const group = (name: string): Order & { type: 'createCluster' } => ({
  type: 'createCluster',
  clusterId: newId<ClusterId>(),
  themeId: null,
  name,
  question: '',
  x: 0,
  y: 0,
});

/** A workshop where needs are gathered: a facilitator, and two others. */
async function gathering(): Promise<{ server: SimulatedServer; F: Person; A: Person; B: Person }> {
  const server = SimulatedServer.open(['facilitator', 'participant', 'co-facilitator']);
  const [F, A, B] = server.people;
  if (F === undefined || A === undefined || B === undefined) throw new Error('three people');
  server.perform(F.seatId, { type: 'moveToPhase', phase: 'listen', afterS: 0, cmdId: newId() });
  for (const person of server.people) person.room.subscribe(() => undefined);
  await server.quiet();
  return { server, F, A, B };
}

function toPhase(server: SimulatedServer, F: Person, phase: 'share' | 'cluster' | 'write') {
  return server.perform(F.seatId, { type: 'moveToPhase', phase, afterS: 0, cmdId: newId() });
}

const texts = (room: Room) =>
  [...room.get().workshop.cards.values()].map(({ text }) => text).sort();

describe('opening', () => {
  test('nothing is shown before the board and the own feed are there', async () => {
    const server = SimulatedServer.open(['facilitator']);
    const [F] = server.people;
    if (F === undefined) throw new Error('one person');
    expect(F.room.get().opening.is).toBe('opening');
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    server.clock.draw();
    expect(F.room.get().opening.is).toBe('opening');
    while (F.deliver('live')) server.clock.draw();
    expect(F.room.get().opening.is).toBe('opening');
    await server.quiet();
    expect(F.room.get().opening.is).toBe('ready');
    expect(F.room.get().workshop.title).toBe('Prova');
    expect(F.room.get().me?.role).toBe('facilitator');
  });

  test('without a network and without a copy it fails, and a retry opens it', async () => {
    const server = SimulatedServer.open(['facilitator']);
    const [F] = server.people;
    if (F === undefined) throw new Error('one person');
    F.drop();
    F.room.get();
    await server.quiet();
    expect(F.room.get().opening).toEqual({ is: 'failed', message: 'connection.unreachable' });
    expect(F.room.get().workshop.id).toBeNull();
    F.rejoin();
    F.room.retry();
    await server.quiet();
    expect(F.room.get().opening.is).toBe('ready');
  });

  test('a server that answers HTTP but no socket is told as a failure, not as an empty board', async () => {
    const server = SimulatedServer.open(['facilitator']);
    const [F] = server.people;
    if (F === undefined) throw new Error('one person');
    F.room.get();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
    F.loseBoard();
    server.clock.pass(25_000);
    await server.quiet();
    expect(F.room.get().opening.is).toBe('failed');
  });
});

describe('a change of one’s own', () => {
  test('is shown at once, acknowledged, and settles without a gap', async () => {
    const { server, A } = await gathering();
    const order = need('Un posto dove aspettare');
    expect(A.room.send(order)).toBeNull();
    expect(texts(A.room)).toEqual(['Un posto dove aspettare']);
    expect(A.room.get().saving).toEqual({ is: 'saving', waiting: 1 });
    expect(A.room.get().waiting.has(order.cardId)).toBe(true);
    // The answer overtakes the board, and the board overtakes nothing.
    A.deliver('up');
    while (A.deliver('live')) server.clock.draw();
    expect(A.room.get().saving).toEqual({ is: 'saved' });
    expect(A.room.get().waiting.size).toBe(0);
    expect(texts(A.room)).toEqual(['Un posto dove aspettare']);
    await server.quiet();
    expect(texts(A.room)).toEqual(['Un posto dove aspettare']);
    expect(A.room.get().workshop.cards.get(order.cardId)?.author).toBe(A.seatId);
  });

  test('that the local rules refuse is not sent', async () => {
    const { server, A } = await gathering();
    const no = A.room.send(group('Casa')) as Refusal;
    expect(no.kind).toBe('wrong-phase');
    expect(A.room.send(need('   '))?.kind).toBe('text-empty');
    await server.quiet();
    expect(server.decided).toHaveLength(0);
    expect(A.room.get().refused).toHaveLength(0);
  });

  test('of several orders is all or nothing', async () => {
    const { A } = await gathering();
    expect(isRefusal(A.room.send([need('uno'), need('')]))).toBe(true);
    expect(texts(A.room)).toEqual([]);
  });

  test('that the server refuses is taken back, with its reason and its text', async () => {
    const { server, F, A } = await gathering();
    const order = need('Asilo vicino');
    A.room.send(order);
    // The phase moves before the command arrives, so far that writing is over for everybody.
    server.perform(F.seatId, { type: 'closeWorkshop', cmdId: newId() });
    await server.quiet();
    expect(texts(A.room)).toEqual([]);
    expect(A.room.get().refused).toMatchObject([
      { kind: 'closed', message: 'no: closed', text: 'Asilo vicino', order },
    ]);
    expect(A.room.get().undoable).toBeNull();
    expect(A.room.get().saving).toEqual({ is: 'saved' });
    A.room.dismiss(A.room.get().refused[0]?.id ?? '');
    await server.quiet();
    expect(A.room.get().refused).toEqual([]);
  });

  test('waits when the server is too busy or cannot save, and arrives once', async () => {
    const { server, A } = await gathering();
    server.notNow = { kind: 'too-many', retryAfter: 3_000 };
    A.room.send(need('uno'));
    A.room.send(need('due'));
    await server.quiet();
    expect(A.room.get().saving).toEqual({ is: 'saving', waiting: 2 });
    server.notNow = { kind: 'not-saving' };
    server.clock.pass(3_000);
    await server.quiet();
    expect(server.decided).toHaveLength(0);
    expect(A.room.get().refused).toEqual([]);
    server.notNow = null;
    for (let second = 0; second < 10; second += 1) {
      server.clock.pass(1_000);
      await server.quiet();
    }
    expect(server.decided).toHaveLength(2);
    expect(texts(A.room)).toEqual(['due', 'uno']);
    expect(A.room.get().saving).toEqual({ is: 'saved' });
  });
});

describe('a server whose disk takes nothing', () => {
  test('says so to everybody; what is done meanwhile waits, and is there once, at once, when it is back', async () => {
    const { server, A, B } = await gathering();
    server.setSaves(false);
    await server.quiet();
    expect(A.room.get().saving).toEqual({ is: 'not-saving', waiting: 0 });
    expect(B.room.get().saving).toEqual({ is: 'not-saving', waiting: 0 });
    expect(A.room.send(need('uno'))).toBeNull();
    await server.quiet();
    // Long enough for the pause between two tries to have become long.
    server.clock.pass(60_000);
    await server.quiet();
    expect(A.room.get().saving).toEqual({ is: 'not-saving', waiting: 1 });
    expect(texts(A.room)).toEqual(['uno']);
    expect(texts(B.room)).toEqual([]);
    expect(server.decided).toHaveLength(0);
    server.setSaves(true);
    await server.quiet();
    expect(server.decided).toHaveLength(1);
    expect(texts(B.room)).toEqual(['uno']);
    expect(A.room.get().saving).toEqual({ is: 'saved' });
  });

  test('says so to who comes meanwhile, and a new connection tells anew', async () => {
    const { server, A } = await gathering();
    server.setSaves(false);
    await server.quiet();
    A.drop();
    await server.quiet();
    expect(A.room.get().saving.is).toBe('offline');
    server.setSaves(true);
    A.rejoin();
    await server.quiet();
    expect(A.room.get().saving).toEqual({ is: 'saved' });
  });
});

describe('without a network', () => {
  test('three changes wait, and after the return all are there once', async () => {
    const { server, A, B } = await gathering();
    A.drop();
    await server.quiet();
    for (const text of ['uno', 'due', 'tre']) expect(A.room.send(need(text))).toBeNull();
    expect(A.room.get().saving).toEqual({ is: 'offline', waiting: 3 });
    expect(texts(A.room)).toEqual(['due', 'tre', 'uno']);
    expect(texts(B.room)).toEqual([]);
    A.rejoin();
    await server.quiet();
    expect(A.room.get().saving).toEqual({ is: 'saved' });
    for (const room of [A.room, B.room]) expect(texts(room)).toEqual(['due', 'tre', 'uno']);
    expect(server.decided).toHaveLength(3);
  });

  test('an answer lost on the way is asked for again, and the change counts once', async () => {
    const { server, A, B } = await gathering();
    A.room.send(need('uno'));
    A.deliver('up');
    A.drop();
    expect(server.decided).toHaveLength(1);
    A.rejoin();
    await server.quiet();
    expect(server.decided).toHaveLength(1);
    expect(A.room.get().saving).toEqual({ is: 'saved' });
    expect(texts(B.room)).toEqual(['uno']);
  });

  test('a board message lost in silence is asked for after five seconds', async () => {
    const { server, A } = await gathering();
    const order = need('uno');
    A.room.send(order);
    A.deliver('up');
    A.loseBoard();
    await server.quiet();
    // Still laid over by the client itself; the board has not come.
    expect(texts(A.room)).toEqual(['uno']);
    server.clock.pass(5_100);
    await server.quiet();
    const card = A.room.get().workshop.cards.get(order.cardId);
    expect(card).toMatchObject({ text: 'uno', status: 'published', author: A.seatId });
    // It has left the pending changes: when it is gone from the server it is gone here.
    server.perform(A.seatId, { type: 'withdrawCard', cardId: order.cardId, cmdId: newId() });
    await server.quiet();
    expect(A.room.get().workshop.cards.get(order.cardId)?.status).toBe('withdrawn');
  });
});

test('two people come to see the same, whoever was first', async () => {
  const { server, F, B } = await gathering();
  toPhase(server, F, 'cluster');
  await server.quiet();
  const [one, two] = [group('Casa'), group('Cura')];
  const card = need('chiavi');
  F.room.send([one, two, card]);
  await server.quiet();
  F.room.send({ type: 'placeCard', cardId: card.cardId, clusterId: one.clusterId, after: null });
  B.room.send({ type: 'placeCard', cardId: card.cardId, clusterId: two.clusterId, after: null });
  expect(cardsOfCluster(F.room.get().workshop, one.clusterId)).toHaveLength(1);
  expect(cardsOfCluster(B.room.get().workshop, two.clusterId)).toHaveLength(1);
  await server.quiet();
  for (const { room } of [F, B]) {
    const { workshop, saving } = room.get();
    expect(saving).toEqual({ is: 'saved' });
    expect(workshop.cards.get(card.cardId)?.clusterId).toBe(
      server.state.cards.get(card.cardId)?.clusterId,
    );
  }
});

test('an older past: the board starts anew once, and what was lost is sent again', async () => {
  const { server, F, A } = await gathering();
  A.room.send(need('prima'));
  await server.quiet();
  const late = need('dopo');
  A.room.send(late);
  // The answer comes, the feeds never do: the node dies, and its backup lacks the last change.
  server.feedsFirst = false;
  A.deliver('up');
  A.deliver('live');
  expect(A.room.get().saving.is).not.toBe('offline');
  server.goBack(1);
  expect(server.state.cards.size).toBe(1);
  await server.quiet();
  expect(texts(A.room)).toEqual(['dopo', 'prima']);
  for (const person of server.people) person.rejoin();
  await server.quiet();
  expect(texts(A.room)).toEqual(['dopo', 'prima']);
  expect(texts(F.room)).toEqual(['dopo', 'prima']);
  expect(server.state.cards.size).toBe(2);
  expect(A.room.get().saving).toEqual({ is: 'saved' });
});

describe('undo', () => {
  test('takes back one’s own last action whole, once', async () => {
    const { server, F } = await gathering();
    toPhase(server, F, 'cluster');
    await server.quiet();
    const cluster = group('Casa');
    const card = need('chiavi');
    F.room.send([cluster, card]);
    await server.quiet();
    F.room.send({
      type: 'placeCard',
      cardId: card.cardId,
      clusterId: cluster.clusterId,
      after: null,
    });
    const way = F.room.get().undoable;
    expect(way?.orders).toHaveLength(1);
    way?.undo();
    expect(F.room.get().workshop.cards.get(card.cardId)?.clusterId).toBeNull();
    expect(F.room.get().undoable).toBeNull();
    way?.undo();
    await server.quiet();
    expect(server.state.cards.get(card.cardId)?.clusterId).toBeNull();
    expect(server.decided).toHaveLength(4);
  });

  test('that is not possible any more says why', async () => {
    const { server, F, A } = await gathering();
    const card = need('uno');
    A.room.send(card);
    await server.quiet();
    toPhase(server, F, 'cluster');
    await server.quiet();
    A.room.get().undoable?.undo();
    await server.quiet();
    expect(A.room.get().refused).toMatchObject([
      { kind: 'wrong-phase', message: 'refusals.wrong-phase' },
    ]);
    expect(texts(A.room)).toEqual(['uno']);
  });
});

test('a card wakes its watchers for its own changes alone', async () => {
  const { server, A, B } = await gathering();
  const [one, two] = [need('uno'), need('due')];
  A.room.send([one, two]);
  await server.quiet();
  let woken = 0;
  const leave = A.room.subscribeCard(one.cardId, () => {
    woken += 1;
  });
  A.room.send({
    type: 'editCard',
    cardId: two.cardId,
    text: 'altro',
    language: 'it',
    themeId: null,
  });
  B.room.send(need('tre'));
  await server.quiet();
  expect(woken).toBe(0);
  A.room.send({ type: 'withdrawCard', cardId: one.cardId });
  expect(woken).toBe(1);
  leave();
  await server.quiet();
  expect(A.room.get().workshop.cards.get(one.cardId)?.status).toBe('withdrawn');
});

test('a draft is shown to its author alone, and says nothing to the board', async () => {
  const { server, F, A, B } = await gathering();
  toPhase(server, F, 'write');
  await server.quiet();
  A.room.send(need('solo mia'));
  await server.quiet();
  expect(texts(A.room)).toEqual(['solo mia']);
  expect(texts(B.room)).toEqual([]);
  expect(texts(F.room)).toEqual([]);
  expect(A.room.get().saving).toEqual({ is: 'saved' });
});

test('a seat that the server still knows is not given up: leaving without a network says so', async () => {
  const { A } = await gathering();
  A.drop();
  await expect(A.room.leave()).rejects.toThrow('did not end the session');
  expect(A.memory).not.toBeNull();
});
