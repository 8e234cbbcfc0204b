// @vitest-environment happy-dom
import { type ClusterId, handKey, type RoundId, type TableId } from '@tavolo/model';
import { act } from 'react';
import type { Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../connection/ids.ts';
import { say } from '../state/language.ts';
import { drawnFor, leads, personAt, startDrawing } from '../state/testing/drawn.tsx';
import { SimulatedServer } from '../state/testing/simulated-server.ts';
import { HandsEntry } from './hands-entry.tsx';

const [first, second] = [newId<TableId>(), newId<TableId>()];
const clusterId = newId<ClusterId>();
const roundId = newId<RoundId>();
let server: SimulatedServer;
let root: Root;

beforeAll(startDrawing);

beforeEach(async () => {
  server = SimulatedServer.open(['facilitator', 'participant']);
  for (const { room } of server.people) room.subscribe(() => undefined);
  const host = personAt(server, 1).seatId;
  await leads(server, { type: 'moveToPhase', phase: 'tables', afterS: 0 });
  for (const tableId of [first, second]) {
    await leads(server, { type: 'createTable', tableId, name: tableId });
  }
  await leads(server, { type: 'assignTable', seatId: host, tableId: first });
  await leads(server, { type: 'setRole', seatId: host, role: 'table-host' });
  const cluster = { clusterId, themeId: null, name: 'Casa', question: '', x: 0, y: 0 };
  await leads(server, { type: 'createCluster', ...cluster });
  await leads(server, { type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
  const rest = { dotsPerSeat: 5, capPerItem: 3, remote: false, openLink: false, closesAt: null };
  await leads(server, {
    type: 'openRound',
    roundId,
    over: 'clusters',
    items: [clusterId],
    ...rest,
  });
  const round = server.state.rounds.get(roundId);
  if (round === undefined) throw new Error('there is no round');
  root = await drawnFor(personAt(server, 1), <HandsEntry round={round} />);
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
  await leads(server, { type: 'assignTable', seatId: personAt(server, 1).seatId, tableId: second });
  await saves('4');
  expect([counted(first), counted(second)]).toEqual([undefined, 4]);
});

it('[V4] an empty field is no count: what was counted stays', async () => {
  await saves('3');
  await saves('');
  expect(counted(first)).toBe(3);
  expect(document.body.textContent).toContain(say('votes.wholeNumber'));
});
