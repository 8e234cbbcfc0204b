import { expect, test } from 'vitest';
import { deviceClock } from './clock.ts';
import type { LocalCopy } from './local-copy.ts';
import { TextLine } from './text-line.ts';

/** A copy as the browser gives it: once its connection is closed, every question is an error. */
function copy() {
  let closed = false;
  const asked: string[] = [];
  const part: LocalCopy = {
    close: async () => {
      closed = true;
    },
    forget: async () => {
      closed = true;
    },
    note: () => undefined,
    async noted(name) {
      asked.push(name);
      if (closed) throw new Error('The database connection is closing.');
      return null;
    },
  };
  return { part, asked };
}

const newLine = () => {
  const where = { url: 'ws://127.0.0.1:1/sync/w', document: 'table-t', Socket: NeverDials };
  return new TextLine('0', where, deviceClock, () => undefined);
};

/** Nothing here dials. */
const NeverDials = class {} as unknown as typeof WebSocket;

test('a page that is left before its copy was read asks that copy nothing any more', async () => {
  const line = newLine();
  const { part, asked } = copy();
  await line.end(false);
  await part.close();
  await line.loaded(part);
  await line.end(false);
  expect(asked).toEqual([]);
});

test('a copy that is read in time says how far the server had it', async () => {
  const line = newLine();
  const { part, asked } = copy();
  await line.loaded(part);
  expect(line.isLoaded).toBe(true);
  expect(asked).toEqual(['saved']);
  await line.end(false);
});
