/** For tests of what people see: parts of the page drawn for somebody at a simulated server. */
import type { Command, CommandId, Order } from '@tavolo/model';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { newId } from '../../connection/ids.ts';
import { startLanguage } from '../language.ts';
import { RoomContext } from '../room-context.tsx';
import type { Person, SimulatedServer } from './simulated-server.ts';

/** Once, before anything is drawn. */
export async function startDrawing(): Promise<void> {
  Reflect.set(globalThis, 'IS_REACT_ACT_ENVIRONMENT', true);
  await startLanguage();
}

export function personAt({ people }: SimulatedServer, at: number): Person {
  const person = people[at];
  if (person === undefined) throw new Error('nobody here');
  return person;
}

/** `children` for this person; the root is unmounted by whoever asked. */
export async function drawnFor({ room }: Person, children: ReactNode): Promise<Root> {
  const place = document.createElement('main');
  document.body.append(place);
  const root = createRoot(place);
  await act(async () => root.render(<RoomContext value={room}>{children}</RoomContext>));
  return root;
}

/** The first person does this, and everybody has heard of it. Throws where it is refused. */
export async function leads(server: SimulatedServer, order: Order): Promise<void> {
  const command = { ...order, cmdId: newId<CommandId>() } as Command;
  const answer = server.perform(personAt(server, 0).seatId, command);
  if ('refusal' in answer) throw new Error(`${order.type}: ${answer.refusal.kind}`);
  await act(() => server.quiet());
}
