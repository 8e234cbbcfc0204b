import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { GATHER_MS, TextInbox } from './text-inbox.ts';

/** A clock that is moved by hand. */
function handClock() {
  let now = 0;
  let waiting: { readonly at: number; readonly run: () => void }[] = [];
  const after = (ms: number, run: () => void) => {
    const timer = { at: now + ms, run };
    waiting.push(timer);
    return () => {
      waiting = waiting.filter((each) => each !== timer);
    };
  };
  const clock: Clock = { now: () => now, after, frame: (run) => after(0, run) };
  const pass = (ms: number) => {
    now += ms;
    const due = waiting.filter(({ at }) => at <= now);
    waiting = waiting.filter(({ at }) => at > now);
    for (const { run } of due) run();
  };
  return { clock, pass };
}

const SERVER = 'the server';

function letters(words: string): { updates: Uint8Array[]; text: (doc: Y.Doc) => string } {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  for (const [at, letter] of [...words].entries()) doc.getText('body').insert(at, letter);
  return { updates, text: (of) => of.getText('body').toString() };
}

test('letters that come one by one are taken over together, in the name of who brought them', () => {
  const { clock, pass } = handClock();
  const here = new Y.Doc();
  const origins: unknown[] = [];
  here.on('afterTransaction', ({ origin }: Y.Transaction) => origins.push(origin));
  const inbox = new TextInbox(here, SERVER, clock);
  const { updates, text } = letters('insieme');
  for (const update of updates) {
    inbox.put(update);
    pass(1);
  }
  expect(text(here)).toBe('');
  pass(GATHER_MS);
  expect(text(here)).toBe('insieme');
  expect(origins).toEqual([SERVER]);
});

test('what is asked for at once is there at once, and comes once', () => {
  const { clock, pass } = handClock();
  const here = new Y.Doc();
  let drawn = 0;
  here.on('update', () => {
    drawn += 1;
  });
  const inbox = new TextInbox(here, SERVER, clock);
  const { updates, text } = letters('ora');
  for (const update of updates) inbox.put(update);
  inbox.take();
  expect(text(here)).toBe('ora');
  pass(GATHER_MS);
  expect(drawn).toBe(1);
});
