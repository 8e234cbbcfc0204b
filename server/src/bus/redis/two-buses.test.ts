/** Two nodes on one Redis: what one says the other hears, and what happens while Redis is away. */
import { randomUUID } from 'node:crypto';
import type { SeatId, WorkshopId } from '@tavolo/model';
import { createClient } from 'redis';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Bus, Message } from '../bus.ts';
import { openRedisBus, type RedisBusOptions } from './redis-bus.ts';
import { freshInstallation, redisClusterUrl, redisUrl } from './testing/redis.ts';
import { type RedisServer, startRedis } from './testing/redis-server.ts';

const A = '00000000-0000-4000-8000-00000000000a' as WorkshopId;
const B = '00000000-0000-4000-8000-00000000000b' as WorkshopId;
const HASH = 'ab'.repeat(32);

const decided = (workshopId: WorkshopId, seq: number): Message => ({
  is: 'decided',
  workshopId,
  seq,
});

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((each) => each.close()));
});

async function openBus(
  url: string,
  installation: string,
  more: Partial<RedisBusOptions> = {},
): Promise<Bus & { readonly heard: Message[] }> {
  const bus = openRedisBus({ url, installation, ...more });
  opened.push(bus);
  const heard: Message[] = [];
  bus.listen((message, from) => {
    if (from !== bus.node) heard.push(message);
  });
  await well(bus, true);
  // Its getters are the bus's own.
  return Object.assign(bus, { heard });
}

const well = (bus: Bus, isWell: boolean) =>
  vi.waitFor(() => expect(bus.status.well).toBe(isWell), { timeout: 15_000 });

async function follow(bus: Bus, workshopId: WorkshopId): Promise<() => void> {
  const { ready, stop } = bus.follow(workshopId);
  await ready;
  return stop;
}

describe.each([
  ['one server', redisUrl],
  ['a cluster', redisClusterUrl],
])('on %s', (_name, url) => {
  test('a node hears what another says of the workshops that it follows, and of those alone, in order', async () => {
    const installation = freshInstallation();
    const [one, two] = [await openBus(url(), installation), await openBus(url(), installation)];
    await follow(two, A);
    const said = Array.from({ length: 200 }, (_, n) => decided(A, n));
    for (const message of said) {
      one.tell(decided(B, 1));
      one.tell(message);
    }
    await vi.waitFor(() => expect(two.heard).toHaveLength(200));
    expect(two.heard).toEqual(said);
    expect(one.heard).toEqual([]);
  });

  test('a workshop that is followed twice is followed until both have stopped', async () => {
    const installation = freshInstallation();
    const [one, two] = [await openBus(url(), installation), await openBus(url(), installation)];
    await follow(two, B);
    const stops = [await follow(two, A), await follow(two, A)];
    stops[0]?.();
    stops[0]?.();
    one.tell(decided(A, 1));
    await vi.waitFor(() => expect(two.heard).toEqual([decided(A, 1)]));
    stops[1]?.();
    // Followed anew at once, and let go again: the last wish counts.
    (await follow(two, A))();
    await vi.waitFor(() => {
      one.tell(decided(B, two.heard.length));
      const last = two.heard.length;
      one.tell(decided(A, 2));
      expect(last).toBeGreaterThan(1);
    });
    const stop = await follow(two, A);
    one.tell(decided(A, 3));
    await vi.waitFor(() => expect(two.heard).toContainEqual(decided(A, 3)));
    stop();
  });

  test('every kind of message comes as it was said', async () => {
    const installation = freshInstallation();
    const [one, two] = [await openBus(url(), installation), await openBus(url(), installation)];
    await follow(two, A);
    const seatId = randomUUID() as SeatId;
    const said: Message[] = [
      decided(A, 0),
      { is: 'written', workshopId: A, document: `proposal-${randomUUID()}`, n: 4 },
      { is: 'voted', workshopId: A, seatId },
      { is: 'renewed', workshopId: A },
      { is: 'here', workshopId: A, seatIds: [seatId] },
      { is: 'who', workshopId: A },
      { is: 'pointing', workshopId: A, document: 'board', people: 1, lines: ['AQID', ''] },
      { is: 'left', workshopId: A, seatId, tokenHash: HASH },
    ];
    for (const message of said) one.tell(message);
    await vi.waitFor(() => expect(two.heard).toEqual(said));
    const rotated: Message = { is: 'rotated', tokenHash: HASH, nextTokenHash: HASH };
    one.tell(rotated);
    await vi.waitFor(() => expect(two.heard).toContainEqual(rotated));
  });

  test('two installations on one Redis hear nothing of each other', async () => {
    const [one, stranger] = [freshInstallation(), freshInstallation()];
    const [here, beside, other] = [
      await openBus(url(), one),
      await openBus(url(), one),
      await openBus(url(), stranger),
    ];
    await Promise.all([follow(beside, A), follow(other, A)]);
    here.tell(decided(A, 1));
    await vi.waitFor(() => expect(beside.heard).toHaveLength(1));
    expect(other.heard).toEqual([]);
  });
});

test('what is none of ours, or not of its channel, is counted and dropped', async () => {
  const installation = freshInstallation();
  const dropped = vi.fn();
  const bus = await openBus(redisUrl(), installation, { dropped });
  await follow(bus, A);
  const hostile = createClient({ url: redisUrl() });
  await hostile.connect();
  const from = randomUUID();
  const text = (message: unknown) => `${from}:${JSON.stringify(message)}`;
  const strange = [
    '',
    'hello',
    `${from}:{`,
    `nobody:${JSON.stringify(decided(A, 1))}`,
    text(decided(B, 1)),
    text({ ...decided(A, 1), more: 1 }),
    text({ ...decided(A, 1), seq: -1 }),
    text({ is: 'rotated', tokenHash: HASH, nextTokenHash: HASH }),
    text({ is: 'pointing', workshopId: A, document: 'board', people: 1, lines: ['<script>'] }),
    text({
      is: 'pointing',
      workshopId: A,
      document: 'board',
      people: 1,
      lines: ['A'.repeat(2 ** 20)],
    }),
    text({ is: 'here', workshopId: A, seatIds: ['__proto__'] }),
  ];
  for (const each of strange) await hostile.publish(`tavolo:{${installation}:${A}}`, each);
  await hostile.publish(`tavolo:{${installation}:${A}}`, text(decided(A, 9)));
  hostile.destroy();
  await vi.waitFor(() => expect(bus.heard).toEqual([decided(A, 9)]));
  expect(dropped.mock.calls).toEqual(strange.map(() => ['strange']));
});

describe('with a Redis that goes and comes', () => {
  async function two(redis: RedisServer) {
    const installation = freshInstallation();
    const unsent = vi.fn();
    const lost: Error[] = [];
    const more = { dropped: unsent, lost: (error: Error) => lost.push(error) };
    const one = await openBus(redis.url, installation, more);
    const other = await openBus(redis.url, installation);
    await follow(other, A);
    return { one, other, unsent, lost };
  }

  test.each([[false], [true]])(
    'killed and started again (as a cluster: %s), all goes on by itself, and nothing is kept for later',
    async (isCluster) => {
      const redis = await startRedis({ isCluster, password: isCluster ? undefined : 'geheim' });
      opened.push(redis);
      const { one, other, unsent, lost } = await two(redis);
      const told: boolean[] = [];
      other.subscribe(({ well }) => told.push(well));
      await redis.crash();
      await Promise.all([well(one, false), well(other, false)]);
      for (let n = 0; n < 1_000; n += 1) one.tell(decided(A, n));
      expect(unsent).toHaveBeenCalledTimes(1_000);
      // Followed in the dark: nobody waits for it.
      await follow(other, B);
      await redis.start();
      await Promise.all([well(one, true), well(other, true)]);
      one.tell(decided(A, 5_000));
      one.tell(decided(B, 5_000));
      await vi.waitFor(() => expect(other.heard).toHaveLength(2));
      expect(other.heard).toEqual(expect.arrayContaining([decided(A, 5_000), decided(B, 5_000)]));
      expect(told).toEqual([false, true]);
      expect(lost.map(String).join()).not.toContain('geheim');
    },
  );

  test('one that stands still without hanging up is found out', async () => {
    const redis = await startRedis();
    opened.push(redis);
    const { one, other } = await two(redis);
    redis.freeze();
    const since = Date.now();
    await Promise.all([well(one, false), well(other, false)]);
    expect(Date.now() - since).toBeLessThan(10_000);
    redis.thaw();
    await Promise.all([well(one, true), well(other, true)]);
    one.tell(decided(A, 1));
    await vi.waitFor(() => expect(other.heard).toContainEqual(decided(A, 1)));
  });

  test('when it is behind, presence is dropped first', async () => {
    const redis = await startRedis();
    opened.push(redis);
    const { one, other, unsent } = await two(redis);
    redis.freeze();
    const round: Message = {
      is: 'pointing',
      workshopId: A,
      document: 'board',
      people: 1,
      lines: ['A'.repeat(60_000)],
    };
    for (let n = 0; n < 20; n += 1) one.tell(round);
    const spared = unsent.mock.calls.length;
    expect(spared).toBeGreaterThan(10);
    expect(spared).toBeLessThan(20);
    one.tell(decided(A, 1));
    expect(unsent).toHaveBeenCalledTimes(spared);
    // What is decided is dropped, too, before memory is full of it.
    for (let n = 0; n < 100_000; n += 1) one.tell(decided(A, 2));
    expect(unsent.mock.calls.length).toBeGreaterThan(spared);
    redis.thaw();
    await vi.waitFor(() => expect(other.heard).toContainEqual(decided(A, 1)));
  });

  test('one that refuses the password is not well, and says why', async () => {
    const redis = await startRedis({ password: 'geheim' });
    opened.push(redis);
    const lost: Error[] = [];
    const bus = openRedisBus({
      url: redis.url.replace('geheim', 'falsch'),
      installation: freshInstallation(),
      lost: (error) => lost.push(error),
    });
    opened.push(bus);
    await vi.waitFor(() => expect(lost).not.toEqual([]));
    expect(bus.status.well).toBe(false);
    expect(String(lost[0])).toMatch(/WRONGPASS/);
    expect(String(lost[0])).not.toContain('falsch');
  });
});
