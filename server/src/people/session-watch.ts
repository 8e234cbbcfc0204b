/**
 * What nobody asks for happens by the clock: connections whose session is over are ended,
 * and sessions that nobody will open again are deleted. Opened by `app`, which knows both
 * the door and the sockets.
 */
import type { Logger } from 'pino';

/** So long a connection may outlive its session. */
const LOOK_MS = 60_000;
const SWEEP_MS = 60 * 60 * 1000;

export interface SessionWatchOptions {
  /** Ends the connections of sessions that are over. */
  readonly look: () => Promise<void>;
  /** Deletes sessions that are over; once at the start, then every hour. */
  readonly sweep: () => Promise<void>;
  readonly log: Logger;
}

export interface SessionWatch {
  /** Waits for what is under way; may be called twice. */
  close(): Promise<void>;
}

export function openSessionWatch({ look, sweep, log }: SessionWatchOptions): SessionWatch {
  let underWay: Promise<void> = Promise.resolve();
  const run = (work: () => Promise<void>) => {
    underWay = underWay
      .then(work)
      .catch((error: unknown) => log.error({ err: error }, 'could not look after the sessions'));
  };
  const timers = [setInterval(() => run(look), LOOK_MS), setInterval(() => run(sweep), SWEEP_MS)];
  for (const timer of timers) timer.unref();
  run(sweep);

  return {
    async close() {
      for (const timer of timers) clearInterval(timer);
      await underWay;
    },
  };
}
