// @vitest-environment happy-dom
import { act } from 'react';
import type { Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { say } from '../state/language.ts';
import { drawnFor, personAt, startDrawing } from '../state/testing/drawn.tsx';
import { SimulatedServer } from '../state/testing/simulated-server.ts';
import { RoleMenu } from './role-menu.tsx';

let server: SimulatedServer;
let root: Root;
const guest = () => {
  const seat = server.state.seats.get(personAt(server, 1).seatId);
  if (seat === undefined) throw new Error('nobody here');
  return seat;
};

beforeAll(startDrawing);

beforeEach(async () => {
  server = SimulatedServer.open(['facilitator', 'participant']);
  const owner = personAt(server, 0);
  owner.room.subscribe(() => undefined);
  await server.quiet();
  root = await drawnFor(owner, <RoleMenu seat={guest()} />);
});

afterEach(async () => {
  await act(async () => root.unmount());
});

async function presses(words: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>('button, [role="menuitem"]')].find(
    (each) => (each.getAttribute('aria-label') ?? each.textContent).trim().startsWith(words),
  );
  if (found === undefined) throw new Error(`nothing is called "${words}"`);
  await act(async () => found.click());
  await act(() => server.quiet());
}

async function chooses(role: 'facilitator' | 'partner'): Promise<void> {
  await presses(say('common.roleOf', { name: guest().name }));
  await presses(say(`common.role.${role}`));
}

it('a role is given when it is chosen', async () => {
  await chooses('partner');
  expect(guest().role).toBe('partner');
});

it('nobody leads the workshop by one press: it is asked and explained first', async () => {
  await chooses('facilitator');
  expect(guest().role).toBe('participant');
  expect(document.body.textContent).toContain(say('common.roleGives.facilitator'));
  await presses(say('common.cancel'));
  expect(guest().role).toBe('participant');
  await chooses('facilitator');
  await presses(say('common.roleGive'));
  expect(guest().role).toBe('facilitator');
});
