/** Whole boards in turn, over real sockets of which some do not read. */
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WebSocket } from 'ws';
import { bareSocket } from '../testing/sync-clients.ts';
import { aNeed, openVenue, type Venue } from '../testing/venue.ts';
import { FullSends } from './full-sends.ts';

let venue: Venue;
let sockets: WebSocket[];

beforeEach(async () => {
  venue = await openVenue();
  sockets = [];
});

afterEach(async () => {
  for (const socket of sockets) socket.terminate();
  await venue.close();
});

const ASK = new Uint8Array([MESSAGE.sync, SYNC_STEP.step1, 1, 0]);

async function open(): Promise<{ socket: WebSocket; boards: () => number }> {
  const socket = await bareSocket(venue, (await venue.sit('participant')).headers);
  sockets.push(socket);
  let boards = 0;
  socket.on('message', (data: Buffer) => {
    if (data[0] === MESSAGE.sync && data[1] === SYNC_STEP.step2) boards += 1;
  });
  return { socket, boards: () => boards };
}

it('everybody gets the board, also behind many who do not read', async () => {
  await venue.orders({ type: 'moveToPhase', phase: 'listen', afterS: 0 }, aNeed('x'.repeat(500)));
  const deaf = await Promise.all(Array.from({ length: 40 }, open));
  for (const { socket } of deaf) {
    socket.pause();
    socket.send(ASK);
  }
  const late = await open();
  late.socket.send(ASK);
  await vi.waitFor(() => expect(late.boards()).toBe(1));
  for (const { socket } of deaf) socket.resume();
  await vi.waitFor(() => expect(deaf.map(({ boards }) => boards())).toEqual(Array(40).fill(1)));
});

/** Only compared, never called: a place in the row is by who asks. */
const somebody = () => ({}) as never;

it('sends so many at once, the rest in the order of asking', () => {
  const sends = new FullSends({ fullSends: 2 });
  const sent: string[] = [];
  const done: (() => void)[] = [];
  const ask = (name: string, who = somebody()) => {
    sends.ask(who, (left) => {
      sent.push(name);
      done.push(left);
    });
    return who;
  };
  for (const name of ['a', 'b', 'c', 'd']) ask(name);
  expect(sent).toEqual(['a', 'b']);
  done[1]?.();
  expect(sent).toEqual(['a', 'b', 'c']);
  done[1]?.();
  expect(sent).toEqual(['a', 'b', 'c']);
  done[0]?.();
  expect(sent).toEqual(['a', 'b', 'c', 'd']);
});

it('who asks again before the first has left gets one more, not many', () => {
  const sends = new FullSends({ fullSends: 8 });
  const who = somebody();
  const sent: number[] = [];
  const done: (() => void)[] = [];
  for (let n = 0; n < 50; n += 1) {
    sends.ask(who, (left) => {
      sent.push(n);
      done.push(left);
    });
  }
  expect(sent).toEqual([0]);
  done[0]?.();
  expect(sent).toEqual([0, 49]);
});

it('who is slow gives up the place after a second, and who is gone at once', () => {
  vi.useFakeTimers();
  try {
    const sends = new FullSends({ fullSends: 1 });
    const sent: string[] = [];
    sends.ask(somebody(), () => sent.push('slow'));
    const gone = somebody();
    sends.ask(gone, () => sent.push('gone'));
    sends.ask(somebody(), () => sent.push('next'));
    sends.forget(gone);
    vi.advanceTimersByTime(999);
    expect(sent).toEqual(['slow']);
    vi.advanceTimersByTime(1);
    expect(sent).toEqual(['slow', 'next']);
  } finally {
    vi.useRealTimers();
  }
});
