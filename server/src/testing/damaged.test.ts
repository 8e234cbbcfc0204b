/** A log that cannot be trusted: who comes is told what is the matter, and nobody else suffers. */
import { CLOSE, type Refused } from '@tavolo/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BrokenLog, BrokenText } from '../storage/errors.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { type Desk, openDesk } from './desk.ts';
import { refusedConnection } from './live-clients.ts';
import { bareSocket, closeOf } from './sync-clients.ts';
import { openVenue, type Venue } from './venue.ts';

let storage: Storage;
let desk: Desk;
/** Started later over the same store; it has to read the desk's workshop anew. */
let venue: Venue;

beforeEach(async () => {
  storage = openMemoryStorage();
  desk = await openDesk(storage);
  venue = await openVenue(storage);
});

afterEach(async () => {
  vi.restoreAllMocks();
  await venue.close();
  await desk.close();
});

const headers = (person = desk.venue.owner) => ({ ...person.headers, origin: venue.origin });

async function asked(path: string, more: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${venue.origin}${path}`, { headers: { ...headers(), ...more } });
  const { refusal } = (await response.json()) as Refused;
  return { status: response.status, refusal };
}

function breakLog(): void {
  const { id } = desk.venue.workshop;
  const read = storage.read.bind(storage);
  vi.spyOn(storage, 'read').mockImplementation((of, afterSeq, limit) =>
    of === id ? Promise.reject(new BrokenLog(id, 3, 'checksum')) : read(of, afterSeq, limit),
  );
}

it('is a clear sentence in both languages over HTTP, a close code and a reason elsewhere', async () => {
  breakLog();
  const { id } = desk.venue.workshop;
  for (const [language, words] of [
    ['it', 'danneggiato'],
    ['en', 'damaged'],
  ] as const) {
    const { status, refusal } = await asked(`/api/workshops/${id}`, {
      'accept-language': language,
    });
    expect([status, refusal.kind]).toEqual([503, 'damaged']);
    expect(refusal.message).toContain(words);
  }
  const page = await fetch(`${venue.origin}/j/${desk.venue.workshop.joinCode}?lang=it`);
  expect(page.status).toBe(503);
  expect(await page.text()).toContain('danneggiato');

  expect(await refusedConnection(venue, headers(), { workshop: id })).toMatchObject({
    kind: 'damaged',
  });
  for (const document of ['board', desk.key.name]) {
    const socket = await bareSocket(venue, headers(), `/sync/${id}/${document}`);
    expect((await closeOf(socket)).code).toBe(CLOSE.damaged);
  }
});

it('is read once, named at /readyz, and leaves the other workshops alone', async () => {
  breakLog();
  const { id } = desk.venue.workshop;
  for (let times = 0; times < 3; times += 1) await asked(`/api/workshops/${id}`);
  const reads = vi.mocked(storage.read).mock.calls.filter(([of]) => of === id);
  expect(reads).toHaveLength(1);
  const ready = await fetch(`${venue.origin}/readyz`);
  expect([ready.status, await ready.json()]).toEqual([200, { ready: true, damaged: [id] }]);
  const headers = { 'x-forwarded-for': '192.168.1.7' };
  const toOthers = await fetch(`${venue.origin}/readyz`, { headers });
  expect(await toOthers.json()).toEqual({ ready: true });
  await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const own = await fetch(`${venue.origin}/api/workshops/${venue.workshop.id}`, {
    headers: venue.owner.headers,
  });
  expect(own.status).toBe(200);
});

it('of a text is told as that of a text; its board can be read', async () => {
  const { key, proposalId } = desk;
  vi.spyOn(storage, 'readText').mockRejectedValue(new BrokenText(key, 7, 'gap'));
  const path = `/api/workshops/${key.workshopId}`;
  const { status, refusal } = await asked(`${path}/proposals/${proposalId}/versions`);
  expect([status, refusal.kind]).toEqual([503, 'damaged-text']);
  const socket = await bareSocket(venue, headers(), desk.path);
  expect((await closeOf(socket)).code).toBe(CLOSE.damaged);
  const board = await fetch(`${venue.origin}${path}`, { headers: headers() });
  expect(board.status).toBe(200);
});
