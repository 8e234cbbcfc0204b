/** A machine with a join code and no manners: it may sit down as often as a whole venue would, not more. */
import { randomBytes } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openVenue, type Venue } from '../testing/venue.ts';
import { isDenial } from './denial.ts';
import { type Joining, openJoining } from './joining.ts';
import { openNewcomers } from './newcomers.ts';
import { IN_MEMORY } from './open-limiters.ts';
import { openSessions } from './sessions.ts';
import { openWrongCodes } from './wrong-codes.ts';

const VENUE = '192.0.2.7';
let venue: Venue;
let joining: Joining;
let now: number;

beforeEach(async () => {
  venue = await openVenue();
  now = Date.now();
  const { storage, house } = venue;
  joining = openJoining({
    storage,
    house,
    sessions: openSessions(storage, { secure: false, days: 30 }, Date.now),
    wrongCodes: openWrongCodes(IN_MEMORY),
    newcomers: openNewcomers(() => now, IN_MEMORY, { perSecond: 1, burst: 3 }),
  });
});

afterEach(() => venue.close());

const browser = (cookie?: string): IncomingMessage => {
  const request = new IncomingMessage(new Socket());
  if (cookie !== undefined) request.headers.cookie = cookie;
  request.headers['user-agent'] = randomBytes(4).toString('hex');
  return request;
};

const join = (address: string, cookie?: string) =>
  joining.join({ code: venue.workshop.joinCode }, browser(cookie), address);

it('new seats of one address have an allowance; who has one already, and others, do not feel it', async () => {
  const seated = [await join(VENUE), await join(VENUE), await join(VENUE)];
  const [first] = seated;
  if (first === undefined || isDenial(first)) throw new Error('not seated');
  expect(seated.some(isDenial)).toBe(false);
  expect(await join(VENUE)).toMatchObject({ kind: 'too-many', retryAfter: 1_000 });
  const again = await join(VENUE, first.cookie.split(';')[0]);
  if (isDenial(again)) throw new Error('turned away');
  expect(again.seat.id).toBe(first.seat.id);
  expect(isDenial(await join('198.51.100.3'))).toBe(false);
  now += 1_000;
  expect(isDenial(await join(VENUE))).toBe(false);
});
