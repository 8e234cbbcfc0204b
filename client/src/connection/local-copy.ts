/**
 * The board's copy on this device, in IndexedDB, one for each seat, workshop and epoch.
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
}

/** Longer than this nobody waits for the disk: the network may be quicker. */
const PATIENCE_MS = 2_000;

export function copyName(seatId: string, workshopId: string, epoch: string): string {
  return `${copyPrefix(seatId, workshopId)}${epoch}`;
}

/** Loads the copy into `doc` and keeps it up to date. Null where there can be none. */
export async function openCopy(name: string, doc: Y.Doc): Promise<LocalCopy | null> {
  if (!(await storageWorks())) return null;
  const kept = new IndexeddbPersistence(name, doc);
  const loaded = await Promise.race([
    kept.whenSynced.then(() => true),
    new Promise<false>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS)),
  ]);
  if (!loaded) console.info('the copy on this device is slow to load');
  return {
    close: () => kept.destroy(),
    forget: () => kept.clearData(),
  };
}

/** Deletes the copies of a seat but the one of `epoch`; all of them without one. */
export async function forgetCopies(
  seatId: string,
  workshopId: string,
  epoch: string | null,
): Promise<void> {
  try {
    if (typeof indexedDB === 'undefined' || typeof indexedDB.databases !== 'function') return;
    const prefix = copyPrefix(seatId, workshopId);
    const kept = epoch === null ? null : copyName(seatId, workshopId, epoch);
    for (const { name } of await indexedDB.databases()) {
      if (name?.startsWith(prefix) && name !== kept) indexedDB.deleteDatabase(name);
    }
  } catch (error) {
    console.info('old copies could not be looked up', error);
  }
}

function copyPrefix(seatId: string, workshopId: string): string {
  return `tavolo:${seatId}:${workshopId}:board:`;
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
