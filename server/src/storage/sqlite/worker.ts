/**
 * The thread that owns the database: all SQLite work happens here, so that an fsync stalls
 * nobody's socket. It takes a group, answers it, and takes the next (see `thread.ts`).
 */
import { parentPort, workerData } from 'node:worker_threads';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { ballotStore } from './ballot-store.ts';
import { openDatabase } from './connection.ts';
import { failureOf } from './failure.ts';
import { runGroup } from './group-commit.ts';
import { logStore } from './log-store.ts';
import type { FromWorker, SyncStore, ToWorker, WorkerData } from './operations.ts';
import { sessionStore } from './session-store.ts';
import { snapshotStore } from './snapshot-store.ts';
import { textStore } from './text-store.ts';
import { openWipe, type Wipe } from './wipe.ts';

const port = parentPort;
if (port === null) throw new Error('The storage worker is started as a thread.');
// Given by `startThread` alone.
const { file, mayCreate } = workerData as WorkerData;

const say = (message: FromWorker): void => port.postMessage(message);
let open: {
  readonly db: DatabaseSyncInstance;
  readonly store: SyncStore;
  readonly wipe: Wipe;
} | null = null;

function connect(): void {
  const db = openDatabase(file, mayCreate);
  open = {
    db,
    wipe: openWipe(db),
    store: {
      ...logStore(db),
      ...ballotStore(db),
      ...snapshotStore(db),
      ...textStore(db),
      ...sessionStore(db),
    },
  };
}

function answer(message: ToWorker): void {
  if (open === null) throw new Error('A message came before the database was open.');
  if (message.kind === 'close') {
    open.db.close();
    leave({ kind: 'closed', failure: null });
    return;
  }
  const { outcomes, spoiled: failed } = runGroup(open.db, open.store, message.calls);
  const spoiled = failed || !open.wipe.after(message.calls);
  const answered: FromWorker = { kind: 'answered', outcomes, leaving: spoiled };
  if (!spoiled) {
    say(answered);
    return;
  }
  // After a failed sync the kernel may call the lost pages clean: asking the same connection
  // again could "succeed". A new one reads what is really there and makes it safe. It needs
  // a new thread, too: this library lets go of a file only when all statements are gone.
  open.db.close();
  leave(answered);
}

function leave(last: FromWorker): void {
  say(last);
  port?.close();
}

port.on('message', (message: ToWorker) => {
  try {
    answer(message);
  } catch (error) {
    leave({ kind: 'closed', failure: failureOf(error) });
  }
});

try {
  connect();
  say({ kind: 'opened' });
} catch (error) {
  leave({ kind: 'notOpened', failure: failureOf(error) });
}
