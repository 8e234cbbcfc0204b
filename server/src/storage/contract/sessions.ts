/** Sessions end when they should; a recovery key works once. */
import { expect } from 'vitest';
import type { OnStore } from '../storage.contract.ts';
import type { Grace, Storage } from '../storage.ts';
import { decisions, idOf, session, workshopRecord } from '../storage-samples.ts';

/** The old token is worth nothing from now on. */
const NO_GRACE: Grace = { now: 0, until: 0 };

export function sessionPromises(onStore: OnStore): void {
  const two = async (s: Storage): Promise<void> => {
    await s.createWorkshop(workshopRecord(1), decisions(1, 1), 'key-1');
    await s.createWorkshop(workshopRecord(2), decisions(1, 1), 'key-2');
  };

  onStore('a session is found until it expires, in its own workshop alone', async (s) => {
    await two(s);
    const saved = session('token', 1, 1_000);
    await s.saveSession(saved);
    expect(await s.findSession('token', idOf(1), 999)).toEqual(saved);
    expect(await s.findSession('token', idOf(1), 1_000)).toBeNull();
    expect(await s.findSession('token', idOf(2), 0)).toBeNull();
    expect(await s.findSession('other', idOf(1), 0)).toBeNull();
  });

  onStore('a later session of the same token and workshop replaces the earlier', async (s) => {
    await two(s);
    await s.saveSession(session('token', 1, 1_000));
    const later = { ...session('token', 1, 5_000), seatId: idOf<never>(7) };
    await s.saveSession(later);
    expect(await s.findSession('token', idOf(1), 0)).toEqual(later);
  });

  onStore('ending a session ends that one alone', async (s) => {
    await two(s);
    await s.saveSession(session('token', 1, 1_000));
    await s.saveSession(session('token', 2, 1_000));
    await s.endSession('token', idOf(1));
    await s.endSession('token', idOf(1));
    expect(await s.findSession('token', idOf(1), 0)).toBeNull();
    expect(await s.findSession('token', idOf(2), 0)).not.toBeNull();
  });

  onStore('a new token takes over all sessions of the browser, and no others', async (s) => {
    await two(s);
    await s.createWorkshop(workshopRecord(3), decisions(1, 1), 'key-3');
    await s.saveSession(session('old', 1, 1_000));
    await s.saveSession(session('old', 2, 2_000));
    await s.saveSession(session('new', 2, 9_000));
    await s.saveSession(session('bystander', 1, 1_000));
    await s.saveSession(session('old', 3, 3_000));
    expect(await s.rotateSessions('old', session('new', 3, 8_000), NO_GRACE)).toBe('old');
    expect(await s.findSession('new', idOf(3), 0)).toEqual(session('new', 3, 8_000));
    expect(await s.findSession('old', idOf(1), 0)).toBeNull();
    expect(await s.findSession('old', idOf(2), 0)).toBeNull();
    expect(await s.findSession('new', idOf(1), 0)).toEqual(session('new', 1, 1_000));
    expect(await s.findSession('new', idOf(2), 0)).toEqual(session('new', 2, 2_000));
    expect(await s.findSession('bystander', idOf(1), 0)).not.toBeNull();
  });

  onStore('a session that cannot be saved leaves the old token as it was', async (s) => {
    await two(s);
    await s.saveSession(session('old', 1, 1_000));
    const unsaved = s.rotateSessions('old', session('new', 9, 1), { now: 0, until: 9 });
    await expect(unsaved).rejects.toThrow(/unknown workshop/);
    expect(await s.findSession('old', idOf(1), 0)).toEqual(session('old', 1, 1_000));
  });

  onStore(
    'within its grace the former token opens what the new one opens, and that ends',
    async (s) => {
      await two(s);
      await s.saveSession(session('old', 1, 1_000));
      await s.saveSession(session('old', 2, 2_000));
      const next = session('new', 1, 5_000);
      await s.rotateSessions('old', next, { now: 0, until: 600 });
      expect(await s.findSession('old', idOf(1), 599)).toEqual({ ...next, hasFormer: true });
      expect(await s.findSession('new', idOf(1), 599)).toEqual({ ...next, hasFormer: true });
      expect(await s.findSession('old', idOf(2), 599)).toMatchObject(session('new', 2, 2_000));
      expect(await s.findSession('old', idOf(1), 600)).toBeNull();
      expect(await s.findSession('new', idOf(1), 600)).toEqual(next);
      await s.endFormer('bystander');
      await s.endSession('new', idOf(2));
      expect(await s.findSession('old', idOf(2), 0)).toBeNull();
      await s.endFormer('new');
      expect(await s.findSession('old', idOf(1), 0)).toBeNull();
      expect(await s.findSession('new', idOf(1), 0)).toEqual(next);
    },
  );

  onStore(
    'a former token stands for its browser, also where the token changes again',
    async (s) => {
      await two(s);
      await s.saveSession(session('first', 1, 1_000));
      await s.rotateSessions('first', session('second', 1, 1_000), { now: 0, until: 600 });
      const third = session('third', 1, 1_000);
      expect(await s.rotateSessions('first', third, { now: 1, until: 601 })).toBe('second');
      for (const former of ['first', 'second']) {
        expect(await s.findSession(former, idOf(1), 2)).toMatchObject(third);
      }
      await s.sweepSessions(600);
      expect(await s.findSession('first', idOf(1), 2)).toBeNull();
      expect(await s.findSession('second', idOf(1), 2)).toMatchObject(third);
      expect(await s.rotateSessions('second', session('last', 2, 1_000), NO_GRACE)).toBe('third');
      for (const former of ['second', 'third']) {
        expect(await s.findSession(former, idOf(1), 2)).toBeNull();
      }
      expect(await s.findSession('last', idOf(1), 2)).toEqual(session('last', 1, 1_000));
    },
  );

  onStore('a session is prolonged where it still is, and not brought back', async (s) => {
    await two(s);
    await s.saveSession(session('token', 1, 1_000));
    await s.prolongSession('token', idOf(1), 2_000);
    expect(await s.findSession('token', idOf(1), 1_500)).toEqual(session('token', 1, 2_000));
    await s.endSession('token', idOf(1));
    await s.prolongSession('token', idOf(1), 3_000);
    expect(await s.findSession('token', idOf(1), 0)).toBeNull();
  });

  onStore('what has expired is swept away, and nothing else', async (s) => {
    await two(s);
    await s.saveSession(session('early', 1, 1_000));
    await s.saveSession(session('late', 1, 1_001));
    await s.sweepSessions(1_000);
    expect(await s.findSession('early', idOf(1), 0)).toBeNull();
    expect(await s.findSession('late', idOf(1), 0)).not.toBeNull();
  });

  onStore('a session needs a workshop', async (s) => {
    await expect(s.saveSession(session('t', 9, 1))).rejects.toThrow(/unknown workshop/);
  });

  onStore('a recovery key works once and leaves the next in its place', async (s) => {
    await two(s);
    expect(await s.useRecovery('key-1', 'next')).toBe(idOf(1));
    expect(await s.useRecovery('key-1', 'again')).toBeNull();
    expect(await s.useRecovery('next', 'third')).toBe(idOf(1));
    expect(await s.useRecovery('key-2', 'other')).toBe(idOf(2));
  });

  onStore('of many who use a key at once, one gets in', async (s) => {
    await two(s);
    const tries = Array.from({ length: 30 }, (_, n) => s.useRecovery('key-1', `next-${n}`));
    expect((await Promise.all(tries)).filter((id) => id !== null)).toEqual([idOf(1)]);
  });

  onStore('a recovery key can be replaced, whatever it was', async (s) => {
    await two(s);
    await s.setRecovery(idOf(1), 'fresh');
    expect(await s.useRecovery('key-1', 'x')).toBeNull();
    expect(await s.useRecovery('fresh', 'y')).toBe(idOf(1));
    await expect(s.setRecovery(idOf(9), 'z')).rejects.toThrow(/unknown workshop/);
  });

  onStore('the key of the installation is made once, by whoever comes first', async (s) => {
    const keys = Array.from({ length: 20 }, (_, n) => Uint8Array.of(n, 1, 2, 3));
    const told = await Promise.all(keys.map((key) => s.installationKey(key)));
    const [first] = told;
    expect(keys).toContainEqual(first);
    for (const key of told) expect(key).toEqual(first);
    first?.fill(9);
    expect(await s.installationKey(Uint8Array.of(7))).toEqual(told[1]);
  });
}
