/**
 * Secrecy on the wire: not even the moment of a frame tells that somebody saves a draft. What
 * frames may say, and to whom, is searched by the torture `secrecy` in `packages/torture`.
 */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LiveClient, liveClient } from './live-clients.ts';
import { type Stock, stockClient } from './sync-clients.ts';
import { aNeed, asCommand, openVenue, type Person, type Venue } from './venue.ts';

const CANARY = 'canarino-4711';

interface Listener {
  readonly live: LiveClient;
  readonly board: Stock;
}

let venue: Venue;
let listeners: Listener[];

beforeEach(async () => {
  venue = await openVenue();
  listeners = [];
});

afterEach(async () => {
  for (const { live, board } of listeners) {
    live.leave();
    board.leave();
  }
  await venue.close();
});

async function listen(person: Person): Promise<Listener> {
  const listener = { live: liveClient(venue, person.headers), board: stockClient(venue, person) };
  listeners.push(listener);
  await vi.waitFor(() => {
    expect(listener.live.got.counts).toBeDefined();
    expect(listener.board.provider.synced).toBe(true);
  });
  return listener;
}

describe('secrecy on the wire', () => {
  it('[B3] the moment of a saved or withdrawn draft reaches nobody else', async () => {
    const author = await venue.sit('participant');
    const facilitator = await listen(venue.owner);
    const other = await listen(await venue.sit('participant'));
    const own = await listen(author);
    await venue.orders({ type: 'moveToPhase', phase: 'write', afterS: 0 });
    await vi.waitFor(() => expect(facilitator.live.got.queue?.board).toBe(venue.workshop.boardSeq));

    const framesOf = ({ live, board }: Listener) => ({
      // Counts go out by the clock and not by what is saved.
      feeds: live.packets.filter((packet) => /"(mine|queue|roster)"/.test(packet)).length,
      frames: board.frames.length,
    });
    // Everything of the phase's own change is through once both have been answered.
    await Promise.all([facilitator.live.send([]), other.live.send([])]);
    const before = [facilitator, other].map(framesOf);
    const need = aNeed(CANARY, 'write');
    if (need.type !== 'writeCard') throw new Error('not a need');
    await own.live.send([
      asCommand(need),
      asCommand({ type: 'withdrawCard', cardId: need.cardId }),
    ]);
    await vi.waitFor(() =>
      expect(own.live.got.mine).toMatchObject(venue.workshop.standing(author.seatId)),
    );
    await Promise.all([facilitator.live.send([]), other.live.send([])]);
    expect([facilitator, other].map(framesOf)).toEqual(before);
  });
});
