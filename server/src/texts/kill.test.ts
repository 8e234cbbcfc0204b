/** [T2] The program is killed while people type: every acknowledged word is there when it comes back. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { textOf, textRoot } from '@tavolo/documents';
import { MESSAGE } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import { openClient } from '../http/testing/test-client.ts';
import { type Program, startProgram } from '../testing/program.ts';

const KILLS = process.env.TAVOLO_LONG === '1' ? 30 : 2;
const TYPISTS = 4;
/** Frames a typist may be ahead of what is acknowledged. */
const AHEAD = 6;

let folder: string;
let program: Program | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tavolo-kill-'));
});
afterEach(async () => {
  await program?.kill();
  await rm(folder, { recursive: true, force: true });
});

/** Types one word after the other into a paragraph of its own, as fast as they are acknowledged. */
class Typist {
  readonly doc = new Y.Doc();
  readonly #name: string;
  #text: Y.XmlText | null = null;
  #typed = 0;
  /** For each frame of this connection, how many words were typed when it was sent. */
  #frames: number[] = [];
  acknowledged = 0;

  constructor(name: string) {
    this.#name = name;
  }

  word(number: number): string {
    return `${this.#name}${number}. `;
  }

  /** Resolves when the connection ends, however it ends. */
  connect(url: string, path: string, cookie: string, heard: () => void): Promise<void> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {
      headers: { origin: url, cookie },
    });
    this.#frames = [];
    const send = (encoder: encoding.Encoder): void => socket.send(encoding.toUint8Array(encoder));
    const changed = (update: Uint8Array, origin: unknown): void => {
      if (origin === socket || socket.readyState !== socket.OPEN) return;
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, MESSAGE.sync);
      syncProtocol.writeUpdate(encoder, update);
      this.#frames.push(this.#typed);
      send(encoder);
    };
    socket.on('open', () => {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, MESSAGE.sync);
      syncProtocol.writeSyncStep1(encoder, this.doc);
      send(encoder);
    });
    let asked = false;
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data);
      const kind = decoding.readVarUint(decoder);
      if (kind === MESSAGE.acknowledged) {
        const frame = decoding.readVarUint(decoder);
        this.acknowledged = Math.max(this.acknowledged, this.#frames[frame - 1] ?? 0);
        heard();
      } else if (kind === MESSAGE.sync) {
        const encoder = encoding.createEncoder();
        encoding.writeVarUint(encoder, MESSAGE.sync);
        const step = syncProtocol.readSyncMessage(decoder, encoder, this.doc, socket);
        if (step === syncProtocol.messageYjsSyncStep1) {
          asked = true;
          this.#frames.push(this.#typed);
          send(encoder);
          this.doc.on('update', changed);
        }
      }
      while (asked && socket.readyState === socket.OPEN && this.#isNear()) this.#type();
    });
    return new Promise((resolve) => {
      // A killed program resets its connections.
      socket.on('error', () => socket.terminate());
      socket.on('close', () => {
        this.doc.off('update', changed);
        resolve();
      });
    });
  }

  #isNear(): boolean {
    return this.#typed - this.acknowledged < AHEAD;
  }

  #type(): void {
    if (this.#text === null) {
      this.#text = new Y.XmlText();
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [this.#text]);
      textRoot(this.doc).push([paragraph]);
    }
    this.#typed += 1;
    this.#text.insert(this.#text.length, this.word(this.#typed));
  }
}

test(`[T2] ${KILLS} kills, nothing acknowledged is missing, and typing goes on`, async () => {
  program = await startProgram(folder);
  const owner = openClient(program.url);
  const created = await owner.post('/api/workshops', { title: 'Prova', language: 'it' });
  const { workshopId } = created.json as { workshopId: string };
  const [clusterId, tableId, proposalId] = [randomUUID(), randomUUID(), randomUUID()];
  for (const order of [
    { type: 'moveToPhase', phase: 'cluster', afterS: 0 },
    { type: 'createCluster', clusterId, name: 'A', question: '', themeId: null, x: 0, y: 0 },
    { type: 'moveToPhase', phase: 'tables', afterS: 0 },
    { type: 'createTable', tableId, name: 'Tavolo 1' },
    { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title: 'P' },
  ]) {
    const path = `/api/workshops/${workshopId}/commands`;
    expect((await owner.post(path, { cmdId: randomUUID(), ...order })).status).toBe(200);
  }
  const path = `/sync/${workshopId}/proposal-${proposalId}`;
  const cookie = owner.cookie ?? '';
  const typists = Array.from({ length: TYPISTS }, (_, n) => new Typist('abcd'[n] ?? 'x'));

  for (let kill = 1; kill <= KILLS; kill += 1) {
    const { url } = program;
    const until = 40 + ((kill * 37) % 90);
    let acks = 0;
    let dying: Promise<void> | null = null;
    const heard = (): void => {
      acks += 1;
      if (acks === until) dying = program?.kill() ?? null;
    };
    await Promise.all(typists.map((typist) => typist.connect(url, path, cookie, heard)));
    await dying;
    expect(acks).toBeGreaterThanOrEqual(until);

    program = await startProgram(folder);
    const text = await read(program.url, path, cookie, new Y.Doc());
    for (const typist of typists) {
      expect(typist.acknowledged).toBeGreaterThan(0);
      const words = Array.from({ length: typist.acknowledged }, (_, n) => typist.word(n + 1));
      expect(text).toContain(words.join(''));
    }
  }
}, 600_000);

/** What a page sees that has nothing. */
function read(url: string, path: string, cookie: string, doc: Y.Doc): Promise<string> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, {
    headers: { origin: url, cookie },
  });
  socket.on('open', () => socket.send(new Uint8Array([MESSAGE.sync, 0, 1, 0])));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data);
      if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
      const step = syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), doc, socket);
      if (step !== syncProtocol.messageYjsSyncStep2) return;
      socket.terminate();
      resolve(textOf(doc).text);
    });
  });
}
