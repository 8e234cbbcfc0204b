// @vitest-environment happy-dom
/** What every page of a workshop is told, seen from one that has no bar of the phases. */
import { act } from 'react';
import type { Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { Announcer, announce } from '../design/announce.tsx';
import { hideToast, showToast, ToastRegion } from '../design/toast.tsx';
import { RoomCalls } from '../facilitation/room-calls.tsx';
import { say } from '../state/language.ts';
import { drawnFor, leads, personAt, startDrawing } from '../state/testing/drawn.tsx';
import { SimulatedServer } from '../state/testing/simulated-server.ts';

let server: SimulatedServer;
let root: Root;

const shown = () => document.querySelector('[role="status"]')?.textContent ?? '';
const said = () => document.querySelector('[data-announcer]')?.textContent ?? '';

async function draws(onBoard: boolean): Promise<void> {
  root = await drawnFor(
    personAt(server, 1),
    <>
      <RoomCalls onBoard={onBoard} />
      <Announcer />
      <ToastRegion />
    </>,
  );
}

beforeAll(startDrawing);

beforeEach(async () => {
  server = SimulatedServer.open(['facilitator', 'participant']);
  for (const { room } of server.people) room.subscribe(() => undefined);
  await act(() => server.quiet());
  // What was told before is not what is told now.
  hideToast(showToast({ sentence: '' }));
  for (let turn = 0; turn < 2; turn += 1) announce('');
});

afterEach(async () => {
  await act(async () => root.unmount());
});

const now = () =>
  say('phases.moved', { name: say('phases.listen'), line: say('phases.listen.line') });

it('a phase that changes is written where no bar shows it, with the way to the board', async () => {
  await draws(false);
  await leads(server, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  expect(shown()).toContain(now());
  expect(shown()).toContain(say('proposals.backToBoard'));
});

it('on the board it is said', async () => {
  await draws(true);
  await leads(server, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  expect(said()).toContain(now());
  expect(shown()).not.toContain(now());
});

it('an announced move is said once, and that it was taken back', async () => {
  // This device's clock is the server's.
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => server.clock.now());
  await draws(false);
  await leads(server, { type: 'moveToPhase', phase: 'listen', afterS: 30 });
  expect(said()).toContain(say('phases.listen'));
  clock.mockRestore();
  await leads(server, { type: 'cancelMove' });
  expect(said()).toContain(say('phases.cancelled', { name: say('phases.prepare') }));
});

it('a role that is given is told on every page', async () => {
  await draws(false);
  await leads(server, { type: 'setRole', seatId: personAt(server, 1).seatId, role: 'observer' });
  expect(shown()).toContain(say('common.roleNow', { role: say('common.role.observer') }));
});
