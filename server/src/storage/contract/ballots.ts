/** Ballots: one seat's dots within budget and rights, and nothing left after the close. */
import type { ClusterId, Dots, RoundId, SeatId } from '@tavolo/model';
import { expect } from 'vitest';
import type { OnStore } from '../storage.contract.ts';
import type { Storage } from '../storage.ts';
import { decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';

const first = workshopRecord(1);
const key = { workshopId: first.id, roundId: idOf<RoundId>(70) };
const [ADA, BEA] = [idOf<SeatId>(11), idOf<SeatId>(12)];
const dots = (item: number, n: number, version = 1): Dots => ({
  item: idOf<ClusterId>(item),
  n,
  version,
});
const guard = { seq: 1, types: ['closeRound', 'setRole'] } as const;

export function ballotPromises(onStore: OnStore): void {
  const create = (s: Storage) => s.createWorkshop(first, decisions(1, 1), 'hash');

  onStore('a ballot is kept within its budget, and a late version changes nothing', async (s) => {
    await create(s);
    const cast = (change: Dots) => s.castDots(key, ADA, change, 5, guard);
    expect(await cast(dots(1, 3))).toMatchObject({ ok: true });
    expect(await cast(dots(2, 3))).toEqual({ ok: false, why: 'over-budget' });
    expect(await cast(dots(1, 5, 1))).toEqual({ ok: false, why: 'stale' });
    expect(await cast(dots(1, 1, 2))).toMatchObject({ ok: true, dots: [dots(1, 1, 2)] });
    expect(await cast(dots(2, 3))).toMatchObject({ ok: true });
    expect(await s.findBallot(key, ADA)).toEqual([dots(1, 1, 2), dots(2, 3)]);
    expect(await s.findBallot(key, BEA)).toEqual([]);
    expect(await s.findBallot({ ...key, roundId: idOf(71) }, ADA)).toEqual([]);
  });

  onStore('who takes all dots back has not voted', async (s) => {
    await create(s);
    await s.castDots(key, ADA, dots(1, 2), 5, guard);
    await s.castDots(key, BEA, dots(1, 2), 5, guard);
    expect(await s.countVoters(key, [ADA, BEA])).toBe(2);
    await s.castDots(key, BEA, dots(1, 0, 2), 5, guard);
    expect(await s.countVoters(key, [ADA, BEA])).toBe(1);
  });

  onStore('only the ballots of the seats that are asked for are read and counted', async (s) => {
    await create(s);
    expect(await s.readBallots(key, [ADA])).toEqual({ revision: 0, ballots: [] });
    await s.castDots(key, ADA, dots(1, 2), 5, guard);
    await s.castDots(key, BEA, dots(2, 1), 5, guard);
    const of = (given: Dots) => [{ roundId: key.roundId, dots: [given] }];
    expect(await s.readBallots(key, [ADA])).toEqual({ revision: 2, ballots: of(dots(1, 2)) });
    expect(await s.readBallots(key, [idOf(13), BEA])).toEqual({
      revision: 2,
      ballots: of(dots(2, 1)),
    });
    expect(await s.readBallots(key, [])).toEqual({ revision: 2, ballots: [] });
    expect(await s.countVoters(key, [ADA])).toBe(1);
    expect(await s.countVoters(key, [])).toBe(0);
  });

  onStore('nothing is cast on rights that are no longer those looked at', async (s) => {
    await create(s);
    await s.append(first.id, [{ ...decision(2), type: 'setTimer' }], null);
    expect(await s.castDots(key, ADA, dots(1, 2), 5, guard)).toMatchObject({ ok: true });
    await s.append(first.id, [{ ...decision(3), type: 'setRole' }], null);
    const late = await s.castDots(key, ADA, dots(1, 3, 2), 5, guard);
    expect(late).toEqual({ ok: false, why: 'rights' });
    expect(await s.findBallot(key, ADA)).toEqual([dots(1, 2)]);
    expect(await s.castDots(key, ADA, dots(1, 3, 2), 5, { ...guard, seq: 3 })).toMatchObject({
      ok: true,
    });
  });

  onStore(
    'a close goes in only with the count of all that is there, and leaves nothing',
    async (s) => {
      await create(s);
      await s.castDots(key, ADA, dots(1, 2), 5, guard);
      const { revision, ballots } = await s.readBallots(key, [ADA, BEA]);
      expect(ballots).toEqual([{ roundId: key.roundId, dots: [dots(1, 2)] }]);
      await s.castDots(key, BEA, dots(2, 1), 5, guard);
      const close = [{ ...decision(2), type: 'closeRound' as const }];
      const boxes = (counted: number | null) => [{ roundId: key.roundId, revision: counted }];
      expect(await s.append(first.id, close, null, boxes(revision))).toEqual({ ok: false, seq: 1 });
      expect((await s.readBallots(key, [ADA, BEA])).ballots).toHaveLength(2);
      const again = await s.readBallots(key, [ADA, BEA]);
      expect(await s.append(first.id, close, null, boxes(again.revision))).toEqual({ ok: true });
      expect(await s.readBallots(key, [ADA, BEA])).toEqual({ revision: 0, ballots: [] });
      expect(await s.findBallot(key, ADA)).toEqual([]);
      expect(await s.castDots(key, ADA, dots(1, 3, 9), 5, guard)).toEqual({
        ok: false,
        why: 'rights',
      });
    },
  );

  onStore('a close that does not go in leaves the ballots where they are', async (s) => {
    await create(s);
    await s.castDots(key, ADA, dots(1, 2), 5, guard);
    const closing = [{ roundId: key.roundId, revision: null }];
    expect(await s.append(first.id, [decision(9)], null, closing)).toEqual({ ok: false, seq: 1 });
    const broken = s.append(first.id, [decision(2, 'again', 1)], null, closing);
    await expect(broken).rejects.toThrow(/repeated/);
    expect(await s.findBallot(key, ADA)).toEqual([dots(1, 2)]);
  });

  onStore('fifty voters at once lose nothing', async (s) => {
    await create(s);
    const seats = Array.from({ length: 50 }, (_, n) => idOf<SeatId>(100 + n));
    await Promise.all(
      seats.map((seatId, n) => s.castDots(key, seatId, dots(n % 3, 1 + (n % 2)), 5, guard)),
    );
    const { revision, ballots } = await s.readBallots(key, seats);
    expect([revision, ballots.length, await s.countVoters(key, seats)]).toEqual([50, 50, 50]);
    const sum = ballots.reduce((total, each) => total + (each.dots[0]?.n ?? 0), 0);
    expect(sum).toBe(75);
  });
}
