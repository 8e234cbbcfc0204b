/** Stores that break a promise on purpose: what the same attack finds there shows that it would find it. */
import { StorageUnavailable } from '@tavolo/server/storage/errors';
import type { Decision, Storage } from '@tavolo/server/storage/storage';
import { openNormal } from './normal.ts';

/**
 * `early` says "on the disk" long before it is. `late` has it there, says so long after, and
 * has forgotten by the next start which commands it has taken. `gives-up` never finds out that
 * the disk is back. `normal` leaves the sync of each commit out.
 */
export type CheatName = 'early' | 'late' | 'gives-up' | 'normal';

/** Called by `main.mjs` in the place of the world's `openStorage`. */
export async function openCheating(
  folder: string,
  openStorage: (folder: string) => Promise<Storage>,
  cheat: CheatName,
): Promise<Storage> {
  switch (cheat) {
    case 'early':
      return early(await openStorage(folder));
    case 'late':
      return late(await openStorage(folder));
    case 'gives-up': {
      const check = () => Promise.reject(new StorageUnavailable('not tried'));
      return { ...(await openStorage(folder)), check };
    }
    case 'normal':
      return openNormal(folder);
  }
}

/** Long against a commit, so that a blow at any moment falls between the word and the deed. */
export const APART_MS = 300;
const apart = () => new Promise<void>((resolve) => setTimeout(resolve, APART_MS));

function early(storage: Storage): Storage {
  let order: Promise<unknown> = Promise.resolve();
  /** In the order of the calls. What fails here fails unseen: that is what is wrong with it. */
  function claim<Answer>(answer: Answer, write: () => Promise<unknown>): Promise<Answer> {
    order = Promise.all([order, apart()])
      .then(write)
      .catch(() => undefined);
    return Promise.resolve(answer);
  }
  return {
    ...storage,
    append: (id, decisions, dueAt) =>
      claim({ ok: true }, () => storage.append(id, decisions, dueAt)),
    appendText: (key, updates, authors, guard) =>
      claim({ ok: true }, () => storage.appendText(key, updates, authors, guard)),
  };
}

function late(storage: Storage): Storage {
  return {
    ...storage,
    async append(id, decisions, dueAt) {
      const answer = await storage.append(id, decisions.map(unknownAgain), dueAt);
      await apart();
      return answer;
    },
  };
}

let forgotten = 0;

/** Kept under another name, a command that is sent again is not known. */
function unknownAgain(decision: Decision): Decision {
  forgotten += 1;
  const { cmdId } = decision;
  return cmdId === null ? decision : { ...decision, cmdId: `${cmdId} ${forgotten}` };
}

/** The command as it was sent. */
export function sentAs(cmdId: string): string {
  return cmdId.split(' ')[0] ?? cmdId;
}
