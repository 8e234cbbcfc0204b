/** The ways in, each with a handful of bad frames; resolves with how many were sent. */
import { type Agent, request } from 'node:http';
import { LIVE_PATH, PROTOCOL_VERSION } from '@tavolo/protocol';
import { dialRaw, type FrameBits, rawFrame } from '../raw-socket.ts';
import type { Seeded } from '../seeded.ts';
import type { Hall } from './hall.ts';
import { BODIES } from './models.ts';
import { mutated, mutatedJson } from './mutate.ts';

const FRAMES_IN_A_SOCKET = 10;
const PACKETS_IN_A_SOCKET = 20;
const BODIES_IN_A_ROW = 10;

/** Bad frames of a document; in some sockets the framing itself is bad as well. */
export async function sendFrames(
  hall: Hall,
  random: Seeded,
  document: 'board' | 'text',
  models: readonly Uint8Array[],
): Promise<number> {
  const cookie = random.pick(hall.writers);
  const raw = await dialRaw(hall.port, hall.paths[document], { origin: hall.origin, cookie });
  const isFramedBadly = random.below(3) === 0;
  const all = Array.from({ length: FRAMES_IN_A_SOCKET }, () => {
    const payload = mutated(models, random);
    return isFramedBadly ? badlyFramed(payload, random) : rawFrame(2, payload);
  });
  await written(raw, all);
  return all.length;
}

/** Any kind of frame, any bits, lengths that are lies; or no frame at all. */
function badlyFramed(payload: Uint8Array, random: Seeded): Uint8Array {
  const bits: FrameBits = {
    fin: random.below(4) !== 0,
    reserved: random.below(4) === 0 ? random.below(8) : 0,
    masked: random.below(6) !== 0,
    ...(random.below(6) === 0 ? { told: random.below(2 ** random.below(40)) } : {}),
  };
  const opcode = random.pick([0, 1, 2, 2, 2, 3, 8, 9, 10, 11, 15]);
  return random.below(10) === 0
    ? random.bytes(1 + random.below(60))
    : rawFrame(opcode, payload, bits);
}

/** Packets of the live channel, after a good beginning or none. */
export async function sendPackets(
  hall: Hall,
  random: Seeded,
  commands: readonly unknown[],
): Promise<number> {
  const query = `EIO=4&transport=websocket&workshop=${hall.workshopId}&version=${PROTOCOL_VERSION}`;
  const cookie = random.pick(hall.observers);
  const raw = await dialRaw(hall.port, `${LIVE_PATH}/?${query}`, { origin: hall.origin, cookie });
  const start = random.below(10) === 0 ? [] : [rawFrame(1, Buffer.from('40'))];
  const all = Array.from({ length: PACKETS_IN_A_SOCKET }, () => {
    const packet = Buffer.from(packetOf(random, commands));
    const bytes = random.below(3) === 0 ? mutated([packet], random) : packet;
    return rawFrame(random.below(12) === 0 ? 2 : 1, bytes);
  });
  await written(raw, [...start, ...all]);
  return all.length;
}

/** Mostly an event with an id to be answered; else what the two protocols below know. */
function packetOf(random: Seeded, commands: readonly unknown[]): string {
  const event = mutatedJson(commands, random);
  switch (random.below(8)) {
    case 0:
      return `42["${random.pick(['command', '__proto__', 'connect', 'disconnect', 'error'])}",${event}]`;
    case 1:
      return `45${random.below(5)}-["command",{"_placeholder":true,"num":${random.below(9)}}]`;
    case 2:
      return random.pick([
        '2',
        '3',
        '6',
        '1',
        '41',
        '43[]',
        '44',
        '4',
        '',
        '40/evil,',
        '49',
        '42[]',
        '42{}',
      ]);
    default:
      return `42${random.below(1_000)}["command",${event}]`;
  }
}

/** Bodies to every route that takes one, and addresses of every kind. */
export async function sendBodies(
  hall: Hall,
  random: Seeded,
  commands: readonly unknown[],
  agent: Agent,
): Promise<number> {
  const workshop = `/api/workshops/${hall.workshopId}`;
  for (let n = 0; n < BODIES_IN_A_ROW; n += 1) {
    const path = random.pick([
      `${workshop}/commands`,
      `${workshop}/commands`,
      `${workshop}/reset`,
      '/api/join',
      '/api/workshops',
      `/api/join/${encodeURIComponent(mutatedJson(['K7QF-M3XD'], random).replace(/\p{Surrogate}/gu, ''))}`,
      '/j/%E0%A4%A',
      `${workshop}/%00`,
    ]);
    const body = path.endsWith('commands')
      ? mutatedJson(commands, random)
      : mutatedJson(BODIES, random);
    const cookie =
      random.below(4) === 0
        ? `tavolo=${'A'.repeat(random.below(99))}`
        : random.pick(hall.observers);
    await posted(hall, agent, path, body, cookie);
  }
  return BODIES_IN_A_ROW;
}

function posted(
  hall: Hall,
  agent: Agent,
  path: string,
  body: string,
  cookie: string,
): Promise<void> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', origin: hall.origin, cookie };
    const { port } = hall;
    const sent = request(
      { port, host: '127.0.0.1', path, method: 'POST', agent, headers },
      (answer) => {
        answer.resume();
        answer.on('close', resolve);
      },
    );
    // A program that is gone answers nobody; that is told by the program itself.
    sent.on('error', () => resolve());
    sent.end(body);
  });
}

/** All of them, one after the other; then it waits until the other side has dealt with them. */
async function written(
  raw: Awaited<ReturnType<typeof dialRaw>>,
  frames: readonly Uint8Array[],
): Promise<void> {
  if (raw.status === 101) raw.socket.write(Buffer.concat(frames));
  // A good-bye in good framing; where the frames before were not, it is cut off all the same.
  raw.socket.end(rawFrame(8, Uint8Array.of(3, 232)));
  raw.socket.resume();
  await raw.ended;
}
