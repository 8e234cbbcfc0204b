/** Inside the attacked server: makes a workshop, its people and its wall, without the doors' limits. */
import { randomBytes, randomUUID } from 'node:crypto';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { textNameOf } from '@tavolo/documents';
import type { AnyOrder, Command, Order, ProposalId, Seat, SeatId, WorkshopId } from '@tavolo/model';
import { hashOf } from '@tavolo/server/people/secrets';
import { openSessions } from '@tavolo/server/people/sessions';
import type { Storage } from '@tavolo/server/storage/storage';
import type { House, OpenWorkshop, Performed } from '@tavolo/server/workshop/contract';
import { createWorkshop } from '@tavolo/server/workshop/create-workshop';
import type { Person, Place, PlaceWanted } from './words.ts';

/** Edits in one commit, and so in one frame. */
const AT_ONCE = 10;
const BREATH_MS = 5;

const NEED =
  'Mi servirebbe qualcuno che accompagni mia madre alle visite del mattino, almeno il giovedì.';

export async function makePlace(
  storage: Storage,
  house: House,
  wanted: PlaceWanted,
): Promise<Place> {
  const workshopId = anyId<WorkshopId>();
  const lead = anyId<SeatId>();
  const created = await createWorkshop(opening(workshopId, lead), {
    storage,
    now: Date.now(),
    randomBytes: (count) => randomBytes(count),
    recoveryHash: hashOf(`never used by ${workshopId}`),
  });
  if (!created.ok) throw new Error(created.refusal.kind);
  const workshop = await house.open(workshopId);
  if (workshop === null) throw new Error('the workshop was made and is not there');
  const leads = (order: Order) => accepted(workshop.perform(lead, asCommand(order)));

  const seats = [lead, ...Array.from({ length: wanted.people - 1 }, () => anyId<SeatId>())];
  await Promise.all(seats.slice(1).map((seatId) => accepted(workshop.order(sitting(seatId)))));
  await leads({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const writers = seats.slice(0, 100);
  const cards = Array.from({ length: wanted.cards }, (_, n) => {
    const writer = writers[n % writers.length] ?? lead;
    return accepted(workshop.perform(writer, asCommand(aNeed(`${NEED} ${n}`))));
  });
  await Promise.all(cards);
  const texts = wanted.texts === 0 ? [] : await makeTexts(workshop, leads, seats, wanted.texts);
  const sessions = openSessions(storage, { secure: false, days: 30 }, Date.now);
  const people = await Promise.all(seats.map((seatId) => letIn(workshop, seatId)));
  return { workshopId, people, texts };

  async function letIn({ id, state }: OpenWorkshop, seatId: SeatId): Promise<Person> {
    const seat = state.seats.get(seatId);
    if (seat === undefined) throw new Error('nobody sits there');
    const browser = new IncomingMessage(new Socket());
    const [cookie = ''] = (await sessions.begin(browser, id, seat)).split(';');
    return { seatId, cookie };
  }
}

/** Changes one card again and again; everybody who looks at the board is sent each change. */
export async function rewrite(workshop: OpenWorkshop, times: number, bytes: number): Promise<void> {
  const [card] = workshop.state.cards.values();
  if (card === undefined || card.author === null) throw new Error('there is no card of anybody');
  const { id: cardId, author } = card;
  const edit = (n: number) => {
    // Four bytes a letter, and room for the number.
    const text = `${n} ${'👵'.repeat(Math.max(0, bytes / 4 - 4))}`;
    const order: Order = { type: 'editCard', cardId, text, language: 'it', themeId: null };
    return accepted(workshop.perform(author, asCommand(order)));
  };
  for (let n = 0; n < times; n += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, times - n) }, (_, more) => edit(n + more));
    await Promise.all(some);
    // A breath for everybody else: what a busy writer costs is not what is asked here.
    await new Promise((resolve) => setTimeout(resolve, BREATH_MS));
  }
}

async function makeTexts(
  workshop: OpenWorkshop,
  leads: (order: Order) => Promise<void>,
  seats: readonly SeatId[],
  count: number,
): Promise<string[]> {
  const clusterId = anyId<never>();
  const tableId = anyId<never>();
  const proposals = Array.from({ length: count }, () => anyId<ProposalId>());
  await leads({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  const place = { name: 'Il giovedì', question: '', themeId: null, x: 0, y: 0 };
  await leads({ type: 'createCluster', clusterId, ...place });
  await leads({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
  await leads({ type: 'createTable', tableId, name: 'Tavolo 1' });
  for (const proposalId of proposals) {
    const title = 'Una panchina';
    await leads({ type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title });
  }
  for (const seatId of seats) {
    if (workshop.state.seats.get(seatId)?.role !== 'participant') continue;
    await leads({ type: 'assignTable', seatId, tableId });
  }
  return proposals.map(textNameOf);
}

async function accepted(performed: Promise<Performed>): Promise<void> {
  const answer = await performed;
  if (!answer.ok) throw new Error(`refused: ${answer.refusal.kind}`);
}

function asCommand(order: Order): Command {
  return { ...order, cmdId: anyId() };
}

function aNeed(text: string): Order {
  return {
    type: 'writeCard',
    cardId: anyId(),
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  };
}

function sitting(seatId: SeatId): AnyOrder {
  const nobody = { name: '', kind: null, organisation: null };
  return { type: 'takeSeat', seatId, role: 'participant', ...nobody, language: 'it' };
}

function opening(
  workshopId: WorkshopId,
  seatId: SeatId,
): Extract<AnyOrder, { type: 'openWorkshop' }> {
  return {
    type: 'openWorkshop',
    workshopId,
    title: 'Prova',
    language: 'it' satisfies Seat['language'],
    challenge: '',
    audience: 'mixed',
    review: 'off',
    demonstration: false,
    owner: { seatId, name: 'Anna' },
    themes: [{ themeId: anyId(), name: 'Abitare', colour: 'housing' }],
  };
}

function anyId<Id extends string>(): Id {
  return randomUUID() as string as Id;
}
