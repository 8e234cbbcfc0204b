// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { say, startLanguage } from '../state/language.ts';
import { RoomContext } from '../state/room-context.tsx';
import { SimulatedServer } from '../state/testing/simulated-server.ts';
import { RoleMenu } from './role-menu.tsx';

let server: SimulatedServer;
let root: Root;
const guest = () => {
  const [, person] = server.people;
  const seat = person && server.state.seats.get(person.seatId);
  if (seat === undefined) throw new Error('nobody here');
  return seat;
};

beforeAll(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await startLanguage();
});

beforeEach(async () => {
  server = SimulatedServer.open(['facilitator', 'participant']);
  const [owner] = server.people;
  if (owner === undefined) throw new Error('nobody here');
  owner.room.subscribe(() => undefined);
  await server.quiet();
  const place = document.createElement('main');
  document.body.append(place);
  root = createRoot(place);
  await act(async () =>
    root.render(
      <RoomContext value={owner.room}>
        <RoleMenu seat={guest()} />
      </RoomContext>,
    ),
  );
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
