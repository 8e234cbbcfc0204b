/**
 * The only file that knows every part: opens them in order, wires them to each other, and
 * closes them in the opposite order. `main` starts it; tests and benchmarks may, too.
 */
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { translate } from '@tavolo/i18n';
import { LIVE_PATH } from '@tavolo/protocol';
import { openAllowances } from './allowances.ts';
import type { Bus } from './bus/bus.ts';
import { type OpenBusOptions, openBus } from './bus/open-bus.ts';
import { openBusWatch } from './bus-watch.ts';
import { baseUrl, type Config } from './config.ts';
import { prepareDataFolder } from './data-folder.ts';
import {
  type Demonstration,
  ensureDemonstration,
  resetDemonstration,
} from './demonstration/demonstration.ts';
import { namedId } from './demonstration/named-id.ts';
import { openFront } from './front.ts';
import { hangUp } from './hang-up.ts';
import { openHttp } from './http/http.ts';
import { LIMITS, type Limits } from './limits.ts';
import { listen } from './listen.ts';
import { openLiveServer } from './live/live-server.ts';
import type { Log } from './log.ts';
import { type Metrics, openMetrics } from './metrics.ts';
import { openAttendance } from './people/attendance.ts';
import { openLimiters } from './people/open-limiters.ts';
import { openPeople } from './people/people.ts';
import { hashOf, newToken } from './people/secrets.ts';
import { openSessionNews } from './people/session-news.ts';
import { openSessionWatch } from './people/session-watch.ts';
import { openSharedClock } from './shared-clock.ts';
import { nameOfInstallation } from './storage/postgres/open-name.ts';
import { openPostgresStorage } from './storage/postgres/open-postgres.ts';
import { openSqliteStorage } from './storage/sqlite/open-sqlite.ts';
import type { SharedStorage, Storage } from './storage/storage.ts';
import { openSyncServer } from './sync/sync-server.ts';
import type { Texts } from './texts/contract.ts';
import { openTexts } from './texts/texts.ts';
import type { House } from './workshop/contract.ts';
import { openHouse } from './workshop/house.ts';
import { watchSaving } from './workshop/saving.ts';

export interface App {
  /** The origin people are told. */
  readonly url: string;
  readonly port: number;
  /** Its addresses are to be printed: the recovery token is known now and never again. */
  readonly demonstration: Demonstration | null;
  /** For those who look inside: measurements and simulations. */
  readonly house: House;
  readonly texts: Texts;
  /** Takes no more, finishes what is on its way to the disk, closes everything. May be called twice. */
  close(): Promise<void>;
}

/** `client/dist`, seen from `server/src` and from `server/dist` alike. */
const CLIENT_FOLDER = join(fileURLToPath(new URL('../../', import.meta.url)), 'client', 'dist');

/** What the outside world comes in through; tests put another world there. */
export interface Seams {
  /** Makes the data folder and tries it; resolves with its full path. */
  readonly prepareFolder: typeof prepareDataFolder;
  readonly openStorage: (folder: string) => Promise<Storage>;
  /** Where a database keeps everything, by its address. */
  readonly openDatabase: (url: string, log: Log) => Promise<Storage | SharedStorage>;
  readonly openBus: (options: OpenBusOptions) => Bus;
  /** Lets people in; resolves with the port. */
  readonly listen: typeof listen;
  readonly openMetrics: () => Metrics;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** 32 random bits, for shuffles; secrets come from the system alone. */
  readonly random: () => number;
  /** What the doors bear; a torture lifts one to see what it is good for. */
  readonly limits: Limits;
}

export const THE_WORLD: Seams = {
  prepareFolder: prepareDataFolder,
  openStorage: openSqliteStorage,
  openDatabase: openPostgresStorage,
  openBus,
  listen,
  openMetrics,
  clock: Date.now,
  random: () => randomInt(2 ** 32),
  limits: LIMITS,
};

export async function openApp(config: Config, log: Log, seams: Seams = THE_WORLD): Promise<App> {
  const { random, limits } = seams;
  const kept = await openStorage(config, log, seams);
  const sharedClock =
    'now' in kept
      ? await openSharedClock({ ask: () => kept.now(), own: seams.clock, log })
      : { now: seams.clock, close: () => undefined };
  const clock = sharedClock.now;
  const saving = watchSaving({ storage: kept, log, clock });
  const { storage } = saving;
  const metrics = seams.openMetrics();
  const installation = await installationOf(config);
  const busWatch = openBusWatch(metrics, log);
  const bus = seams.openBus({
    redisUrl: config.redisUrl,
    installation,
    failed: (error) => log.error({ err: error }, 'a listener of the bus failed'),
    dropped: metrics.notPassedOn,
    lost: busWatch.lost,
  });
  busWatch.watch(bus);
  const { keepMs } = limits;
  const house = openHouse({ storage, saving, bus, log, clock, random, keepMs });
  const texts = openTexts({ storage, house, bus, log, clock, keepMs });
  const key = await storage.installationKey(randomBytes(32));
  const limiters = openLimiters({ redisUrl: config.redisUrl, installation, key });
  const people = openPeople({ ...config, storage, house, clock, key, limiters });
  const { doorkeeper } = people;
  const attendance = openAttendance(bus, clock);
  saving.subscribe(({ saves }) => metrics.saves(saves));

  let url = '';
  // socket.io puts itself before the listeners it finds, so ours is there first.
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  let isEnding = false;
  const allowances = openAllowances(clock, limits);
  const front = openFront({
    allowances,
    log,
    request: (request, response) => answer(request, response),
    upgrade(request, socket, head) {
      if (sync.upgrade(request, socket, head)) return;
      // socket.io has its own listener for its path; whatever is nobody's is hung up on.
      if (request.url?.startsWith(`${LIVE_PATH}/`) === true) return;
      hangUp(socket, '404 Not Found');
    },
  });
  const { server } = front;
  const live = openLiveServer({
    server,
    house,
    doorkeeper,
    attendance,
    log,
    metrics,
    allowances,
    clock,
    origin: () => url,
  });
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
  const news = openSessionNews(bus, people.sessions, [live, sync]);
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
    allowances,
    clock,
    secure: config.secure,
    baseUrl: () => url,
    metricsFor: config.metricsFor,
    clientFolder: CLIENT_FOLDER,
    present: live.present,
    hearsOthers: () => bus.status.well,
    resetDemonstration,
    isEnding: () => isEnding,
    hasLeft: news.hasLeft,
  });
  /** Answers go out before anybody is sent away: what was taken is on the disk, and told. */
  async function closeParts(): Promise<void> {
    isEnding = true;
    live.quiet();
    sync.quiet();
    await watch.close();
    await front.finished();
    await texts.close();
    await house.close();
    // News of the last commit goes out with the next turn of the loop.
    await nextTurn();
    await Promise.all([live.close(), sync.close()]);
    await front.close();
    busWatch.close();
    news.close();
    attendance.close();
    limiters.close();
    await bus.close();
    sharedClock.close();
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
          workshopId: namedId(`of ${installation}`),
          ownerName: translate('it', 'server.demonstration-owner'),
          newKey: () => {
            const token = newToken();
            return { token, hash: hashOf(token) };
          },
        })
      : null;
    const port = await seams.listen(server, config.port, config.host);
    url = baseUrl(config, port);
    return { url, port, demonstration, house, texts, close };
  } catch (error) {
    await Promise.all([live.close(), sync.close(), watch.close()]);
    await texts.close();
    await house.close();
    busWatch.close();
    news.close();
    attendance.close();
    limiters.close();
    await bus.close();
    sharedClock.close();
    await storage.close();
    saving.close();
    throw error;
  }
}

/** The same for all nodes on one database; a folder has one node, and two folders have nothing in common. */
async function installationOf({ databaseUrl }: Config): Promise<string> {
  return databaseUrl === null ? randomUUID() : nameOfInstallation(databaseUrl);
}

/** Where a database is named, no folder is needed. */
async function openStorage(
  config: Config,
  log: Log,
  seams: Seams,
): Promise<Storage | SharedStorage> {
  if (config.databaseUrl !== null) return seams.openDatabase(config.databaseUrl, log);
  return seams.openStorage(await seams.prepareFolder(config.dataDir));
}
