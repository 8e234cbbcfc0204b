/** A vote over real sockets: ballots are their voters', the count is whole, and nothing is left of who gave what. */
import type { ClusterId, Order, RoundId } from '@tavolo/model';
import type { Answer } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { StorageFailure } from '../workshop/contract.ts';
import { type LiveClient, liveClient } from './live-clients.ts';
import { anyId, asCommand, openVenue, type Person, type Venue } from './venue.ts';

const [CARE, HOME] = [anyId<ClusterId>(), anyId<ClusterId>()];

let storage: Storage;
let venue: Venue;
let now: number;
let roundId: RoundId;
const clients: LiveClient[] = [];

function opening(change: Partial<Extract<Order, { type: 'openRound' }>> = {}): Order {
  roundId = anyId<RoundId>();
  return {
    type: 'openRound',
    roundId,
    over: 'clusters',
    items: [CARE, HOME],
    dotsPerSeat: 5,
    capPerItem: 5,
    remote: false,
    openLink: false,
    closesAt: null,
    ...change,
  };
}

const dots = (item: ClusterId, n: number, version = 1) =>
  asCommand({ type: 'setDots', roundId, item, n, version });

function live(person: Person): LiveClient {
  const client = liveClient(venue, person.headers);
  clients.push(client);
  return client;
}

const voters = (count: number): Promise<readonly Person[]> =>
  Promise.all(Array.from({ length: count }, () => venue.sit('participant')));

const ranking = () => venue.workshop.state.rounds.get(roundId)?.result?.ranking;

beforeEach(async () => {
  now = Date.now();
  storage = openMemoryStorage();
  venue = await openVenue(storage, undefined, undefined, () => now);
  await venue.orders({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  for (const clusterId of [CARE, HOME]) {
    const more = { themeId: null, name: 'G', question: '', x: 0, y: 0 };
    await venue.orders({ type: 'createCluster', clusterId, ...more });
  }
  await venue.orders({ type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  await venue.close();
});

describe('a vote', () => {
  it('[V4] tells a ballot to all devices of its voter, to nobody else, and how many have voted to all', async () => {
    await venue.orders(opening());
    const [ada, bea] = await voters(2);
    if (ada === undefined || bea === undefined) throw new Error('nobody sits');
    const phone = live(ada);
    const laptop = live(await venue.again(ada));
    const others = [live(bea), live(venue.owner)];
    await vi.waitFor(() => {
      for (const client of [phone, laptop, ...others]) expect(client.got.ballot).toBeDefined();
    });
    const before = venue.workshop.seq;
    const told: string[] = [];
    phone.socket.on('ballot', () => told.push('ballot'));
    const answers = await phone.send([dots(CARE, 3), dots(CARE, 2, 2), dots(HOME, 9)]);
    told.push('answer');
    expect(answers.slice(0, 2)).toEqual([
      { seq: venue.workshop.boardSeq, in: [] },
      { seq: venue.workshop.boardSeq, in: [] },
    ]);
    expect(answers[2]).toMatchObject({ refusal: { kind: 'over-cap' } });
    expect(told).toEqual(['ballot', 'ballot', 'answer']);
    const own = { roundId, dots: [{ item: CARE, n: 2, version: 2 }] };
    // Counts go out once a second, by a real timer.
    await vi.waitFor(
      () => {
        for (const client of [phone, laptop]) expect(client.got.ballot).toEqual(own);
        for (const client of [phone, ...others]) {
          now += 1_000;
          expect(client.got.counts?.voting).toEqual({ roundId, voted: 1, of: 2 });
        }
      },
      { timeout: 10_000 },
    );
    for (const client of others) {
      expect(client.got.ballot).toEqual({ roundId, dots: [] });
      expect(client.packets.join('\n')).not.toContain('"n":2');
    }
    // Not a row of the log, not a number that anybody is told.
    expect(venue.workshop.seq).toBe(before);
    const again = live(ada);
    await vi.waitFor(() => expect(again.got.ballot).toEqual(own));
  });

  it('[V5] counts every answered dot while many vote and it is being closed, and leaves no ballot', async () => {
    await venue.orders(opening());
    const people = await voters(30);
    const sent = people.map((person, index) =>
      venue.workshop.perform(person.seatId, dots(index % 3 === 0 ? HOME : CARE, 1 + (index % 4))),
    );
    const closed = venue.orders({ type: 'closeRound', roundId });
    const late = people.map((person) => venue.workshop.perform(person.seatId, dots(CARE, 1, 2)));
    await closed;
    const answers = await Promise.all([...sent, ...late]);
    const given = { [CARE]: 0, [HOME]: 0 };
    const last = new Map<string, { item: ClusterId; n: number }[]>();
    answers.forEach((answer, index) => {
      if (!answer.ok) {
        expect(answer.refusal.kind).toBe('round-closed');
        return;
      }
      const seat = index % 30;
      const isLate = index >= 30;
      const item = !isLate && seat % 3 === 0 ? HOME : CARE;
      const n = isLate ? 1 : 1 + (seat % 4);
      const mine = (last.get(`${seat}`) ?? []).filter((each) => each.item !== item);
      last.set(`${seat}`, [...mine, { item, n }]);
    });
    for (const mine of last.values())
      for (const { item, n } of mine) given[item] = (given[item] ?? 0) + n;
    for (const row of ranking() ?? []) expect(row.dots).toBe(given[row.item as ClusterId]);
    const key = { workshopId: venue.workshop.id, roundId };
    const seats = people.map(({ seatId }) => seatId);
    expect(await storage.readBallots(key, seats)).toEqual({ revision: 0, ballots: [] });
    for (const { seatId } of people) expect(await storage.findBallot(key, seatId)).toEqual([]);
    const log = JSON.stringify(await storage.read(venue.workshop.id, 0, 1_000));
    expect(log).not.toContain('setDots');
    expect(await venue.workshop.ballots.own(people[0]?.seatId as Person['seatId'])).toBeNull();
  });

  it('[V5] is counted anew where a ballot came between the count and the commit', async () => {
    await venue.orders(opening());
    const people = await voters(5);
    const [sixth] = await voters(1);
    if (sixth === undefined) throw new Error('nobody sits');
    for (const { seatId } of people) await venue.workshop.perform(seatId, dots(CARE, 1));
    const key = { workshopId: venue.workshop.id, roundId };
    const append = storage.append.bind(storage);
    let tries = 0;
    vi.spyOn(storage, 'append').mockImplementation(async (...given) => {
      tries += 1;
      if (tries === 1) {
        // As another node would, which knows nothing of the count here.
        const guard = { seq: venue.workshop.seq, types: [] };
        const change = { item: HOME, n: 5, version: 1 };
        await storage.castDots(key, sixth.seatId, change, 5, guard);
      }
      return append(...given);
    });
    await venue.orders({ type: 'closeRound', roundId });
    expect(tries).toBe(2);
    expect(ranking()).toEqual([
      { item: CARE, rank: 1, dots: 5, hands: 0 },
      { item: HOME, rank: 1, dots: 5, hands: 0 },
    ]);
  });

  it('[V5] counts those alone who may vote at the close, the number that everybody is told too', async () => {
    await venue.orders(opening());
    const people = await voters(7);
    const watching = live(venue.owner);
    for (const { seatId } of people) await venue.workshop.perform(seatId, dots(CARE, 1));
    const [gone, observer] = people;
    if (gone === undefined || observer === undefined) throw new Error('nobody sits');
    const told = (voted: number, of: number) =>
      vi.waitFor(
        () => {
          now += 1_000;
          expect(watching.got.counts?.voting).toEqual({ roundId, voted, of });
        },
        { timeout: 10_000 },
      );
    await told(7, 7);
    await venue.orders({ type: 'setRole', seatId: observer.seatId, role: 'observer' });
    await told(6, 6);
    // In one breath: the close does not count on what was true before it.
    await Promise.all([
      venue.orders({ type: 'expelSeat', seatId: gone.seatId, words: 'stay' }),
      venue.orders({ type: 'closeRound', roundId }),
    ]);
    const result = venue.workshop.state.rounds.get(roundId)?.result;
    expect(result).toMatchObject({ voters: 5, eligible: 5 });
    expect(ranking()?.[0]).toMatchObject({ item: CARE, dots: 5 });
  });

  it('[V7] closes at its time with all that was given', async () => {
    await venue.orders(opening({ closesAt: now + 60 }));
    const people = await voters(5);
    for (const { seatId } of people) await venue.workshop.perform(seatId, dots(HOME, 2));
    now += 60;
    await vi.waitFor(() => expect(ranking()?.[0]).toMatchObject({ item: HOME, dots: 10 }));
  });

  it('[V2] a dot that could not be kept is not acknowledged, and is not there', async () => {
    await venue.orders(opening());
    const [ada] = await voters(1);
    if (ada === undefined) throw new Error('nobody sits');
    const failing = vi.spyOn(storage, 'castDots').mockRejectedValue(new Error('disk full'));
    await expect(venue.workshop.perform(ada.seatId, dots(CARE, 1))).rejects.toThrow(StorageFailure);
    failing.mockRestore();
    expect((await venue.workshop.ballots.own(ada.seatId))?.dots).toEqual([]);
    expect((await venue.workshop.perform(ada.seatId, dots(CARE, 1))).ok).toBe(true);
  });

  it('[A23] [N2] whoever loses the right while a dot is on its way does not cast it', async () => {
    await venue.orders(opening());
    const [ada] = await voters(1);
    if (ada === undefined) throw new Error('nobody sits');
    const cast = storage.castDots.bind(storage);
    vi.spyOn(storage, 'castDots').mockImplementationOnce(async (...given) => {
      await venue.orders({ type: 'setLock', scope: 'everything', on: true });
      return cast(...given);
    });
    expect(await venue.workshop.perform(ada.seatId, dots(CARE, 1))).toMatchObject({
      ok: false,
      refusal: { kind: 'locked' },
    });
  });

  it('over HTTP: one’s own ballot, and results when it is over', async () => {
    await venue.orders(opening());
    const [ada] = await voters(1);
    if (ada === undefined) throw new Error('nobody sits');
    const at = `${venue.origin}/api/workshops/${venue.workshop.id}`;
    const headers = { ...ada.headers, 'content-type': 'application/json' };
    const read = async (path: string) => (await fetch(`${at}/${path}`, { headers })).json();
    const body = JSON.stringify(dots(CARE, 2));
    const answer = await fetch(`${at}/commands`, { method: 'POST', headers, body });
    expect((await answer.json()) as Answer).toEqual({ seq: venue.workshop.boardSeq, in: [] });
    expect(await read('ballot')).toEqual({
      ballot: { roundId, dots: [{ item: CARE, n: 2, version: 1 }] },
    });
    expect(await read('results')).toMatchObject({ rounds: [] });
    await venue.orders({ type: 'closeRound', roundId });
    expect(await read('ballot')).toEqual({ ballot: null });
    expect(await read('results')).toMatchObject({
      rounds: [{ id: roundId, result: { voters: 1, eligible: 1, ranking: [{ dots: null }, {}] } }],
    });
  });
});
