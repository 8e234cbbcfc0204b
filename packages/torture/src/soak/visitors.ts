/** People who come for a moment: each dials the board, a text or the live channel, is in step, and goes. */
import { LIVE_PATH, MESSAGE, PROTOCOL_VERSION, SYNC_STEP } from '@tavolo/protocol';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { Served } from '../crowd/served.ts';
import type { Person, Place } from '../crowd/words.ts';
import type { Seeded } from '../seeded.ts';

const PATIENCE_MS = 20_000;
/** "I have nothing", as the stock provider says it. */
const NOTHING = Uint8Array.of(MESSAGE.sync, SYNC_STEP.step1, 1, 0);
/** Of so many visits one is of a text and one of the live channel. */
const OF = 10;

/** So many of them at the same time, again and again; rejects where one is not let in. */
export async function visit(
  served: Served,
  place: Place,
  { times, atOnce, random }: { times: number; atOnce: number; random: Seeded },
): Promise<void> {
  for (let from = 0; from < times; from += atOnce) {
    const some = Array.from({ length: Math.min(atOnce, times - from) }, () => {
      const person = random.pick(place.people);
      const kind = random.below(OF);
      if (kind === 0) return lookIn(served, place, person);
      const text = kind === 1 ? place.texts[0] : undefined;
      return read(served, place, person, text ?? 'board', random.below(2) === 0);
    });
    await Promise.all(some);
  }
}

/** Goes politely, or without a word. */
function read(
  { url }: Served,
  { workshopId }: Place,
  { cookie }: Person,
  document: string,
  isPolite: boolean,
): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/sync/${workshopId}/${document}`, {
    headers: { cookie, origin: url },
    perMessageDeflate: false,
  });
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => socket.terminate(), PATIENCE_MS);
    let isInStep = false;
    socket.on('open', () => socket.send(NOTHING));
    socket.on('message', (data: Buffer) => {
      if (isInStep || data[0] !== MESSAGE.sync || data[1] !== SYNC_STEP.step2) return;
      isInStep = true;
      if (isPolite) socket.close();
      else socket.terminate();
    });
    socket.on('error', () => socket.terminate());
    socket.on('close', (code) => {
      clearTimeout(late);
      if (isInStep) resolve();
      else reject(new Error(`${document} ended with ${code} before it was in step`));
    });
  });
}

function lookIn({ url }: Served, { workshopId }: Place, { cookie }: Person): Promise<void> {
  const socket = io(url, {
    path: LIVE_PATH,
    transports: ['websocket'],
    query: { workshop: workshopId, version: String(PROTOCOL_VERSION) },
    extraHeaders: { cookie, origin: url },
    forceNew: true,
    reconnection: false,
    timeout: PATIENCE_MS,
  });
  return new Promise((resolve, reject) => {
    socket.on('connect_error', reject);
    socket.on('hello', () => {
      socket.disconnect();
      resolve();
    });
  });
}
