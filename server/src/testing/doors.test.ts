/** The room's own door: who waits, who is sent away, a code that is changed, and what a workshop starts from. */
import { readWall } from '@tavolo/documents';
import { nextPlanned, type Order, type TableId } from '@tavolo/model';
import { CLOSE, type CreatedWorkshop, type WorkshopAnswer } from '@tavolo/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type LiveClient, liveClient } from './live-clients.ts';
import { bareSocket, closeOf, type Stock, stockClient } from './sync-clients.ts';
import { anyId, asCommand, openVenue, type Person, type Venue } from './venue.ts';

let venue: Venue;
const clients: LiveClient[] = [];
const stocks: Stock[] = [];

beforeEach(async () => {
  venue = await openVenue();
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.leave();
  for (const stock of stocks.splice(0)) stock.leave();
  await venue.close();
});

function live(person: Person): LiveClient {
  const client = liveClient(venue, person.headers);
  clients.push(client);
  return client;
}

const api = () => `${venue.origin}/api`;
const own = () => `${api()}/workshops/${venue.workshop.id}`;

function send(person: Person, address: string, body: unknown): Promise<Response> {
  const headers = { ...person.headers, 'content-type': 'application/json' };
  return fetch(address, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('the waiting room', () => {
  it('[S5] shows who waits nothing of the workshop, on any wire, until they are let in', async () => {
    await venue.orders({ type: 'setWaitingRoom', on: true });
    const ada = await venue.sit('participant');
    const phone = live(ada);
    const leading = live(venue.owner);
    await vi.waitFor(() => expect(phone.got.mine?.seat.waiting).toBe(true));
    await vi.waitFor(() => expect(leading.got.counts?.waiting).toBe(1), { timeout: 10_000 });
    // Neither the code, a new one too, nor a number, nor what the role alone would be told.
    const told = () => [...new Set(phone.packets.join('\n').match(/(?<=\d\[")\w+/g))].sort();
    await venue.orders({ type: 'setRole', seatId: ada.seatId, role: 'facilitator' });
    await venue.workshop.renewCode();
    await vi.waitFor(() => expect(phone.got.mine?.seat.role).toBe('facilitator'));
    await venue.orders({ type: 'setRole', seatId: ada.seatId, role: 'participant' });
    await vi.waitFor(() => expect(phone.got.mine?.seat.role).toBe('participant'));
    expect(told()).toEqual(['hello', 'mine', 'saving']);
    expect(phone.packets.join('\n')).not.toContain(venue.workshop.joinCode);
    const board = await bareSocket(venue, ada.headers);
    expect((await closeOf(board)).code).toBe(CLOSE.forbidden);
    const read = await fetch(own(), { headers: ada.headers });
    expect(read.status).toBe(403);
    expect(await read.json()).toMatchObject({ refusal: { kind: 'waiting', rule: 'S5' } });
    const [refused] = await phone.send([asCommand({ type: 'raiseHand' })]);
    expect(refused).toMatchObject({ refusal: { kind: 'waiting' } });

    await venue.orders({ type: 'admitSeat', seatId: ada.seatId });
    await vi.waitFor(() => expect(phone.got.mine?.seat.waiting).toBe(false));
    await vi.waitFor(
      () => {
        expect(told()).toEqual(expect.arrayContaining(['ballot', 'code', 'counts']));
      },
      { timeout: 10_000 },
    );
    const stock = stockClient(venue, ada);
    stocks.push(stock);
    await vi.waitFor(() => expect(readWall(stock.doc).waitingRoom).toBe(true));
    expect((await fetch(own(), { headers: ada.headers })).status).toBe(200);
  });
});

describe('a seat that is expelled', () => {
  it('[S7] is told so and closed on every wire, and its cookie opens nothing', async () => {
    const ada = await venue.sit('participant');
    const phone = live(ada);
    await vi.waitFor(() => expect(phone.got.mine).toBeDefined());
    const board = await bareSocket(venue, ada.headers);
    const closed = closeOf(board);
    await venue.orders({ type: 'expelSeat', seatId: ada.seatId, words: 'stay' });
    await vi.waitFor(() => expect(phone.got.ended).toBe(true));
    expect((await closed).code).toBe(CLOSE.unauthorised);
    expect((await fetch(own(), { headers: ada.headers })).status).toBe(401);
  });
});

describe('the code', () => {
  it('is changed by who leads, told to everybody, and the old one lets nobody in', async () => {
    const ada = await venue.sit('participant');
    const phone = live(ada);
    const told: string[] = [];
    phone.socket.on('code', (joinCode) => told.push(joinCode));
    await vi.waitFor(() => expect(phone.got.mine).toBeDefined());
    const old = venue.workshop.joinCode;
    expect((await send(ada, `${own()}/code`, {})).status).toBe(403);
    const renewed = (await (await send(venue.owner, `${own()}/code`, {})).json()) as {
      joinCode: string;
    };
    const fresh = venue.workshop.joinCode;
    expect(renewed.joinCode.replace('-', '')).toBe(fresh);
    expect(fresh).not.toBe(old);
    await vi.waitFor(() => expect(told).toEqual([fresh]));
    expect((await fetch(`${api()}/join/${old}`)).status).toBe(404);
    expect((await fetch(`${api()}/join/${fresh}`)).status).toBe(200);
  });

  it('[W3] stays what it is in a closed workshop', async () => {
    const old = venue.workshop.joinCode;
    await venue.orders({ type: 'closeWorkshop' });
    const answer = await send(venue.owner, `${own()}/code`, {});
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({ refusal: { kind: 'closed', rule: 'W3' } });
    expect(venue.workshop.joinCode).toBe(old);
    await venue.orders({ type: 'reopenWorkshop' });
    expect((await send(venue.owner, `${own()}/code`, {})).status).toBe(200);
  });

  it('[S6] lets nobody in while the link is closed', async () => {
    await venue.orders({ type: 'setLink', on: false });
    const join = await send(
      { ...venue.owner, headers: { origin: venue.origin, cookie: '' } },
      `${api()}/join`,
      { code: venue.workshop.joinCode },
    );
    expect(await join.json()).toMatchObject({ refusal: { kind: 'link-closed', rule: 'S6' } });
  });
});

describe('a new workshop', () => {
  async function create(body: Record<string, unknown>): Promise<WorkshopAnswer> {
    const made = await send(venue.owner, `${api()}/workshops`, { language: 'it', ...body });
    expect(made.status).toBe(201);
    const { workshopId } = (await made.json()) as CreatedWorkshop;
    const cookie = (made.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
    const read = await fetch(`${api()}/workshops/${workshopId}`, { headers: { cookie } });
    return (await read.json()) as WorkshopAnswer;
  }

  it('[P5] starts from a template, with its plan and themes', async () => {
    const made = await create({ title: 'Sera', template: 'neighbourhood-evening' });
    expect(nextPlanned(made.workshop.plan, 'prepare')).toBe('write');
    expect(made.themes.map(({ colour }) => colour)).toEqual([
      'neighbour',
      'elder',
      'children',
      'access',
    ]);
  });

  it('starts from a copy of an earlier one: its set-up, without cards and people; only for who leads it', async () => {
    const plan: Order = {
      type: 'setPhases',
      phases: [{ phase: 'listen', used: false, minutes: null, instruction: '' }],
    };
    await venue.orders(plan, { type: 'createTable', tableId: anyId<TableId>(), name: 'Cortile' });
    await venue.sit('participant');
    const copy = await create({ title: 'Di nuovo', copyOf: venue.workshop.id });
    expect(copy.workshop.plan).toEqual(venue.workshop.state.plan);
    expect(copy.tables.map(({ name }) => name)).toEqual(['Cortile']);
    expect(copy.themes.map(({ name }) => name)).toEqual(
      [...venue.workshop.state.themes.values()].map(({ name }) => name),
    );
    expect(copy.cards).toEqual([]);
    const guest = await venue.sit('participant');
    const body = { title: 'Mio', language: 'it', copyOf: venue.workshop.id };
    expect((await send(guest, `${api()}/workshops`, body)).status).toBe(403);
    expect((await send(guest, `${api()}/workshops`, { ...body, copyOf: anyId() })).status).toBe(
      404,
    );
  });
});
