/** The store of an installation that has outgrown one file: a PostgreSQL database, or a schema of one. Opened by `app`, known to nobody else. */
import pg from 'pg';
import type { Logger } from 'pino';
import { type Call, storageThrough } from '../calls.ts';
import { StorageMisuse, StorageUnavailable } from '../errors.ts';
import type { SharedStorage } from '../storage.ts';
import { WRITES } from '../writes.ts';
import { ballotStore, forgetBallots } from './ballot-store.ts';
import { connectionOptions, settle, sqlOn } from './connection.ts';
import { isLost, isOurs, storageError } from './failure.ts';
import { run, runGroup } from './group-commit.ts';
import { LANES, openLanes } from './lanes.ts';
import { logStore } from './log-store.ts';
import type { Outcome, SqlStore } from './operations.ts';
import { prepareDatabase } from './prepare.ts';
import { sessionStore } from './session-store.ts';
import { snapshotStore } from './snapshot-store.ts';
import { textStore } from './text-store.ts';

/** Connections: one for each lane, and some to read on. */
const CONNECTIONS = LANES + 5;

const STORE: SqlStore = {
  ...logStore,
  ...ballotStore,
  ...snapshotStore,
  ...textStore,
  ...sessionStore,
};

/** Rejects with a DatabaseError where the database cannot be used. */
export async function openPostgresStorage(url: string, log: Logger): Promise<SharedStorage> {
  await prepareDatabase(url, log);
  const pool = openPool(url, log);
  const lanes = openLanes((calls) => commit(pool, calls));
  /** Ballots that were destroyed are on their way out of the files. */
  let forgetting: Promise<void> = Promise.resolve();
  let closing: Promise<void> | null = null;

  function ask(call: Call): Promise<unknown> {
    if (closing !== null) return Promise.reject(closed());
    return WRITES[call.name] ? lanes.ask(call) : read(pool, call);
  }

  const calls = storageThrough(ask);

  function forget(): void {
    forgetting = forgetting
      .then(() => onConnection(pool, (client) => forgetBallots(sqlOn(client))))
      .catch((error: unknown) => {
        log.warn({ err: storageError(error) }, 'ballots of a closed round are still in the files');
      });
  }

  // A program that ended right after a close may not have come to it.
  forget();
  return {
    ...calls,
    async append(id, decisions, dueAt, boxes) {
      const appended = await calls.append(id, decisions, dueAt, boxes);
      if (appended.ok && boxes !== undefined && boxes.length > 0) forget();
      return appended;
    },
    async now() {
      const asked = 'SELECT extract(epoch FROM clock_timestamp()) * 1000 AS now';
      const [row] = await onConnection(pool, (client) =>
        sqlOn(client).rows<{ readonly now: string }>(asked),
      );
      return Number(row?.now);
    },
    close() {
      closing ??= lanes
        .idle()
        .then(() => forgetting)
        .then(() => pool.end());
      return closing;
    },
  };
}

function openPool(url: string, log: Logger): pg.Pool {
  const pool = new pg.Pool({
    ...connectionOptions(url),
    max: CONNECTIONS,
    onConnect: async (client) => void (await settle(client, url)),
  });
  // An idle connection that the server closes is an event, and without a listener the end of the program.
  const ended = (error: Error) => log.debug({ err: storageError(error) }, 'a connection ended');
  pool.on('error', ended);
  pool.on('connect', (client) => client.on('error', ended));
  return pool;
}

async function commit(pool: pg.Pool, calls: readonly Call[]): Promise<readonly Outcome[]> {
  try {
    const client = await pool.connect();
    const { outcomes, lost } = await runGroup(client, STORE, calls);
    client.release(lost);
    return outcomes;
  } catch (error) {
    return calls.map(() => ({ ok: false, error: storageError(error) }));
  }
}

/** Asked again once where the connection broke: one that lay idle may be dead without anybody having noticed. */
async function read(pool: pg.Pool, call: Call): Promise<unknown> {
  const ask = () => onConnection(pool, (client) => run(sqlOn(client), STORE, call));
  try {
    return await ask().catch((error: unknown) => {
      if (isOurs(error) || !isLost(error)) throw error;
      return ask();
    });
  } catch (error) {
    throw storageError(error);
  }
}

async function onConnection<Answer>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const client = await pool.connect();
  let failed = true;
  try {
    const answer = await work(client);
    failed = false;
    return answer;
  } catch (error) {
    failed = !(error instanceof StorageMisuse) && storageError(error) instanceof StorageUnavailable;
    throw error;
  } finally {
    client.release(failed);
  }
}

function closed(): StorageMisuse {
  return new StorageMisuse('closed', 'the store was closed');
}
