/** For tests: the HTTP side on a real port over a real SQLite store in a folder of its own. */
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemonstrationContent, WorkshopId } from '@tavolo/model';
import pino from 'pino';
import { openAllowances } from '../../allowances.ts';
import { openLocalBus } from '../../bus/local.ts';
import { openMetrics } from '../../metrics.ts';
import type { Visitor } from '../../people/contract.ts';
import { IN_MEMORY } from '../../people/open-limiters.ts';
import { openPeople, type PeopleOptions } from '../../people/people.ts';
import { openSqliteStorage } from '../../storage/sqlite/open-sqlite.ts';
import type { Storage } from '../../storage/storage.ts';
import { openTexts } from '../../texts/texts.ts';
import type { House } from '../../workshop/contract.ts';
import { openHouse } from '../../workshop/house.ts';
import { openHttp } from '../http.ts';

export interface TestServer {
  readonly url: string;
  readonly storage: Storage;
  readonly house: House;
  readonly left: Visitor[];
  readonly present: Map<WorkshopId, number>;
  /** Moves the server's clock on. */
  pass(ms: number): void;
  close(): Promise<void>;
}

type Settings = Partial<Pick<PeopleOptions, 'publicUrl' | 'secure' | 'operatorCode'>> & {
  readonly metricsFor?: 'this computer' | 'anyone';
  /** Stands between the house and the disk, to make it fail. */
  readonly through?: (storage: Storage) => Storage;
};

export async function openTestServer(settings: Settings = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-http-'));
  const store = await openSqliteStorage(folder);
  const storage = settings.through?.(store) ?? store;
  const log = pino({ level: 'silent' });
  const bus = openLocalBus();
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const house = openHouse({ storage, bus, log, clock, random: () => 7 });
  const texts = openTexts({ storage, house, bus, log, clock });
  const secure = settings.secure ?? false;
  const people = openPeople({
    storage,
    house,
    clock,
    publicUrl: settings.publicUrl ?? null,
    secure,
    sessionDays: 400,
    key: await storage.installationKey(randomBytes(32)),
    limiters: IN_MEMORY,
    operatorCode: settings.operatorCode ?? null,
  });
  const clientFolder = join(folder, 'client');
  await writePages(clientFolder);
  const left: Visitor[] = [];
  const present = new Map<WorkshopId, number>();
  let url = '';
  const server = createServer(
    openHttp({
      storage,
      house,
      texts,
      people,
      log,
      metrics: openMetrics(),
      allowances: openAllowances(clock),
      clock,
      secure,
      metricsFor: settings.metricsFor ?? 'this computer',
      baseUrl: () => url,
      clientFolder,
      hearsOthers: () => bus.status.well,
      present: (id) => present.get(id) ?? 0,
      isEnding: () => false,
      resetDemonstration: (workshop) =>
        workshop.order({ type: 'fillDemonstration', content: EMPTY_DEMONSTRATION }),
      hasLeft: (visitor) => left.push(visitor),
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    storage,
    house,
    left,
    present,
    pass: (ms) => {
      ahead += ms;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await texts.close();
      await house.close();
      await bus.close();
      await storage.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const EMPTY_DEMONSTRATION: DemonstrationContent = {
  title: 'Dimostrazione',
  challenge: '',
  audience: 'mixed',
  language: 'it',
  themes: [],
  places: [],
  cards: [],
  clusters: [],
  tables: [],
  proposals: [],
  phase: 'cluster',
};

/** What a build leaves behind, in small. */
async function writePages(folder: string): Promise<void> {
  await mkdir(join(folder, 'assets'), { recursive: true });
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Tavolo</title>');
  await writeFile(join(folder, 'assets', 'main-abc123.js'), 'export {};');
}
