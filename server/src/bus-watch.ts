/** The operator's view of the doorbell: one line in the log for each change, and a number. Called by `app.ts`. */
import type { Bus } from './bus/bus.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';

/** Away for so long, it is worth a line: a start takes a moment, and so does a short break. */
const GRACE_MS = 3_000;

export interface BusWatch {
  /** Why Redis cannot be used. */
  lost(error: Error): void;
  /** May be called once, when the bus is open. */
  watch(bus: Bus): void;
  close(): void;
}

export function openBusWatch(metrics: Metrics, log: Log): BusWatch {
  let why: Error | null = null;
  let isSaid = false;
  let timer: NodeJS.Timeout | null = null;

  function note(well: boolean): void {
    metrics.hearsOthers(well);
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!well) {
      timer = setTimeout(() => {
        isSaid = true;
        log.warn({ err: why }, 'Redis is away: what happens on other nodes is looked up');
      }, GRACE_MS);
      timer.unref();
    } else if (isSaid) {
      isSaid = false;
      log.warn('Redis is back: other nodes are heard at once');
    }
  }

  return {
    lost(error) {
      why = error;
    },
    watch(bus) {
      if (!bus.isShared) return;
      note(bus.status.well);
      bus.subscribe(({ well }) => note(well));
    },
    close() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
