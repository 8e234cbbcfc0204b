import type { CardId, Command, CommandId } from '@tavolo/model';
import { type Answer, MAX_BOARD_FRAME } from '@tavolo/protocol';
import { expect, test } from 'vitest';
import { VirtualClock } from '../state/testing/virtual-clock.ts';
import { newId } from './ids.ts';
import { Outbox } from './outbox.ts';

interface Frame {
  readonly commands: readonly Command[];
  answer(...answers: readonly Answer[]): void;
}

function withdraw(): Command {
  return { type: 'withdrawCard', cardId: newId<CardId>(), cmdId: newId<CommandId>() };
}

function setUp() {
  const clock = new VirtualClock();
  const frames: Frame[] = [];
  const answered: string[] = [];
  let silent = 0;
  const outbox = new Outbox({
    clock,
    send(commands, reply) {
      frames.push({ commands, answer: (...answers) => reply(answers) });
      return true;
    },
    answered: (command) => answered.push(command.cmdId),
    silent: () => {
      silent += 1;
    },
  });
  return { clock, frames, answered, outbox, silences: () => silent };
}

const accepted: Answer = { seq: 1, in: [] };
const no = (kind: string, retryAfter?: number): Answer => ({
  refusal: { kind, message: '', rule: '', ...(retryAfter === undefined ? {} : { retryAfter }) },
});
const ids = (frame: Frame | undefined) => frame?.commands.map(({ cmdId }) => cmdId);

test('nothing is sent while there is no connection, and all of it in order afterwards', () => {
  const { outbox, frames } = setUp();
  const commands = [withdraw(), withdraw(), withdraw()];
  for (const command of commands) outbox.add([command]);
  expect(frames).toHaveLength(0);
  outbox.up();
  expect(frames).toHaveLength(1);
  expect(frames[0]?.commands).toEqual(commands);
});

test('one frame is in flight; the next carries what has gathered', () => {
  const { outbox, frames, answered } = setUp();
  outbox.up();
  const [one, two, three] = [withdraw(), withdraw(), withdraw()];
  outbox.add([one]);
  outbox.add([two]);
  outbox.add([three]);
  expect(frames).toHaveLength(1);
  frames[0]?.answer(accepted);
  expect(answered).toEqual([one.cmdId]);
  expect(ids(frames[1])).toEqual([two.cmdId, three.cmdId]);
});

test('a lost connection sends the same commands again and drops a late answer', () => {
  const { outbox, frames, answered } = setUp();
  outbox.up();
  outbox.add([withdraw()]);
  outbox.down();
  outbox.up();
  expect(frames).toHaveLength(2);
  expect(ids(frames[1])).toEqual(ids(frames[0]));
  frames[0]?.answer(accepted);
  expect(answered).toEqual([]);
  frames[1]?.answer(accepted);
  expect(answered).toHaveLength(1);
  expect(outbox.size).toBe(0);
});

test('what is refused for its speed waits as long as it was told, in its place', () => {
  const { outbox, frames, answered, clock } = setUp();
  outbox.up();
  const [one, two, three] = [withdraw(), withdraw(), withdraw()];
  outbox.add([one, two, three]);
  // The third was refused only because the second had to wait.
  frames[0]?.answer(accepted, no('too-many', 2_000), no('unknown-card'));
  expect(answered).toEqual([one.cmdId]);
  clock.pass(1_999);
  expect(frames).toHaveLength(1);
  clock.pass(1);
  expect(ids(frames[1])).toEqual([two.cmdId, three.cmdId]);
  frames[1]?.answer(accepted, no('unknown-card'));
  expect(answered).toEqual([one.cmdId, two.cmdId, three.cmdId]);
});

test('a server that cannot save is asked ever more rarely, and nothing is lost', () => {
  const { outbox, frames, clock } = setUp();
  outbox.up();
  outbox.add([withdraw()]);
  const waits: number[] = [];
  for (let attempt = 0; attempt < 7; attempt += 1) {
    const sent = frames.length;
    frames.at(-1)?.answer(no('not-saving'));
    const from = clock.now();
    while (frames.length === sent) clock.pass(500);
    waits.push(clock.now() - from);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(outbox.size).toBe(1);
});

test('once it is known to save again, nothing waits for its turn any longer', () => {
  const { outbox, frames, clock } = setUp();
  outbox.up();
  outbox.add([withdraw()]);
  for (let attempt = 0; attempt < 4; attempt += 1) {
    frames.at(-1)?.answer(no('not-saving'));
    if (attempt < 3) clock.pass(30_000);
  }
  const sent = frames.length;
  outbox.retry();
  expect(frames).toHaveLength(sent + 1);
  // A frame that is on its way is not sent a second time.
  outbox.retry();
  expect(frames).toHaveLength(sent + 1);
});

test('no frame is larger than the server takes', () => {
  const { outbox, frames } = setUp();
  outbox.up();
  const long = Array.from(
    { length: 120 },
    (): Command => ({
      type: 'editCard',
      cardId: newId<CardId>(),
      cmdId: newId<CommandId>(),
      text: '界'.repeat(2_000),
      language: 'it',
      themeId: null,
    }),
  );
  outbox.add(long);
  for (let at = 0; outbox.size > 0; at += 1) {
    const frame = frames[at];
    if (frame === undefined) throw new Error('it has stopped');
    expect(new TextEncoder().encode(JSON.stringify(frame.commands)).length).toBeLessThan(
      MAX_BOARD_FRAME,
    );
    expect(frame.commands.length).toBeLessThanOrEqual(100);
    frame.answer(...frame.commands.map(() => accepted));
  }
});

test('a connection that never answers is told to be dead', () => {
  const { outbox, clock, silences } = setUp();
  outbox.up();
  outbox.add([withdraw()]);
  clock.pass(14_999);
  expect(silences()).toBe(0);
  clock.pass(1);
  expect(silences()).toBe(1);
});
