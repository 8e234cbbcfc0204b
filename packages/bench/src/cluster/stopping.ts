/** Ctrl-C ends the measuring where it is, and everything that was started for it. */
const stopped = new Promise<never>((_, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
  }
});
// Heard by whoever waits at the time; nobody may be waiting.
stopped.catch(() => undefined);

/**
 * Rejects when somebody wants to stop; what it waits for is closed by who opened it. For the
 * innermost alone: what is around it waits until that has been closed.
 */
export function untilStopped<Value>(work: Promise<Value>): Promise<Value> {
  return Promise.race([work, stopped]);
}
