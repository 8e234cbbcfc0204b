/** What a facilitator switches on and off for the whole room. The same again is accepted without effect. */
import * as z from 'zod/mini';
import { defineCommand, runningSeat } from '../decide.ts';
import type { Switch } from '../events.ts';
import type { Actor } from '../people.ts';
import { isRefusal } from '../refusal.ts';
import type { Workshop } from '../workshop.ts';

const payload = z.strictObject({ on: z.boolean() });

function flip(state: Workshop, actor: Actor, name: Switch, on: boolean) {
  const asking = runningSeat(state, actor);
  if (isRefusal(asking)) return asking;
  return state[name] === on ? [] : [{ type: 'switched', name, on } as const];
}

/** People choose their table themselves (rule M6). */
export const setSelfSeating = defineCommand({
  type: 'setSelfSeating',
  payload,
  decide: (state, actor, { on }) => flip(state, actor, 'selfSeating', on),
});

/** A screen of pause for everybody; nothing else stops (rule N4). */
export const setPause = defineCommand({
  type: 'setPause',
  payload,
  decide: (state, actor, { on }) => flip(state, actor, 'paused', on),
});

/** Whether the code still lets people in (rule S6). */
export const setLink = defineCommand({
  type: 'setLink',
  payload,
  decide: (state, actor, { on }) => flip(state, actor, 'linkOpen', on),
});

/** Whether newcomers wait until they are let in (rule S5). */
export const setWaitingRoom = defineCommand({
  type: 'setWaitingRoom',
  payload,
  decide: (state, actor, { on }) => flip(state, actor, 'waitingRoom', on),
});
