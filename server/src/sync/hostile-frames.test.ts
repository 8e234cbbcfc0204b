/**
 * Frames that no client of ours sends. The board's bytes stay what they are, nobody else
 * notices, and the server lives. Seeded: a failure names its seed.
 */
import { MESSAGE } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { bareSocket, closeOf, type Stock, stockClient } from '../testing/sync-clients.ts';
import { aNeed, openVenue, type Venue } from '../testing/venue.ts';
import { presenceFrame, presenceLine, readFrame, step2Frame, updateFrame } from './frames.ts';

const FRAMES = process.env.TAVOLO_LONG === '1' ? 100_000 : 10_000;
/** Few, because a socket is closed at its fifth refused frame. */
const IN_A_SOCKET = 10;

let venue: Venue;
let witness: Stock;

beforeEach(async () => {
  venue = await openVenue();
  await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 }, aNeed('Una panchina'));
  witness = stockClient(venue, await venue.sit('participant'));
  await vi.waitFor(() => expect(witness.provider.synced).toBe(true));
});

afterEach(async () => {
  witness.leave();
  await venue.close();
});

function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

/** Good frames, and writes that Yjs itself would take. */
function models(): Uint8Array[] {
  const forged = new Y.Doc();
  Y.applyUpdate(forged, Y.encodeStateAsUpdate(venue.workshop.board));
  // As the server itself would write it.
  forged.clientID = 1;
  const before = Y.encodeStateVector(forged);
  for (const key of forged.getMap('cards').keys()) forged.getMap('cards').delete(key);
  forged.getMap('meta').set('seq', 9_999);
  const forgery = Y.encodeStateAsUpdate(forged, before);
  return [
    new Uint8Array([MESSAGE.sync, 0, 1, 0]),
    new Uint8Array([MESSAGE.queryAwareness]),
    updateFrame(forgery),
    step2Frame(forgery),
    updateFrame(Y.encodeStateAsUpdate(forged)),
    presenceFrame([
      presenceLine(4_242, 1, JSON.stringify({ cursor: { x: 1, y: 2 }, holding: null })),
    ]),
    presenceFrame([presenceLine(4_242, 2, '{"__proto__":{"cursor":null}}')]),
  ];
}

function mutated(frame: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = [...frame];
  for (let count = random(4); count > 0; count -= 1) {
    const at = random(bytes.length + 1);
    const kind = random(4);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes.splice(at, 1 + random(8));
    else if (kind === 2)
      bytes.splice(at, 0, ...Array.from({ length: random(8) }, () => random(256)));
    else bytes[at] = 255;
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}

describe('hostile frames', () => {
  it('are read as one of the known frames or refused, and never slowly', () => {
    const seed = Number(process.env.TAVOLO_SEED ?? 20_261_125);
    const random = randomFrom(seed);
    const good = models();
    const read = new Set<string>();
    let refused = 0;
    let slowest = 0;
    for (let count = 0; count < FRAMES * 10; count += 1) {
      const frame = mutated(good[random(good.length)] ?? new Uint8Array(), random);
      const start = performance.now();
      try {
        read.add(readFrame(frame).is);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        refused += 1;
      }
      slowest = Math.max(slowest, performance.now() - start);
    }
    expect([...read].sort()).toEqual(['presence', 'presence-query', 'step1', 'write']);
    expect(refused).toBeGreaterThan(0);
    expect(slowest, `seed ${seed}`).toBeLessThan(250);
  });

  it(`${FRAMES} random and mutated frames leave the board’s bytes as they are`, {
    timeout: 600_000,
  }, async () => {
    const seed = Number(process.env.TAVOLO_SEED ?? 20_261_124);
    const random = randomFrom(seed);
    const good = models();
    const before = Buffer.from(Y.encodeStateAsUpdate(venue.workshop.board)).toString('hex');
    const { seq } = venue.workshop;
    const { headers } = await venue.sit('participant');
    const seqNow = seq + 1;

    for (let sent = 0; sent < FRAMES; sent += IN_A_SOCKET) {
      const socket = await bareSocket(venue, headers);
      const closed = closeOf(socket);
      for (let count = 0; count < IN_A_SOCKET; count += 1) {
        const model = good[random(good.length)] ?? new Uint8Array();
        const frame =
          random(5) === 0
            ? Uint8Array.from({ length: random(200) }, () => random(256))
            : mutated(model, random);
        if (random(50) === 0) socket.send(Buffer.from(frame).toString('latin1'));
        else socket.send(frame);
      }
      socket.close();
      await closed;
    }

    const after = Buffer.from(Y.encodeStateAsUpdate(venue.workshop.board)).toString('hex');
    expect(after, `seed ${seed}`).toBe(before);
    expect(venue.workshop.seq).toBe(seqNow);
    expect(venue.workshop.board.store.pendingStructs).toBeNull();
    await venue.orders(aNeed('Dopo'));
    await vi.waitFor(() =>
      expect(Buffer.from(Y.encodeStateAsUpdate(witness.doc)).toString('hex')).toBe(
        Buffer.from(Y.encodeStateAsUpdate(venue.workshop.board)).toString('hex'),
      ),
    );
    expect(witness.closed()).toBeNull();
  });
});
