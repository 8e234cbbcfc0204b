/**
 * Phones: each dials the board as the page does, says what it has (nothing) and that it is
 * here, and is in step once the whole board has come. Nobody reads before all are through the
 * door, as on a hall's wireless: what is sent to them meanwhile waits in the server.
 */
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import { WebSocket } from 'ws';
import type { DialAnswer, Phones, PhonesQuestion } from './phones.ts';

/** "I have nothing", as the stock provider says it. */
const NOTHING = Uint8Array.of(MESSAGE.sync, SYNC_STEP.step1, 1, 0);

export function openPhones(): Phones {
  const phones = new Set<WebSocket>();
  return {
    dial: (question) => dialAll(phones, question),
    hangUp: () => hangUp(phones),
    close: () => hangUp(phones),
  };
}

async function dialAll(phones: Set<WebSocket>, question: PhonesQuestion): Promise<DialAnswer> {
  const { url, people, patienceMs } = question;
  const origin = new URL(url).origin.replace('ws', 'http');
  const answer = { synced: 0, errors: 0, bytes: 0, board: null as Uint8Array | null };
  const times: number[] = [];
  const everybody = arrivalOf(phones, people.length);
  const from = performance.now();
  const all = people.map(
    ({ cookie }, index) =>
      new Promise<void>((resolve) => {
        const phone = new WebSocket(url, { origin, headers: { cookie }, perMessageDeflate: false });
        phones.add(phone);
        let isSynced = false;
        phone.on('error', () => undefined);
        phone.on('open', () => {
          phone.send(NOTHING);
          phone.send(presenceOf(index + 1_000));
          phone.pause();
          everybody.isThere(phone);
        });
        phone.on('close', () => {
          phones.delete(phone);
          everybody.isThere(phone);
          if (!isSynced) answer.errors += 1;
          resolve();
        });
        phone.on('message', (data: Buffer) => {
          answer.bytes += data.length;
          if (isSynced || data[0] !== MESSAGE.sync || data[1] !== SYNC_STEP.step2) return;
          isSynced = true;
          answer.synced += 1;
          answer.board ??= new Uint8Array(data);
          times.push(performance.now() - from);
          resolve();
        });
      }),
  );
  const dialedMs = performance.now() - from;
  await Promise.race([
    Promise.all(all),
    new Promise((resolve) => setTimeout(resolve, patienceMs).unref()),
  ]);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.ceil(times.length * share) - 1] ?? patienceMs;
  const last = answer.synced === people.length ? at(1) : patienceMs;
  return { ...answer, dialedMs, halfMs: at(0.5), lastMs: last };
}

/** Lets all of them read once each has come through the door or has failed to. */
function arrivalOf(phones: ReadonlySet<WebSocket>, expected: number) {
  const came = new Set<WebSocket>();
  return {
    isThere(phone: WebSocket): void {
      came.add(phone);
      if (came.size === expected) for (const each of phones) each.resume();
    },
  };
}

async function hangUp(phones: ReadonlySet<WebSocket>): Promise<void> {
  const gone = [...phones].map(
    (phone) => new Promise<void>((resolve) => phone.once('close', () => resolve())),
  );
  for (const phone of phones) phone.terminate();
  await Promise.all(gone);
}

/** "I am here, without a cursor": one line of the client id, its clock and `{}`. */
function presenceOf(client: number): Uint8Array {
  const id: number[] = [];
  let rest = client;
  for (; rest > 127; rest = Math.floor(rest / 128)) id.push(128 | (rest & 127));
  const line = [1, ...id, rest, 1, 2, 0x7b, 0x7d];
  return Uint8Array.of(MESSAGE.awareness, line.length, ...line);
}
