/**
 * A log read straight through and one read through a snapshot at any number are the same: the
 * state, the board's bytes, the numbers people are told, the answers to repeated commands,
 * and every later decision.
 */

import { keptState, SERVER, seatActor, type Workshop } from '@tavolo/model';
import { anyHistory, type History, startOf } from '@tavolo/model/testing/arbitrary';
import { commandIdOf, seatIdOf } from '@tavolo/model/testing/ids';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Decision } from '../storage/storage.ts';
import { type Asked, planBatch } from './plan.ts';
import { copyFrom, SNAPSHOT_VERSION, snapshotOf } from './snapshot.ts';
import { WorkshopCopy } from './workshop-copy.ts';

/** As the log gives them back. */
const stored = (decisions: readonly Decision[]): readonly Decision[] =>
  JSON.parse(JSON.stringify(decisions));

/** A history as the decisions of its log, each command with an id of its own. */
function played(history: History): { log: readonly Decision[]; asked: readonly Asked[] } {
  const asked = history.steps.map(({ actor, order }, index): Asked => {
    const cmdId = actor.kind === 'seat' ? commandIdOf(index) : null;
    return { actor, order, cmdId };
  });
  const copy = new WorkshopCopy();
  const log: Decision[] = startOf(history).log.map((events, index) => ({
    ...{ seq: index + 1, seatId: null, cmdId: null, type: 'takeSeat' as const },
    ...{ events, in: [], at: 1_000_000 },
  }));
  for (const decision of log) copy.apply(decision);
  for (const [index, { now, seed }] of history.steps.entries()) {
    const plan = planBatch(copy, asked.slice(index, index + 1), {
      now,
      random: () => seed,
      ballots: new Map(),
    });
    for (const decision of plan.decisions) copy.apply(decision);
    log.push(...plan.decisions);
  }
  return { log: stored(log), asked };
}

function sorted(state: Workshop) {
  const { meta, tables } = keptState(state);
  const rows = Object.entries(tables).map(([name, table]) => [
    name,
    [...table].sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return { meta, rows };
}

/** Everything that people can see of a copy, and what it would do next. */
function shown(copy: WorkshopCopy, asked: readonly Asked[]) {
  const more: readonly Asked[] = [
    ...asked,
    ...asked.map((each) => ({ ...each, cmdId: null })),
    { actor: seatActor(seatIdOf(0)), order: { type: 'closeWorkshop' }, cmdId: commandIdOf(9_999) },
    { actor: SERVER, order: { type: 'completeMove' }, cmdId: null },
  ];
  const { answers, decisions } = planBatch(copy, more, {
    now: 9_000_000,
    random: () => 7,
    ballots: new Map(),
  });
  const { seq, lastAt, anchor } = copy;
  return {
    ...{ seq, lastAt, anchor, answers, decisions },
    numbers: copy.numbers.toJSON(),
    given: [...copy.answers],
    state: sorted(copy.state),
    board: Buffer.from(Y.encodeStateAsUpdate(copy.board)).toString('base64'),
  };
}

test('[B2] through a snapshot at any number, everything is as it is straight through', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyHistory,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (history, part) => {
        const { log, asked } = played(history);
        const cut = Math.round(log.length * part);
        const straight = new WorkshopCopy();
        for (const decision of log.slice(0, cut)) straight.apply(decision);
        const { seq, version, bytes } = await snapshotOf(straight);
        expect([seq, version]).toEqual([cut, SNAPSHOT_VERSION]);
        const through = copyFrom(bytes);
        expect(shown(through, asked)).toEqual(shown(straight, asked));

        for (const decision of log.slice(cut)) {
          straight.apply(decision);
          through.apply(decision);
        }
        expect(shown(through, asked)).toEqual(shown(straight, asked));
        // And a snapshot of what was loaded from one is the same as any.
        const [one, two] = [await snapshotOf(straight), await snapshotOf(through)];
        expect(shown(copyFrom(two.bytes), asked)).toEqual(shown(copyFrom(one.bytes), asked));
      },
    ),
    { numRuns: 30 },
  );
});

test('a snapshot holds the moment it was asked for, whatever is decided while it is made', async () => {
  const [history] = fc.sample(anyHistory, { numRuns: 1, seed: 5 });
  if (history === undefined) throw new Error('no history');
  const { log, asked } = played(history);
  const [busy, quiet] = [new WorkshopCopy(), new WorkshopCopy()];
  const half = Math.floor(log.length / 2);
  for (const decision of log.slice(0, half)) {
    busy.apply(decision);
    quiet.apply(decision);
  }
  const made = snapshotOf(busy);
  for (const decision of log.slice(half)) busy.apply(decision);
  expect(busy.seq).toBeGreaterThan(quiet.seq);
  expect(shown(copyFrom((await made).bytes), asked)).toEqual(shown(quiet, asked));
});
