/**
 * Everybody has the server's board: the condition that the room waits for after each step.
 *
 * What is compared is the board document's content, as one hash. The server's is told to a
 * connection that has nothing yet. A guest without a browser has its document in its hands.
 * A page's is read from the copy that the page itself keeps on its device, into which every
 * update of the document it draws from is written: another connection with the page's cookie
 * would only show the server once more. What a page draws from it is checked where the story
 * looks at the page, by its words.
 */
import { expect } from '@playwright/test';
import { BOARD_DOCUMENT } from '@tavolo/protocol';
import * as Y from 'yjs';
import type { Person } from '../people.ts';
import { boardHash, serverBoard } from './board-hash.ts';
import type { Phone } from './phone.ts';

/** Generous: a machine that is busy is no wrong board. */
const WITHIN_MS = 20_000;

export interface Present {
  readonly url: string;
  readonly workshopId: string;
  readonly pages: readonly Person[];
  readonly guests: readonly Phone[];
}

export async function allHaveTheSame(present: Present): Promise<void> {
  await expect(async () => expect(await whoDiffers(present)).toEqual([])).toPass({
    timeout: WITHIN_MS,
  });
}

/** The names of those whose board is not the server's, as they are this moment. */
export async function whoDiffers({ url, workshopId, pages, guests }: Present): Promise<string[]> {
  const [asker] = guests;
  if (asker === undefined) throw new Error('nobody asks for the board');
  const { hash: told } = await serverBoard(url, workshopId, asker.Socket);
  const theirs = [
    ...(await Promise.all(
      pages.map(async (person) => [person.name, await pageBoardHash(person, workshopId)] as const),
    )),
    ...guests.map(({ name, board }) => [name, board === null ? null : boardHash(board)] as const),
  ];
  return theirs.filter(([, hash]) => hash !== told).map(([name]) => name);
}

/** Of the copy that this page keeps; null where there is none, or more than one. */
async function pageBoardHash({ page }: Person, workshopId: string): Promise<string | null> {
  const part = `:${workshopId}:${BOARD_DOCUMENT}:`;
  const updates = await page.evaluate(async (wanted) => {
    const names = (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
    const [name, another] = names.filter((each) => each.includes(wanted));
    if (name === undefined || another !== undefined) return null;
    const ends = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await ends(indexedDB.open(name));
    try {
      const kept = database.transaction('updates', 'readonly').objectStore('updates');
      const all: Uint8Array[] = await ends(kept.getAll());
      return all.map((update) => [...update]);
    } finally {
      database.close();
    }
  }, part);
  if (updates === null) return null;
  const doc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(doc, Uint8Array.from(update));
  return boardHash(doc);
}
