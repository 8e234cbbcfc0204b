/** Between a node and its store, for controls: each leaves out a rule that several nodes live by. */
import type { Decision, Storage } from '@tavolo/server/storage/storage';

export type Between = (storage: Storage) => Storage;

/** The store is not an object whose methods could be spread. */
export function over(storage: Storage, changed: Partial<Storage>): Storage {
  return new Proxy(storage, {
    get: (target, name) =>
      (changed as Record<PropertyKey, unknown>)[name] ?? Reflect.get(target, name),
  });
}

/** Nodes pass each other what they are about to append, and show it without its being in the log. */
export function pastTheLog(): Between {
  const said = new Map<number, Decision>();
  return (storage) =>
    over(storage, {
      append: (id, decisions, dueAt, closing) => {
        for (const decision of decisions) said.set(decision.seq, decision);
        return storage.append(id, decisions, dueAt, closing);
      },
      async read(id, afterSeq, limit) {
        const page = [...(await storage.read(id, afterSeq, limit))];
        const next = said.get(afterSeq + page.length + 1);
        return next === undefined ? page : [...page, next];
      },
    });
}

/** Nobody asks whether the number was still free: who lost goes on as if it had won. */
export function lostForWon(storage: Storage): Storage {
  return over(storage, {
    append: async (id, decisions, dueAt, closing) => {
      await storage.append(id, decisions, dueAt, closing);
      return { ok: true };
    },
  });
}

/** The same with texts. */
export function lostWordsForKept(storage: Storage): Storage {
  return over(storage, {
    appendText: async (key, updates, authors, guard) => {
      await storage.appendText(key, updates, authors, guard);
      return { ok: true };
    },
  });
}

/** Never looks for what the doorbell did not tell. */
export function neverLooking(storage: Storage): Storage {
  return over(storage, { heads: async () => [] });
}

/** Takes its own clock for the time, also where the log is ahead of it. */
export function ownTime(storage: Storage): Storage {
  return over(storage, {
    read: async (id, afterSeq, limit) =>
      (await storage.read(id, afterSeq, limit)).map((decision) => ({ ...decision, at: 0 })),
  });
}
