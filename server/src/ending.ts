/**
 * How the program ends: asked to (exit code 0), or after an error that nobody caught (1).
 * Either way it first finishes what it has taken: nothing in memory can be trusted after such
 * an error, but what the disk has can, and pages are sent away with a word instead of a reset.
 */
import type { App } from './app.ts';
import { DRAIN_MS } from './limits.ts';
import type { Log } from './log.ts';

export function endWell(app: App, log: Log): void {
  let ending = false;
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    setTimeout(() => {
      log.error('did not end in time');
      process.exit(1);
    }, DRAIN_MS).unref();
    app.close().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'did not end cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  // Rejections that nobody handles come here, too.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    end(1);
  });
}
