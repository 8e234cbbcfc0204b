/**
 * For tests: a workshop with its real house, door, HTTP, live and sync server on a free port,
 * and people who sit in it. Only the store is the one in memory.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { createServer, IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, Socket as NetSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  AnyOrder,
  Command,
  CommandId,
  Order,
  Role,
  Seat,
  SeatId,
  WorkshopId,
} from '@tavolo/model';
import { LIVE_PATH } from '@tavolo/protocol';
import pino, { type Logger } from 'pino';
import { openAllowances } from '../allowances.ts';
import type { Bus } from '../bus/bus.ts';
import { openLocalBus } from '../bus/local.ts';
import { hangUp } from '../hang-up.ts';
import { openHttp } from '../http/http.ts';
import { type LiveServer, openLiveServer } from '../live/live-server.ts';
import { type Metrics, openMetrics } from '../metrics.ts';
import { openAttendance } from '../people/attendance.ts';
import type { Doorkeeper } from '../people/contract.ts';
import { IN_MEMORY, type Limiters } from '../people/open-limiters.ts';
import { openPeople } from '../people/people.ts';
import { hashOf } from '../people/secrets.ts';
import { openSessionNews } from '../people/session-news.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { openSyncServer, type SyncServer } from '../sync/sync-server.ts';
import type { Texts } from '../texts/contract.ts';
import { openTexts, type TextsOptions } from '../texts/texts.ts';
import type { House, OpenWorkshop, Performed } from '../workshop/contract.ts';
import { createWorkshop } from '../workshop/create-workshop.ts';
import { openHouse } from '../workshop/house.ts';

export const anyId = <Id extends string>() => randomUUID() as string as Id;

export const asCommand = (order: Order): Command => ({ ...order, cmdId: anyId<CommandId>() });

/** Somebody with a seat, and the headers that their browser would send. */
export interface Person {
  readonly seatId: SeatId;
  readonly tokenHash: string;
  readonly headers: { readonly origin: string; readonly cookie: string };
}

export interface Venue {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  readonly storage: Storage;
  readonly house: House;
  readonly doorkeeper: Doorkeeper;
  readonly texts: Texts;
  readonly sync: SyncServer;
  readonly live: LiveServer;
  readonly metrics: Metrics;
  readonly workshop: OpenWorkshop;
  readonly owner: Person;
  sit(role: Role, language?: Seat['language']): Promise<Person>;
  /** Another browser of the same seat. */
  again(person: Person): Promise<Person>;
  /** As the owner, and it has to be accepted. */
  orders(...orders: readonly Order[]): Promise<void>;
  close(): Promise<void>;
}

export interface NodeOptions {
  readonly bus?: Bus;
  readonly limiters?: Limiters;
  /** Another node, over the same store: its workshop is this one's, too. */
  readonly beside?: Venue;
}

export async function openVenue(
  storage: Storage = openMemoryStorage(),
  rules?: TextsOptions['rules'],
  log: Logger = pino({ level: 'silent' }),
  clock: () => number = Date.now,
  { bus = openLocalBus(), limiters = IN_MEMORY, beside }: NodeOptions = {},
): Promise<Venue> {
  const random = () => randomBytes(4).readUInt32BE(0);
  const house = openHouse({ storage, bus, log, clock, random });
  const attendance = openAttendance(bus, clock);
  const metrics = openMetrics();
  const allowances = openAllowances(clock);
  const people = openPeople({
    storage,
    house,
    clock,
    publicUrl: null,
    secure: false,
    sessionDays: 30,
    key: await storage.installationKey(randomBytes(32)),
    limiters,
    operatorCode: null,
  });
  const { sessions, doorkeeper } = people;
  const texts = openTexts({
    storage,
    house,
    bus,
    log,
    clock,
    ...(rules === undefined ? {} : { rules }),
  });
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  const sync = openSyncServer({
    house,
    texts,
    doorkeeper,
    attendance,
    log,
    metrics,
    allowances,
    clock,
  });
  const live = openLiveServer({
    server,
    house,
    doorkeeper,
    attendance,
    log,
    metrics,
    allowances,
    clock,
    origin: () => 'http://tavolo.test',
  });
  const news = openSessionNews(bus, sessions, [live, sync]);
  answer = openHttp({
    storage,
    house,
    texts,
    people,
    log,
    metrics,
    allowances,
    clock,
    secure: false,
    baseUrl: () => 'http://tavolo.test',
    // No pages: those are the business of the tests in a browser.
    clientFolder: join(tmpdir(), 'no-such-folder'),
    hearsOthers: () => bus.status.well,
    present: live.present,
    isEnding: () => false,
    resetDemonstration: () => Promise.reject(new Error('this is no demonstration')),
    hasLeft: news.hasLeft,
  });
  const peers = new Set<NetSocket>();
  server.on('connection', (peer) => {
    peers.add(peer);
    peer.on('close', () => peers.delete(peer));
  });
  server.on('upgrade', (request, socket, head) => {
    if (sync.upgrade(request, socket, head)) return;
    if (request.url?.startsWith(`${LIVE_PATH}/`) === true) return;
    hangUp(socket, '404 Not Found');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const workshopId = beside?.workshop.id ?? anyId<WorkshopId>();
  const ownerSeat = beside?.owner.seatId ?? anyId<SeatId>();
  if (beside === undefined) {
    const created = await createWorkshop(openOrder(workshopId, ownerSeat), {
      storage,
      now: clock(),
      randomBytes: (count) => randomBytes(count),
      recoveryHash: hashOf('unused'),
    });
    if (!created.ok) throw new Error(created.refusal.kind);
  }
  const workshop = await house.open(workshopId);
  if (workshop === null) throw new Error('the workshop was made and is not there');

  async function letIn(seatId: SeatId): Promise<Person> {
    const seat = workshop?.state.seats.get(seatId);
    if (seat === undefined) throw new Error('nobody sits there');
    const fresh = new IncomingMessage(new NetSocket());
    const [cookie = ''] = (await sessions.begin(fresh, workshopId, seat)).split(';');
    const tokenHash = hashOf(cookie.split('=')[1] ?? '');
    return { seatId, tokenHash, headers: { origin, cookie } };
  }

  const owner = await letIn(ownerSeat);

  return {
    origin,
    storage,
    house,
    doorkeeper,
    texts,
    sync,
    live,
    metrics,
    workshop,
    owner,
    async sit(role, language = 'it') {
      const seatId = anyId<SeatId>();
      const seat = { seatId, role, name: '', kind: null, organisation: null, language };
      accepted(await workshop.order({ type: 'takeSeat', ...seat }));
      return letIn(seatId);
    },
    again: (person) => letIn(person.seatId),
    async orders(...orders) {
      const performed = orders.map((order) => workshop.perform(ownerSeat, asCommand(order)));
      for (const each of await Promise.all(performed)) accepted(each);
    },
    async close() {
      await Promise.all([live.close(), sync.close()]);
      // Who was upgraded is not among the connections that a server closes, and it would wait for them.
      for (const peer of peers) peer.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      await texts.close();
      await house.close();
      news.close();
      attendance.close();
      await bus.close();
      if (beside === undefined) await storage.close();
    },
  };
}

export function accepted(performed: Performed): void {
  if (!performed.ok) throw new Error(`refused: ${performed.refusal.kind}`);
}

/** A need as somebody writes it now. */
export function aNeed(text: string, phase: 'listen' | 'write' | 'cluster' = 'listen'): Order {
  return {
    type: 'writeCard',
    cardId: anyId(),
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: phase,
  };
}

function openOrder(
  workshopId: WorkshopId,
  seatId: SeatId,
): Extract<AnyOrder, { type: 'openWorkshop' }> {
  return {
    type: 'openWorkshop',
    workshopId,
    title: 'Prova',
    language: 'it',
    challenge: '',
    audience: 'mixed',
    review: 'off',
    demonstration: false,
    owner: { seatId, name: 'Anna' },
    themes: [{ themeId: anyId(), name: 'Abitare', colour: 'housing' }],
  };
}
