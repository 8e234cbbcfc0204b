/**
 * The only file that knows every part: opens them in order, wires them to each other, and
 * closes them in the opposite order. `main` starts it; tests and benchmarks may, too.
 */
import { randomInt } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { translate } from '@tavolo/i18n';
import { LIVE_PATH } from '@tavolo/protocol';
import type { Bus } from './bus/bus.ts';
import { openBus } from './bus/open-bus.ts';
import { baseUrl, type Config } from './config.ts';
import { prepareDataFolder } from './data-folder.ts';
import {
  type Demonstration,
  ensureDemonstration,
  resetDemonstration,
} from './demonstration/demonstration.ts';
import { hangUp } from './hang-up.ts';
import { openHttp } from './http/http.ts';
import { listen } from './listen.ts';
import { openLiveServer } from './live/live-server.ts';
import type { Log } from './log.ts';
import { openMetrics } from './metrics.ts';
import { openPeople } from './people/people.ts';
import { hashOf, newToken } from './people/secrets.ts';
import { openSessionWatch } from './people/session-watch.ts';
import { openSqliteStorage } from './storage/sqlite/open-sqlite.ts';
import type { Storage } from './storage/storage.ts';
import { openSyncServer } from './sync/sync-server.ts';
import { openTexts } from './texts/texts.ts';
import { openHouse } from './workshop/house.ts';
import { watchSaving } from './workshop/saving.ts';

export interface App {
  /** The origin people are told. */
  readonly url: string;
  readonly port: number;
  /** Its addresses are to be printed: the recovery token is known now and never again. */
  readonly demonstration: Demonstration | null;
  /** Takes no more, finishes what is on its way to the disk, closes everything. May be called twice. */
  close(): Promise<void>;
}

/** `client/dist`, seen from `server/src` and from `server/dist` alike. */
const CLIENT_FOLDER = join(fileURLToPath(new URL('../../', import.meta.url)), 'client', 'dist');

/** How long a peer may take to answer a close when the program stops. */
const CLOSING_MS = 1_000;

/** What the outside world comes in through; tests put another world there. */
export interface Seams {
  readonly openStorage: (folder: string) => Promise<Storage>;
  readonly openBus: () => Bus;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** 32 random bits, for shuffles; secrets come from the system alone. */
  readonly random: () => number;
}

export const THE_WORLD: Seams = {
  openStorage: openSqliteStorage,
  openBus,
  clock: Date.now,
  random: () => randomInt(2 ** 32),
};

export async function openApp(
  config: Config,
  log: Log,
  { openStorage, openBus, clock, random }: Seams = THE_WORLD,
): Promise<App> {
  const folder = await prepareDataFolder(config.dataDir);
  const saving = watchSaving({ storage: await openStorage(folder), log, clock });
  const { storage } = saving;
  const bus = openBus();
  const house = openHouse({ storage, saving, bus, log, clock, random });
  const texts = openTexts({ storage, house, log, clock });
  const people = openPeople({ ...config, storage, house, clock });
  const { doorkeeper } = people;
  const metrics = openMetrics();
  saving.subscribe(({ saves }) => metrics.saves(saves));

  let url = '';
  // socket.io puts itself before the listeners it finds, so ours is there first.
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  const live = openLiveServer({
    server,
    house,
    doorkeeper,
    log,
    metrics,
    clock,
    origin: () => url,
  });
  const sync = openSyncServer({ house, texts, doorkeeper, log, metrics, clock });
  people.sessions.whenRotated((tokenHash, nextTokenHash) => {
    live.tokenRotated(tokenHash, nextTokenHash);
    sync.tokenRotated(tokenHash, nextTokenHash);
  });
  const watch = openSessionWatch({
    look: async () => {
      await live.endExpired();
      await sync.endExpired();
    },
    sweep: people.sessions.sweep,
    log,
  });
  answer = openHttp({
    storage,
    house,
    texts,
    people,
    log,
    metrics,
    clock,
    secure: config.secure,
    baseUrl: () => url,
    clientFolder: CLIENT_FOLDER,
    present: live.present,
    resetDemonstration,
    hasLeft: ({ workshopId, seatId, tokenHash }) => {
      live.leaveSeat(workshopId, seatId, tokenHash);
      sync.leaveSeat(workshopId, seatId, tokenHash);
    },
  });
  const peers = new Set<Socket>();
  server.on('connection', (socket) => {
    peers.add(socket);
    socket.on('close', () => peers.delete(socket));
  });
  server.on('upgrade', (request, socket, head) => {
    if (sync.upgrade(request, socket, head)) return;
    // socket.io has its own listener for its path; whatever is nobody's is hung up on.
    if (request.url?.startsWith(`${LIVE_PATH}/`) === true) return;
    hangUp(socket, '404 Not Found');
  });

  async function closeParts(): Promise<void> {
    const refusesNew = new Promise<void>((resolve) => server.close(() => resolve()));
    await Promise.all([live.close(), sync.close(), watch.close()]);
    server.closeIdleConnections();
    await texts.close();
    await house.close();
    server.closeAllConnections();
    // Who has been upgraded is not among those; who does not answer a close is cut off.
    const late = setTimeout(() => {
      for (const socket of peers) socket.destroy();
    }, CLOSING_MS);
    await refusesNew;
    clearTimeout(late);
    await bus.close();
    await storage.close();
    saving.close();
  }
  let closing: Promise<void> | null = null;
  const close = () => {
    closing ??= closeParts();
    return closing;
  };

  try {
    const demonstration = config.demonstration
      ? await ensureDemonstration({
          storage,
          house,
          clock,
          ownerName: translate('it', 'server.demonstration-owner'),
          newKey: () => {
            const token = newToken();
            return { token, hash: hashOf(token) };
          },
        })
      : null;
    const port = await listen(server, config.port, config.host);
    url = baseUrl(config, port);
    return { url, port, demonstration, close };
  } catch (error) {
    await Promise.all([live.close(), sync.close(), watch.close()]);
    await texts.close();
    await house.close();
    await storage.close();
    saving.close();
    throw error;
  }
}
