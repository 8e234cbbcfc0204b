/**
 * What every store promises, run against each of them (`*-storage.test.ts`). A backend
 * that passes may hold workshops.
 */
import { describe, test } from 'vitest';
import { ballotPromises } from './contract/ballots.ts';
import { logPromises } from './contract/log.ts';
import { sessionPromises } from './contract/sessions.ts';
import { snapshotPromises } from './contract/snapshots.ts';
import { textPromises } from './contract/texts.ts';
import { workshopPromises } from './contract/workshops.ts';
import type { Storage } from './storage.ts';

/** Opens a fresh, empty store; the suite closes it. */
export type OpenFresh = () => Promise<Storage>;

/** Runs a test on a store of its own and closes it, also when the test fails. */
export type OnStore = (title: string, body: (storage: Storage) => Promise<void>) => void;

/** For a busy machine: opening a store may mean starting a thread or a server. */
const PATIENCE_MS = 30_000;

export function storageContract(name: string, open: OpenFresh): void {
  const onStore: OnStore = (title, body) =>
    test(title, { timeout: PATIENCE_MS }, async () => {
      const storage = await open();
      try {
        await body(storage);
      } finally {
        await storage.close();
      }
    });

  describe(`${name} as a store`, () => {
    workshopPromises(onStore);
    logPromises(onStore);
    sessionPromises(onStore);
    snapshotPromises(onStore);
    textPromises(onStore);
    ballotPromises(onStore);
  });
}
