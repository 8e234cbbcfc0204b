import { COMMAND_TYPES, parseCommand } from '@tavolo/model';
import { anyId } from '@tavolo/server/testing/venue';
import { GATE_RULES } from '@tavolo/server/texts/gate';
import { expect, test } from 'vitest';
import { seeded } from '../seeded.ts';
import { shortTest } from '../short-test.ts';
import { hostile } from './hostile.ts';
import { triesOf } from './plausible.ts';
import { setStage } from './stage.ts';
import { TEXT_ATTACKS } from './text-attacks.ts';
import { WIRE_ATTACKS } from './wire-attacks.ts';

shortTest(hostile);

test('there are more than a hundred attacks with frames, and some on every rule of the gate', () => {
  expect(TEXT_ATTACKS.length + WIRE_ATTACKS.length).toBeGreaterThan(100);
  const titles = [...TEXT_ATTACKS, ...WIRE_ATTACKS].map(({ title }) => title);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  const rules = new Set(TEXT_ATTACKS.flatMap((attack) => attack.rules));
  expect([...rules].sort()).toEqual([...GATE_RULES].sort());
});

test('every command has a plausible payload that its own schema takes', async () => {
  const stage = await setStage('listen');
  try {
    const { state } = stage.venue.workshop;
    for (const type of COMMAND_TYPES) {
      for (const { order } of triesOf(type, state, stage.venue.owner.seatId, seeded(1))) {
        const parsed = parseCommand({ ...order, cmdId: anyId() });
        expect(parsed, `${type}: teach plausible.ts what it takes`).toMatchObject({ ok: true });
      }
    }
  } finally {
    await stage.close();
  }
});
