/** For whoever runs the service: is it alive, does it save, how is it doing. */
import { Router } from 'express';
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

  router.get('/readyz', async (_req, res) => {
    const { status } = house.saving;
    const ready = status.saves && (await saves());
    res
      .setHeader('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json(ready ? { ready } : { ready, reason: 'not-saving', since: status.since });
  });

  router.get('/metrics', async (_req, res) => {
    res
      .setHeader('Cache-Control', 'no-store')
      .type(metrics.contentType)
      .send(await metrics.text());
  });

  return router;
}
