/** Three nodes over one store and one Redis: people of a workshop, and tabs of one seat, on each of them. */
import { randomBytes } from 'node:crypto';
import { textRoot } from '@tavolo/documents';
import type { ClusterId, RoundId } from '@tavolo/model';
import { CLOSE, type Presence } from '@tavolo/protocol';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { Bus } from '../bus/bus.ts';
import { openRedisBus } from '../bus/redis/redis-bus.ts';
import { freshInstallation } from '../bus/redis/testing/redis.ts';
import { type RedisServer, startRedis } from '../bus/redis/testing/redis-server.ts';
import { type Limiters, openLimiters } from '../people/open-limiters.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { type Desk, openDesk } from './desk.ts';
import { type LiveClient, liveClient } from './live-clients.ts';
import { type Stock, stockClient } from './sync-clients.ts';
import { accepted, anyId, asCommand, openVenue, type Person, type Venue } from './venue.ts';

let redis: RedisServer;
let desk: Desk;
let nodes: [Venue, Venue, Venue];
const buses: Bus[] = [];
const limiters: Limiters[] = [];
const clients: { leave(): void }[] = [];

/** Of one address, which is each node's own: a browser that comes to another one says so. */
const at = (node: Venue, person: Person): Person => ({
  ...person,
  headers: { ...person.headers, origin: node.origin },
});

function live(node: Venue, person: Person): LiveClient {
  const client = liveClient(node, at(node, person).headers);
  clients.push(client);
  return client;
}

async function page(
  node: Venue,
  person: Person,
  options?: Parameters<typeof stockClient>[2],
): Promise<Stock> {
  const client = stockClient(node, at(node, person), options);
  clients.push(client);
  await vi.waitFor(() => expect(client.provider.synced).toBe(true));
  return client;
}

const within = (look: () => void | Promise<void>, timeout = 4_000) =>
  vi.waitFor(look, { timeout, interval: 10 });

const well = (isWell: boolean) =>
  within(() => {
    for (const bus of buses) expect(bus.status.well).toBe(isWell);
  }, 10_000);

async function crash(): Promise<void> {
  await redis.crash();
  await well(false);
}

async function comeBack(): Promise<void> {
  await redis.start();
  await well(true);
}

/** Once with Redis, and again after it was away. */
const TIMES = ['at first', 'after Redis was killed and came back'] as const;

beforeAll(async () => {
  redis = await startRedis();
  const installation = freshInstallation();
  const storage = openMemoryStorage();
  const key = await storage.installationKey(randomBytes(32));
  const opened = () => {
    const bus = openRedisBus({ url: redis.url, installation });
    const limits = openLimiters({ redisUrl: redis.url, installation, key });
    buses.push(bus);
    limiters.push(limits);
    return { bus, limiters: limits };
  };
  desk = await openDesk(storage, undefined, undefined, undefined, opened());
  const { venue } = desk;
  const beside = () =>
    openVenue(venue.storage, undefined, undefined, undefined, { ...opened(), beside: venue });
  nodes = [venue, await beside(), await beside()];
  await well(true);
});

afterAll(async () => {
  for (const client of clients) client.leave();
  await nodes[2].close();
  await nodes[1].close();
  await desk.close();
  for (const each of limiters) each.close();
  await redis.close();
});

describe.each(TIMES)('people on several nodes, %s', (time) => {
  beforeAll(async () => {
    if (time === TIMES[0]) return;
    await crash();
    await comeBack();
  });

  const inTables = () => nodes[0].orders({ type: 'moveToPhase', phase: 'tables', afterS: 0 });

  it('write one text, each letter on the disk once', async () => {
    const [ada, bea] = [await desk.writer(), await desk.writer()];
    const document = desk.key.name;
    const here = await page(nodes[0], ada, { document });
    const there = await page(nodes[1], bea, { document });
    const words = (doc: Y.Doc) => textRoot(doc).toString();
    type(here.doc, `da qui ${time}`);
    type(there.doc, `da là ${time}`);
    for (const { doc } of [here, there]) {
      await within(() => {
        expect(words(doc)).toContain(`da qui ${time}`);
        expect(words(doc)).toContain(`da là ${time}`);
      });
    }
    const rows = await desk.venue.storage.readText(desk.key, 0, 100);
    const writers = rows.map(({ seatId }) => seatId);
    expect(writers.filter((seatId) => seatId === ada.seatId)).toHaveLength(1);
    expect(writers.filter((seatId) => seatId === bea.seatId)).toHaveLength(1);
    here.leave();
    there.leave();
  });

  it('own their client ids everywhere: an id that speaks on one node writes for nobody else on another', async () => {
    const [ada, eve] = [await desk.writer(), await desk.writer()];
    const document = desk.key.name;
    const here = await page(nodes[0], ada, { document });
    const witness = await page(nodes[1], ada, { document });
    here.provider.awareness.setLocalState({ user: {}, cursor: null });
    await within(() =>
      expect(witness.provider.awareness.getStates().has(here.doc.clientID)).toBe(true),
    );
    const copy = new Y.Doc();
    copy.clientID = here.doc.clientID;
    const thief = await page(nodes[1], eve, { document, doc: copy });
    type(copy, 'non mio');
    await within(() => expect(thief.closed()?.code).toBe(CLOSE.contentDenied));
    for (const client of [here, witness, thief]) client.leave();
  });

  it('see their own dots on every device, and how many have voted', async () => {
    const clusterId = [...nodes[0].workshop.state.clusters.keys()][0] as ClusterId;
    const roundId = anyId<RoundId>();
    await nodes[0].orders(
      { type: 'moveToPhase', phase: 'prioritise', afterS: 0 },
      {
        type: 'openRound',
        roundId,
        over: 'clusters',
        items: [clusterId],
        dotsPerSeat: 3,
        capPerItem: 3,
        remote: false,
        openLink: false,
        closesAt: null,
      },
    );
    const ada = await nodes[0].sit('participant');
    const phone = live(nodes[0], ada);
    const laptop = live(nodes[1], await nodes[0].again(ada));
    await within(() => {
      for (const { got } of [phone, laptop]) expect(got.ballot?.roundId).toBe(roundId);
    });
    await phone.send([asCommand({ type: 'setDots', roundId, item: clusterId, n: 2, version: 1 })]);
    await within(() =>
      expect(laptop.got.ballot?.dots).toEqual([{ item: clusterId, n: 2, version: 1 }]),
    );
    await within(() => expect(laptop.got.counts?.voting?.voted).toBe(1));
    await nodes[0].orders({ type: 'closeRound', roundId });
    await inTables();
    phone.leave();
    laptop.leave();
  });

  it('are counted once each, wherever their tabs are, and are gone when they leave', async () => {
    const people = await Promise.all([1, 2, 3].map(() => nodes[0].sit('participant')));
    const tabs = people.map((person, index) => live(nodes[index] ?? nodes[0], person));
    const second = live(nodes[2], people[0] as Person);
    await within(() => {
      for (const { got } of tabs) expect(got.counts?.present).toBe(3);
    });
    for (const node of nodes) expect(node.live.present(node.workshop.id)).toBe(3);
    second.leave();
    tabs[2]?.leave();
    await within(() => {
      for (const { got } of tabs.slice(0, 2)) expect(got.counts?.present).toBe(2);
    });
    for (const tab of tabs) tab.leave();
    await within(() => {
      for (const node of nodes) expect(node.live.present(node.workshop.id)).toBe(0);
    });
  });

  it('point for everybody, keep their id when they move to another node, and vanish', async () => {
    const [ada, bea] = [await nodes[0].sit('participant'), await nodes[0].sit('participant')];
    const [here, there] = [await page(nodes[0], ada), await page(nodes[1], bea)];
    const seen = (of: Stock) =>
      there.provider.awareness.getStates().get(of.doc.clientID) as Presence | undefined;
    const point = ({ provider }: Stock, x: number) =>
      provider.awareness.setLocalState({ cursor: { x, y: 0 }, holding: null });
    point(here, 1);
    await within(() => expect(seen(here)?.cursor?.x).toBe(1));
    here.provider.disconnect();
    const moved = await page(nodes[2], ada, { doc: here.doc });
    point(moved, 2);
    await within(() => expect(seen(moved)?.cursor?.x).toBe(2));
    moved.leave();
    await within(() => expect(seen(moved)).toBeUndefined());
    here.leave();
    there.leave();
  });

  it('[B4] see nobody while people write in private, on no node', async () => {
    const [ada, bea] = [await nodes[0].sit('participant'), await nodes[0].sit('participant')];
    const [here, there] = [await page(nodes[0], ada), await page(nodes[1], bea)];
    const state = { cursor: { x: 1, y: 0 }, holding: null };
    here.provider.awareness.setLocalState(state);
    const seen = () => there.provider.awareness.getStates().has(here.doc.clientID);
    await within(() => expect(seen()).toBe(true));
    await nodes[0].orders({ type: 'moveToPhase', phase: 'write', afterS: 0 });
    await within(() => expect(seen()).toBe(false));
    here.provider.awareness.setLocalState({ ...state, cursor: { x: 2, y: 0 } });
    await inTables();
    await within(() => expect(nodes[1].workshop.state.phase).toBe('tables'));
    expect(seen()).toBe(false);
    here.leave();
    there.leave();
  });

  it('leave and change their token on all nodes at once', async () => {
    const ada = await nodes[0].sit('participant');
    const [tab, board] = [live(nodes[1], ada), await page(nodes[2], ada)];
    await within(() => expect(tab.got.hello).toBeDefined());
    const headers = { cookie: ada.headers.cookie, origin: nodes[0].origin };
    const base = `${nodes[0].origin}/api/workshops/${nodes[0].workshop.id}`;
    accepted(
      await nodes[0].workshop.perform(
        nodes[0].owner.seatId,
        asCommand({ type: 'setRole', seatId: ada.seatId, role: 'co-facilitator' }),
      ),
    );
    await within(() =>
      expect(nodes[1].workshop.state.seats.get(ada.seatId)?.role).toBe('co-facilitator'),
    );
    // Reading the workshop changes the token of whoever has come to lead.
    const read = await fetch(base, { headers });
    const cookie = (read.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    expect(cookie).not.toBe('');
    // Asked again with the former one, another node tells the same.
    const again = await fetch(base.replace(nodes[0].origin, nodes[1].origin), {
      headers: { ...headers, origin: nodes[1].origin },
    });
    expect((again.headers.get('set-cookie') ?? '').split(';')[0]).toBe(cookie);
    const left = await fetch(`${nodes[0].origin}/api/leave`, {
      method: 'POST',
      headers: { ...headers, cookie, 'content-type': 'application/json' },
      body: JSON.stringify({ workshopId: nodes[0].workshop.id }),
    });
    expect(left.ok).toBe(true);
    await within(() => expect(tab.got.ended).toBe(true));
    await within(() => expect(board.closed()?.code).toBe(CLOSE.unauthorised));
    board.leave();
  });
});

describe('at the doors of several nodes', () => {
  const join = (node: Venue, code: string) =>
    fetch(`${node.origin}/api/join`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: node.origin, 'user-agent': 'guess' },
      body: JSON.stringify({ code }),
    });

  it('wrong codes are counted together, and by each alone while Redis is away', async () => {
    const wrong = (count: number, node: Venue) =>
      Promise.all(Array.from({ length: count }, () => join(node, 'AAAAAAAA')));
    await wrong(5, nodes[0]);
    await wrong(5, nodes[1]);
    const { joinCode } = nodes[2].workshop;
    await within(async () => expect((await join(nodes[2], joinCode)).status).toBe(429));
    await crash();
    await within(async () => expect((await join(nodes[2], joinCode)).status).toBe(200));
    await wrong(10, nodes[2]);
    await within(async () => expect((await join(nodes[2], joinCode)).status).toBe(429));
    await comeBack();
  });

  it('a form that one node made is taken by another', async () => {
    const page = await (await fetch(`${nodes[0].origin}/j/${nodes[0].workshop.joinCode}`)).text();
    const seal = /name="seal" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const answer = await fetch(`${nodes[1].origin}/j`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: nodes[1].origin },
      body: new URLSearchParams({ seal, code: nodes[0].workshop.joinCode, name: '', lang: 'it' }),
    });
    expect(answer.status).toBe(303);
  });

  it('a new code lets in everywhere, the old one nowhere, and people there are told', async () => {
    const told: string[] = [];
    const tab = live(nodes[1], await nodes[0].sit('participant'));
    tab.socket.on('code', (code) => told.push(code));
    await within(() => expect(tab.got.hello).toBeDefined());
    const code = await nodes[0].workshop.renewCode();
    await within(() => expect(told).toEqual([code]));
    expect(nodes[2].workshop.joinCode).toBe(code);
    tab.leave();
  });

  it('commands of one seat have one allowance, in parts for each node with a tab', async () => {
    const ada = await nodes[0].sit('participant');
    const tabs = nodes.map((node) => live(node, ada));
    await within(() => {
      for (const { got } of tabs) expect(got.counts?.present).toBe(1);
    });
    const nothing = () => asCommand({ type: 'setReady', on: false });
    const answers = await Promise.all(
      tabs.map((tab) => tab.send(Array.from({ length: 60 }, nothing))),
    );
    const refused = answers
      .flat()
      .filter((answer) => 'refusal' in answer && answer.refusal.kind === 'too-many');
    expect(refused.length).toBeGreaterThanOrEqual(3 * 60 - 75);
    for (const tab of tabs) tab.leave();
  });
});

describe('while Redis is away', () => {
  it('letters and votes are looked up, and people of other nodes are not forgotten at once', async () => {
    const [ada, bea] = [await desk.writer(), await desk.writer()];
    const document = desk.key.name;
    const here = await page(nodes[0], ada, { document });
    const there = await page(nodes[1], bea, { document });
    const tab = live(nodes[1], bea);
    const other = live(nodes[0], ada);
    await within(() => expect(tab.got.counts?.present).toBe(2));
    await crash();
    type(here.doc, 'al buio');
    await within(() => expect(textRoot(there.doc).toString()).toContain('al buio'), 2_000);
    expect(nodes[1].live.present(nodes[1].workshop.id)).toBe(2);
    await comeBack();
    for (const client of [here, there, tab, other]) client.leave();
  });
});

function type(doc: Y.Doc, words: string): void {
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    textRoot(doc).insert(textRoot(doc).length, [paragraph]);
  });
}
