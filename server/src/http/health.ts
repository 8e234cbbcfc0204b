/** For whoever runs the service: is it alive, does it save, how is it doing. */
import { Router } from 'express';
import { isLoopback } from '../config.ts';
import { addressOf } from './address.ts';
import type { HttpOptions } from './options.ts';

/** The check writes to the disk: who asks often gets the last answer. */
const CHECK_EVERY_MS = 1_000;

export function healthRoutes(options: HttpOptions): Router {
  const { storage, house, clock, log, metrics } = options;
  const router = Router();
  let last: { at: number; saves: Promise<boolean> } | null = null;

  const saves = () => {
    if (last === null || clock() - last.at >= CHECK_EVERY_MS) {
      const check = storage.check().then(
        () => true,
        (error: unknown) => {
          log.warn({ err: error }, 'the storage does not take a write');
          return false;
        },
      );
      last = { at: clock(), saves: check };
    }
    return last.saves;
  };

  router.get('/healthz', (_req, res) => {
    res.setHeader('Cache-Control', 'no-store').json({ alive: true });
  });

  router.get('/readyz', async (req, res) => {
    const { damaged } = house;
    const { status } = house.saving;
    const ready = status.saves && (await saves());
    res
      .setHeader('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({
        ready,
        ...(ready ? {} : { reason: 'not-saving', since: status.since }),
        // It stays ready: what happens on other nodes is looked up, and comes a little later.
        ...(options.hearsOthers() ? {} : { redis: 'away' }),
        // Which workshops there are is nobody's business but the operator's.
        ...(damaged.length > 0 && isThisComputer(addressOf(req)) ? { damaged } : {}),
      });
  });

  router.get('/metrics', async (req, res, next) => {
    // What is not for somebody does not exist for them.
    if (options.metricsFor !== 'anyone' && !isThisComputer(addressOf(req))) return next();
    res
      .setHeader('Cache-Control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  });

  return router;
}

/** A proxy on this computer passes on whom it speaks for, and that is somebody else. */
function isThisComputer(address: string): boolean {
  return isLoopback(address.replace(/^::ffff:/, ''));
}
