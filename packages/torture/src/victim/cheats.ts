/** Stores that break a promise on purpose: what the same attack finds there shows that it would find it. */
import { StorageUnavailable } from '@tavolo/server/storage/errors';
import type { Decision, SharedStorage, Storage } from '@tavolo/server/storage/storage';
import { openNormal } from './normal.ts';

/**
 * `early` says "on the disk" long before it is. `late` has it there, says so long after, and
 * has forgotten by the next start which commands it has taken. `gives-up` never finds out that
 * the disk is back. `halves` takes the ballots of a round away and never comes to closing it;
 * `claims` says that one is closed long before it writes that down. `imagines` writes nothing
 * of what is decided, and goes on as if it had. `deaf` never asks what others have written.
 * `calm` says that all is well when it is asked whether it can save. `own-clock`
 * goes by its own and by nobody else's. `normal` leaves the sync of each commit out.
 */
export type CheatName =
  | 'early'
  | 'late'
  | 'gives-up'
  | 'halves'
  | 'claims'
  | 'imagines'
  | 'deaf'
  | 'calm'
  | 'own-clock'
  | 'normal';

/** Called by `main.mjs` in the place of the world's `openStorage`. */
export async function openCheating(
  folder: string,
  openStorage: (folder: string) => Promise<Storage>,
  cheat: CheatName,
): Promise<Storage> {
  return cheat === 'normal' ? openNormal(folder) : cheating(await openStorage(folder), cheat);
}

/** The same store with a lie in it. */
export function cheating<Kept extends Storage>(
  storage: Kept,
  cheat: Exclude<CheatName, 'normal'>,
): Kept {
  return { ...storage, ...lieOf(storage, cheat) };
}

function lieOf(storage: Storage, cheat: Exclude<CheatName, 'normal'>): Partial<SharedStorage> {
  switch (cheat) {
    case 'early':
      return early(storage);
    case 'late':
      return late(storage);
    case 'gives-up':
      return { check: () => Promise.reject(new StorageUnavailable('not tried')) };
    case 'halves':
      return halves(storage);
    case 'claims':
      return claims(storage);
    case 'deaf':
      return { heads: () => Promise.resolve([]) };
    case 'calm':
      return { check: () => Promise.resolve() };
    case 'imagines':
      return {
        append: () => Promise.resolve({ ok: true }),
        appendText: () => Promise.resolve({ ok: true }),
        heads: () => Promise.resolve([]),
      };
    case 'own-clock':
      return { now: () => Promise.resolve(Date.now()) };
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

/** The first of two commits that a close would be if ballots and log were kept in two places. */
function halves(storage: Storage): Storage {
  /** The last of each seat. */
  const cast = new Map<string, Parameters<Storage['castDots']>>();
  return {
    ...storage,
    castDots(...args) {
      cast.set(args[1], args);
      return storage.castDots(...args);
    },
    async append(id, decisions, dueAt, closing = []) {
      for (const [key, seatId, { item, version }, dotsPerSeat, guard] of cast.values()) {
        if (!closing.some(({ roundId }) => roundId === key.roundId)) continue;
        const none = { item, n: 0, version: version + 1_000 };
        await storage.castDots(key, seatId, none, dotsPerSeat, guard);
      }
      if (closing.length > 0) await new Promise<never>(() => undefined);
      return storage.append(id, decisions, dueAt);
    },
  };
}

/** As `early`, for the close of a round alone: everything else is what people were told. */
function claims(storage: Storage): Storage {
  return {
    ...storage,
    append(id, decisions, dueAt, closing = []) {
      if (closing.length === 0) return storage.append(id, decisions, dueAt);
      apart()
        .then(() => storage.append(id, decisions, dueAt, closing))
        // What fails here fails unseen: that is what is wrong with it.
        .catch(() => undefined);
      return Promise.resolve({ ok: true });
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
