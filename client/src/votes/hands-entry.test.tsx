// @vitest-environment happy-dom
import {
  type ClusterId,
  type Command,
  type CommandId,
  handKey,
  type Order,
  type RoundId,
  type TableId,
} from '@tavolo/model';
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../connection/ids.ts';
import { say, startLanguage } from '../state/language.ts';
import { RoomContext } from '../state/room-context.tsx';
import { type Person, SimulatedServer } from '../state/testing/simulated-server.ts';
import { HandsEntry } from './hands-entry.tsx';

const [first, second] = [newId<TableId>(), newId<TableId>()];
const clusterId = newId<ClusterId>();
const roundId = newId<RoundId>();
let server: SimulatedServer;
let root: Root;

function person(at: number): Person {
  const found = server.people[at];
  if (found === undefined) throw new Error('nobody here');
  return found;
}

async function leads(order: Order): Promise<void> {
  const command = { ...order, cmdId: newId<CommandId>() } as Command;
  const answer = server.perform(person(0).seatId, command);
  if ('refusal' in answer) throw new Error(`${order.type}: ${answer.refusal.kind}`);
  await act(() => server.quiet());
}

beforeAll(async () => {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await startLanguage();
});

beforeEach(async () => {
  server = SimulatedServer.open(['facilitator', 'participant']);
  for (const { room } of server.people) room.subscribe(() => undefined);
  const host = person(1).seatId;
  await leads({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
  for (const tableId of [first, second]) {
    await leads({ type: 'createTable', tableId, name: tableId });
  }
  await leads({ type: 'assignTable', seatId: host, tableId: first });
  await leads({ type: 'setRole', seatId: host, role: 'table-host' });
  const cluster = { clusterId, themeId: null, name: 'Casa', question: '', x: 0, y: 0 };
  await leads({ type: 'createCluster', ...cluster });
  await leads({ type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
  const rest = { dotsPerSeat: 5, capPerItem: 3, remote: false, openLink: false, closesAt: null };
  await leads({ type: 'openRound', roundId, over: 'clusters', items: [clusterId], ...rest });
  const round = server.state.rounds.get(roundId);
  if (round === undefined) throw new Error('there is no round');
  const place = document.createElement('main');
  document.body.append(place);
  root = createRoot(place);
  await act(async () =>
    root.render(
      <RoomContext value={person(1).room}>
        <HandsEntry round={round} />
      </RoomContext>,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
});

function field(): HTMLInputElement {
  const found = document.querySelector('input');
  if (found === null) throw new Error('there is no field');
  return found;
}

async function saves(words: string): Promise<void> {
  await act(async () => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    set?.call(field(), words);
    field().dispatchEvent(new Event('input', { bubbles: true }));
  });
  await act(async () => field().form?.requestSubmit());
  await act(() => server.quiet());
}

const counted = (tableId: TableId) =>
  server.state.hands.get(handKey({ roundId, tableId, item: clusterId }))?.n;

it('[V4] a host who is moved counts the hands of the table they sit at now', async () => {
  await leads({ type: 'assignTable', seatId: person(1).seatId, tableId: second });
  await saves('4');
  expect([counted(first), counted(second)]).toEqual([undefined, 4]);
});

it('[V4] an empty field is no count: what was counted stays', async () => {
  await saves('3');
  await saves('');
  expect(counted(first)).toBe(3);
  expect(document.body.textContent).toContain(say('votes.wholeNumber'));
});
