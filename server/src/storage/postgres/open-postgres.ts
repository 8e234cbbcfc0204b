/** The store of an installation that has outgrown one file: a PostgreSQL database, or a schema of one. Opened by `app`, known to nobody else. */
import pg from 'pg';
import type { Logger } from 'pino';
import { StorageMisuse, StorageUnavailable } from '../errors.ts';
import type { Storage } from '../storage.ts';
import { type Operation, WRITES } from '../writes.ts';
import { ballotStore, forgetBallots } from './ballot-store.ts';
import { connectionOptions, settle, sqlOn } from './connection.ts';
import { storageError } from './failure.ts';
import { run, runGroup } from './group-commit.ts';
import { LANES, openLanes } from './lanes.ts';
import { logStore } from './log-store.ts';
import type { Answer, Call, Outcome, SqlStore } from './operations.ts';
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
export async function openPostgresStorage(url: string, log: Logger): Promise<Storage> {
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

  function call<Name extends Operation>(name: Name) {
    // What runs is the call of this name, so its answer has this type.
    return (...args: Parameters<Storage[Name]>) => ask({ name, args }) as Promise<Answer<Name>>;
  }

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
    createWorkshop: call('createWorkshop'),
    findWorkshop: call('findWorkshop'),
    setJoinCode: call('setJoinCode'),
    findWorkshopByCode: call('findWorkshopByCode'),
    findDemonstration: call('findDemonstration'),
    dueMoves: call('dueMoves'),
    async append(id, decisions, dueAt, boxes) {
      const appended = await call('append')(id, decisions, dueAt, boxes);
      if (appended.ok && boxes !== undefined && boxes.length > 0) forget();
      return appended;
    },
    read: call('read'),
    castDots: call('castDots'),
    findBallot: call('findBallot'),
    countVoters: call('countVoters'),
    readBallots: call('readBallots'),
    saveSession: call('saveSession'),
    findSession: call('findSession'),
    endFormer: call('endFormer'),
    endSession: call('endSession'),
    prolongSession: call('prolongSession'),
    rotateSessions: call('rotateSessions'),
    sweepSessions: call('sweepSessions'),
    useRecovery: call('useRecovery'),
    setRecovery: call('setRecovery'),
    appendText: call('appendText'),
    readText: call('readText'),
    textAuthors: call('textAuthors'),
    saveTextSnapshot: call('saveTextSnapshot'),
    findTextSnapshot: call('findTextSnapshot'),
    saveTextVersion: call('saveTextVersion'),
    textVersions: call('textVersions'),
    findTextVersion: call('findTextVersion'),
    saveSnapshotPart: call('saveSnapshotPart'),
    sealSnapshot: call('sealSnapshot'),
    snapshotHeads: call('snapshotHeads'),
    readSnapshotPart: call('readSnapshotPart'),
    dropSnapshotPart: call('dropSnapshotPart'),
    check: call('check'),
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

async function read(pool: pg.Pool, call: Call): Promise<unknown> {
  try {
    return await onConnection(pool, (client) => run(sqlOn(client), STORE, call));
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
