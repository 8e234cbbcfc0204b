/** The log says that something happened to a text, never what stands in it. */
import { textRoot } from '@tavolo/documents';
import { CLOSE } from '@tavolo/protocol';
import pino from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { StorageUnavailable } from '../storage/errors.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import type { Stock } from '../testing/sync-clients.ts';
import { ALL_GATE_RULES, type GateRule } from './gate.ts';
import { structureOf } from './structure.ts';

const CANARY = 'canarino-4712';

let desk: Desk | null = null;
let lines: string[];
let isFull: boolean;

beforeEach(() => {
  lines = [];
  isFull = false;
});
afterEach(() => desk?.close());

/** With everything in the log that the program can say. */
async function opened(without: GateRule | null = null): Promise<Desk> {
  const storage = openMemoryStorage();
  const rules = new Set(ALL_GATE_RULES);
  if (without !== null) rules.delete(without);
  const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  desk = await openDesk(
    {
      ...storage,
      async appendText(...args) {
        if (isFull) throw new StorageUnavailable('full');
        return storage.appendText(...args);
      },
    },
    rules,
    log,
  );
  return desk;
}

async function here(at: Desk): Promise<Stock> {
  const client = at.stock(await at.writer());
  await vi.waitFor(() => expect(client.provider.synced).toBe(true), { timeout: 10_000 });
  return client;
}

function inserts({ doc }: Stock, name: string): void {
  doc.transact(() => {
    const part = new Y.XmlElement(name);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(CANARY)]);
    part.insert(0, [paragraph]);
    textRoot(doc).insert(0, [part]);
  });
}

it('not when the disk fails', async () => {
  const writer = await here(await opened());
  isFull = true;
  inserts(writer, 'blockquote');
  await vi.waitFor(() => expect(writer.closed()?.code).toBe(CLOSE.serverError));
  writer.leave();
  expect(lines.join('')).toContain('a text failed');
  expect(lines.join('')).not.toContain(CANARY);
});

it('not when the gate turns it away', async () => {
  const writer = await here(await opened());
  inserts(writer, `x-${CANARY}`);
  await vi.waitFor(() => expect(writer.closed()?.code).toBe(CLOSE.contentDenied));
  expect(writer.closed()?.reason).toBe('node');
  writer.leave();
  expect(lines.join('')).not.toContain(CANARY);
});

it('not when it is taken back', async () => {
  const at = await opened('node');
  const writer = await here(at);
  inserts(writer, 'listItem');
  const text = await at.text();
  await vi.waitFor(async () => expect((await text.read(structureOf)).is).toBe('broken'));
  await vi.waitFor(() => expect(lines.join('')).toContain('rolled-back'), { timeout: 5_000 });
  writer.leave();
  expect(lines.join('')).not.toContain(CANARY);
});
