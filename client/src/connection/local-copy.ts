/**
 * A document's copy on this device, in IndexedDB, one for each seat, workshop, document and epoch.
 * Where the browser allows none (private windows, blocked storage) everything goes on
 * without it.
 */
import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

export interface LocalCopy {
  /** Stops writing; the copy stays. */
  close(): Promise<void>;
  /** Stops writing and deletes it. */
  forget(): Promise<void>;
  /** Keeps a line beside the copy. */
  note(name: string, line: string): void;
  noted(name: string): Promise<string | null>;
}

/** Longer than this nobody waits for the disk: the network may be quicker. */
const PATIENCE_MS = 2_000;

export function copyName(
  seatId: string,
  workshopId: string,
  document: string,
  epoch: string,
): string {
  return `${seatPrefix(seatId, workshopId)}${document}:${epoch}`;
}

/** Loads the copy into `doc` and keeps it up to date. Null where there can be none. */
export async function openCopy(database: string, doc: Y.Doc): Promise<LocalCopy | null> {
  if (!(await storageWorks())) return null;
  const kept = new IndexeddbPersistence(database, doc);
  const loaded = await Promise.race([
    kept.whenSynced.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS)),
  ]);
  if (!loaded) console.info('the copy on this device is slow to load');
  return {
    close: () => kept.destroy(),
    forget: () => kept.clearData(),
    note: (name, line) =>
      void kept.set(name, line).catch((error: unknown) => {
        console.info('nothing can be kept beside the copy', error);
      }),
    async noted(name) {
      const line: unknown = await kept.get(name);
      return typeof line === 'string' ? line : null;
    },
  };
}

/** Deletes a seat's copies of a document but the one of `epoch`. */
export function forgetCopies(
  seatId: string,
  workshopId: string,
  document: string,
  epoch: string,
): Promise<void> {
  const kept = copyName(seatId, workshopId, document, epoch);
  return forgetWhere(copyName(seatId, workshopId, document, ''), kept);
}

/** Deletes all copies of a seat. */
export function forgetSeat(seatId: string, workshopId: string): Promise<void> {
  return forgetWhere(seatPrefix(seatId, workshopId), null);
}

async function forgetWhere(prefix: string, kept: string | null): Promise<void> {
  try {
    if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return;
    const deleted: Promise<void>[] = [];
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith(prefix) && name !== kept) deleted.push(deletion(name));
    }
    await Promise.all(deleted);
  } catch (error) {
    console.info('old copies could not be looked up', error);
  }
}

/** Waits for it: a page that is left at once might take the order with it. Another tab may hold it up. */
function deletion(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.deleteDatabase(name);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    setTimeout(resolve, PATIENCE_MS);
  });
}

function seatPrefix(seatId: string, workshopId: string): string {
  return `tavolo:${seatId}:${workshopId}:`;
}

const PROBE = 'tavolo:probe';
let working: Promise<boolean> | null = null;

/** Asked once, by opening a database for real: only that tells in a private window. */
function storageWorks(): Promise<boolean> {
  working ??= new Promise((resolve) => {
    try {
      if (typeof indexedDB === 'undefined') {
        resolve(false);
        return;
      }
      const request = indexedDB.open(PROBE);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(true);
      };
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
      setTimeout(() => resolve(false), PATIENCE_MS);
    } catch (error) {
      console.info('no storage on this device', error);
      resolve(false);
    }
  });
  return working;
}
