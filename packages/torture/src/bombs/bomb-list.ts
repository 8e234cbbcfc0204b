/** Each is small to send and large to take. Says whether the server ended it at its door. */
import { deflateRawSync } from 'node:zlib';
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import type { Served } from '../crowd/served.ts';
import type { Person, Place } from '../crowd/words.ts';
import { BINARY, DEFLATED, endOf, FINAL, frameHead, GOING_ON, pour, upgrade } from './raw.ts';

export interface Bomb {
  readonly name: string;
  /** Waits for the end of the line until that is `enough`. */
  drop(served: Served, place: Place, enough: Promise<void>): Promise<boolean>;
}

const MEGABYTE = 1024 * 1024;

let deflated: Buffer | null = null;

const deflate: Bomb = {
  name: 'a deflated frame that would grow a thousandfold',
  async drop(served, place, enough) {
    deflated ??= deflateRawSync(Buffer.alloc(60 * MEGABYTE), { level: 9 });
    const bytes = deflated;
    const socket = await board(served, place, 'permessage-deflate');
    const head = frameHead(FINAL | DEFLATED | BINARY, bytes.length);
    await pour(socket, [head, bytes]);
    return endOf(socket, enough);
  },
};

const large: Bomb = {
  name: 'a frame of 100 MB',
  async drop(served, place, enough) {
    const socket = await board(served, place);
    const piece = Buffer.alloc(MEGABYTE);
    await pour(socket, [
      frameHead(FINAL | BINARY, 100 * MEGABYTE),
      ...Array<Buffer>(100).fill(piece),
    ]);
    return endOf(socket, enough);
  },
};

const FRAGMENTS = 100_000;

const fragments: Bomb = {
  name: 'a frame in 100,000 pieces',
  async drop(served, place, enough) {
    const [document = ''] = place.texts;
    const socket = await upgrade(served.url, pathOf(place, document), writerOf(place));
    const piece = Buffer.concat([frameHead(GOING_ON, 1), Buffer.of(0)]);
    const many = Buffer.concat(Array<Buffer>(1_000).fill(piece));
    const first = Buffer.concat([frameHead(BINARY, 1), Buffer.of(0)]);
    await pour(socket, [first, ...Array<Buffer>(FRAGMENTS / 1_000).fill(many)]);
    return endOf(socket, enough);
  },
};

const nesting: Bomb = {
  name: 'JSON a million levels deep, and as deep as a body may be',
  async drop(served, place) {
    const shallow = await post(served, place, 49_000);
    return shallow === 400 && (await post(served, place, 1_000_000)) === 413;
  },
};

const pending: Bomb = {
  name: 'changes of a text that build on what never comes',
  async drop(served, place, enough) {
    const [document = ''] = place.texts;
    const socket = await upgrade(served.url, pathOf(place, document), writerOf(place));
    const frames = gaps().map((update) => {
      const body = Buffer.of(MESSAGE.sync, SYNC_STEP.step2, update.length, ...update);
      return Buffer.concat([frameHead(FINAL | BINARY, body.length), body]);
    });
    let isOver = false;
    const ended = endOf(socket, enough).finally(() => {
      isOver = true;
    });
    // Some at a time: of what comes in one go the first alone is refused, the rest passed over.
    for (let from = 0; !isOver; from = (from + AT_ONCE) % frames.length) {
      await pour(socket, frames.slice(from, from + AT_ONCE));
      await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
    }
    return ended;
  },
};

export const BOMBS: readonly Bomb[] = [deflate, large, fragments, nesting, pending];

const GAPS = 400;
const AT_ONCE = 20;
const BREATH_MS = 30;

/** Each begins at a number whose predecessors nobody has: one client, one collected stretch. */
export function gaps(): readonly Uint8Array[] {
  return Array.from({ length: GAPS }, (_, n) => {
    const client = [0x80 | (n & 0x7f), 0x80 | ((n >> 7) & 0x7f), 1];
    const [structs, clock, collected, length, deleted] = [1, 9, 0, 1, 0];
    return Uint8Array.of(1, structs, ...client, clock, collected, length, deleted);
  });
}

function board(served: Served, place: Place, extensions = '') {
  return upgrade(served.url, pathOf(place, 'board'), writerOf(place), extensions);
}

function pathOf({ workshopId }: Place, document: string): string {
  return `/sync/${workshopId}/${document}`;
}

function writerOf({ people }: Place): Person {
  const [, writer] = people;
  if (writer === undefined) throw new Error('nobody is there');
  return writer;
}

async function post({ url }: Served, place: Place, levels: number): Promise<number> {
  const { cookie } = writerOf(place);
  const response = await fetch(`${url}/api/workshops/${place.workshopId}/commands`, {
    method: 'POST',
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    body: `${'['.repeat(levels)}${']'.repeat(levels)}`,
  });
  await response.arrayBuffer();
  return response.status;
}
