/**
 * A finger that taps twice. A browser drops the first answer when the same form is sent
 * again, with its cookie and its one-time link; so a repeat within moments gets the same
 * answer, instead of a second seat or a link that is used up.
 */

/** Longer than a slow net keeps somebody tapping, shorter than anybody means it anew. */
const REPEAT_MS = 10_000;

export interface Repeats<Result> {
  /** Runs `work`, or hands out what the same key ran just now. What `isKept` refuses may be tried again at once. */
  run(key: string, work: () => Promise<Result>): Promise<Result>;
}

export function openRepeats<Result>(isKept: (result: Result) => boolean): Repeats<Result> {
  const running = new Map<string, Promise<Result>>();
  return {
    async run(key, work) {
      const before = running.get(key);
      if (before !== undefined) return before;
      const result = work();
      running.set(key, result);
      let kept = false;
      try {
        const done = await result;
        kept = isKept(done);
        return done;
      } finally {
        if (kept) setTimeout(() => running.delete(key), REPEAT_MS).unref();
        else running.delete(key);
      }
    },
  };
}
