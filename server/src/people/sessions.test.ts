import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Role, Seat, SeatId, WorkshopId } from '@tavolo/model';
import { beforeEach, describe, expect, it } from 'vitest';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { createWorkshop } from '../workshop/create-workshop.ts';
import { GRACE_MS, LEADER_IDLE_MS, openSessions, type Sessions } from './sessions.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;

let storage: Storage;
let sessions: Sessions;
let now: number;
let workshopId: WorkshopId;

const withCookie = (setCookie?: string) =>
  ({
    headers: setCookie === undefined ? {} : { cookie: setCookie.split(';')[0] },
  }) as IncomingMessage;

function seat(role: Role): Seat {
  return {
    id: randomUUID() as string as SeatId,
    role,
    name: 'Menta',
    kind: null,
    organisation: null,
    language: 'it',
    owner: false,
    tableId: null,
    ready: false,
    hand: null,
    waiting: false,
  };
}

async function workshop(): Promise<WorkshopId> {
  const id = randomUUID() as string as WorkshopId;
  await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId: id,
      title: 'Prova',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: randomUUID() as string as SeatId, name: '' },
      themes: [],
    },
    {
      storage,
      now,
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      recoveryHash: randomUUID(),
    },
  );
  return id;
}

beforeEach(async () => {
  now = 1_764_000_000_000;
  storage = openMemoryStorage();
  sessions = openSessions(storage, { secure: false, days: 30 }, () => now);
  workshopId = await workshop();
});

describe('the cookie', () => {
  it('is out of reach of scripts and other sites, and named for https where there is https', async () => {
    const plain = await sessions.begin(withCookie(), workshopId, seat('participant'));
    expect(plain).toMatch(/^tavolo=[\w-]{43}; Path=\/; Max-Age=2592000; HttpOnly; SameSite=Lax$/);
    const secure = openSessions(storage, { secure: true, days: 9_999 }, () => now);
    expect(await secure.begin(withCookie(), workshopId, seat('participant'))).toMatch(
      /^__Host-tavolo=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
    );
  });

  it('opens nothing where it is unknown, malformed or another site’s', async () => {
    for (const cookie of ['', 'tavolo=', 'tavolo=x', `tavolo=${'a'.repeat(43)}`, 'other=1; a']) {
      expect(await sessions.visitorOf(withCookie(cookie), workshopId)).toBeNull();
    }
  });

  it('is found among others and kept nowhere as it is', async () => {
    const cookie = await sessions.begin(withCookie(), workshopId, seat('participant'));
    const request = {
      headers: { cookie: `a=b; ${cookie.split(';')[0]}; c=d` },
    } as IncomingMessage;
    const visitor = await sessions.visitorOf(request, workshopId);
    expect(visitor?.tokenHash).toMatch(/^[0-9a-f]{64}$/);
    expect(cookie).not.toContain(visitor?.tokenHash);
  });
});

describe('one browser in two workshops', () => {
  it('keeps both seats under a new token, and the old token is worth nothing', async () => {
    const other = await workshop();
    const told: [string, string][] = [];
    sessions.whenRotated((before, after) => told.push([before, after]));
    const [here, there] = [seat('participant'), seat('participant')];
    const first = await sessions.begin(withCookie(), workshopId, here);
    const second = await sessions.begin(withCookie(first), other, there);
    expect(second).not.toBe(first);
    expect((await sessions.visitorOf(withCookie(second), workshopId))?.seatId).toBe(here.id);
    expect((await sessions.visitorOf(withCookie(second), other))?.seatId).toBe(there.id);
    expect(await sessions.visitorOf(withCookie(first), workshopId)).toBeNull();
    expect(told).toHaveLength(1);
    expect(told[0]?.[1]).toBe(sessions.tokenHashOf(withCookie(second)));
  });

  it('leaving one keeps the other', async () => {
    const other = await workshop();
    const first = await sessions.begin(withCookie(), workshopId, seat('participant'));
    const both = await sessions.begin(withCookie(first), other, seat('participant'));
    const visitor = await sessions.visitorOf(withCookie(both), workshopId);
    if (visitor === null) throw new Error('no visitor');
    await sessions.end(visitor);
    expect(await sessions.visitorOf(withCookie(both), workshopId)).toBeNull();
    expect(await sessions.visitorOf(withCookie(both), other)).not.toBeNull();
  });
});

describe('how long a seat is kept', () => {
  it('a participant’s for the days that are set', async () => {
    const cookie = withCookie(await sessions.begin(withCookie(), workshopId, seat('participant')));
    now += 30 * DAY_MS - 1;
    expect(await sessions.visitorOf(cookie, workshopId)).not.toBeNull();
  });

  it('a participant’s no longer', async () => {
    const cookie = withCookie(await sessions.begin(withCookie(), workshopId, seat('participant')));
    now += 30 * DAY_MS + 1;
    expect(await sessions.visitorOf(cookie, workshopId)).toBeNull();
  });

  it('a facilitator’s for eight hours without a visit, and visits prolong it', async () => {
    const cookie = withCookie(await sessions.begin(withCookie(), workshopId, seat('facilitator')));
    for (let visit = 0; visit < 5; visit += 1) {
      now += 7 * HOUR_MS;
      expect(await sessions.visitorOf(cookie, workshopId)).not.toBeNull();
    }
    now += LEADER_IDLE_MS + 1;
    expect(await sessions.visitorOf(cookie, workshopId)).toBeNull();
  });

  it('a visit at the moment of leaving does not bring the seat back', async () => {
    const cookie = withCookie(await sessions.begin(withCookie(), workshopId, seat('facilitator')));
    const visitor = await sessions.visitorOf(cookie, workshopId);
    if (visitor === null) throw new Error('no visitor');
    now += HOUR_MS;
    await Promise.all([sessions.visitorOf(cookie, workshopId), sessions.end(visitor)]);
    expect(await sessions.visitorOf(cookie, workshopId)).toBeNull();
  });

  it('who comes to lead gets a new token and a short life, who stops leading a long one', async () => {
    const first = await sessions.begin(withCookie(), workshopId, seat('participant'));
    const visitor = await sessions.visitorOf(withCookie(first), workshopId);
    if (visitor === null) throw new Error('no visitor');
    expect(await sessions.renew(withCookie(first), visitor, 'participant')).toBeNull();
    const leading = await sessions.renew(withCookie(first), visitor, 'facilitator');
    if (leading === null) throw new Error('not renewed');
    const led = await sessions.visitorOf(withCookie(leading), workshopId);
    if (led === null) throw new Error('no visitor');
    const back = await sessions.renew(withCookie(leading), led, 'participant');
    if (back === null) throw new Error('not renewed');
    now += 20 * DAY_MS;
    expect(await sessions.visitorOf(withCookie(back), workshopId)).not.toBeNull();
  });
});

describe('a new token whose answer is lost', () => {
  const seatIn = (cookie: string) => sessions.visitorOf(withCookie(cookie), workshopId);

  async function promoted() {
    const first = await sessions.begin(withCookie(), workshopId, seat('participant'));
    const renew = async (cookie: string, role: Role = 'facilitator') => {
      const visitor = await seatIn(cookie);
      if (visitor === null) throw new Error('no visitor');
      return sessions.renew(withCookie(cookie), visitor, role);
    };
    const second = await renew(first);
    if (second === null) throw new Error('not renewed');
    expect(second).not.toBe(first);
    return { first, second, renew };
  }

  it('leaves the former one good, in a second tab too, until the new one is first used', async () => {
    const { first, second } = await promoted();
    const [old, next] = [await seatIn(first), sessions.tokenHashOf(withCookie(second))];
    // What is opened with the old one belongs to the new one.
    expect(old).toMatchObject({ tokenHash: next });
    expect(await sessions.stays(() => old ?? never(), true)).toBe(true);
    expect(await seatIn(first)).not.toBeNull();
    expect(await seatIn(second)).not.toBeNull();
    expect(await seatIn(first)).toBeNull();
  });

  it('leaves it good for ten minutes at most, however often it is used', async () => {
    const { first, second, renew } = await promoted();
    now += GRACE_MS - 1;
    expect(await renew(first)).toBe(second);
    now += 1;
    expect(await seatIn(first)).toBeNull();
    expect(await seatIn(second)).not.toBeNull();
  });

  it('is told again as it was, and a third one where this program was started anew', async () => {
    const { first, second, renew } = await promoted();
    expect(await renew(first)).toBe(second);
    expect(await renew(first)).toBe(second);
    const told: [string, string][] = [];
    sessions = openSessions(storage, { secure: false, days: 30 }, () => now);
    sessions.whenRotated((before, after) => told.push([before, after]));
    const third = await renew(first);
    if (third === null) throw new Error('not renewed');
    expect(third).not.toBe(second);
    expect(told).toEqual(
      [[second, third]].map((pair) => pair.map((c) => sessions.tokenHashOf(withCookie(c)))),
    );
    // Of the two, whichever arrives.
    expect(await seatIn(second)).not.toBeNull();
    expect(await seatIn(third)).not.toBeNull();
    for (const gone of [first, second]) expect(await seatIn(gone)).toBeNull();
  });

  it('a role that changes back meanwhile is told with it', async () => {
    const { first, second, renew } = await promoted();
    expect(await renew(first, 'participant')).toBe(second);
    now += 20 * DAY_MS;
    expect(await seatIn(second)).not.toBeNull();
  });

  it('leaving ends both at once', async () => {
    const { first, second } = await promoted();
    const visitor = await seatIn(first);
    if (visitor === null) throw new Error('no visitor');
    await sessions.end(visitor);
    expect(await seatIn(first)).toBeNull();
    expect(await seatIn(second)).toBeNull();
  });

  it('sitting down gives no grace, and ends the one that there was', async () => {
    const { first, second } = await promoted();
    const other = await sessions.begin(withCookie(first), await workshop(), seat('participant'));
    expect(await seatIn(first)).toBeNull();
    expect(await seatIn(second)).toBeNull();
    expect(await seatIn(other)).not.toBeNull();
  });
});

function never(): never {
  throw new Error('no visitor');
}
