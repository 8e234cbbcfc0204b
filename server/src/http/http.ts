/** The HTTP side of the house, as one Express application. `app` opens it and owns the server it listens on. */
import express, { type Express } from 'express';
import { clientRoutes } from './client-files.ts';
import { commandRoutes } from './commands.ts';
import { originDoor } from './doors.ts';
import { endingDoor } from './ending.ts';
import { exportRoutes } from './exports.ts';
import { failures, unknownApi, unknownPage } from './failing.ts';
import { headers } from './headers.ts';
import { healthRoutes } from './health.ts';
import { openApiRoutes } from './openapi.ts';
import type { HttpOptions } from './options.ts';
import { addressDoor } from './pace.ts';
import { joinPages } from './pages/join-routes.ts';
import { recoveryPages } from './pages/recovery-routes.ts';
import { seatRoutes } from './seats.ts';
import { textVersionRoutes } from './text-versions.ts';
import { workshopRoutes } from './workshops.ts';

export function openHttp(options: HttpOptions): Express {
  const { metrics } = options;
  const app = express();
  app.disable('x-powered-by');
  // Only a proxy on this machine may say whom it speaks for.
  app.set('trust proxy', 'loopback');
  app.set('query parser', 'simple');
  app.set('etag', false);
  app.locals.limits = options.allowances.limits;

  app.use(metrics.requests, headers(options.secure));
  app.use(endingDoor(options));
  app.use(healthRoutes(options));
  app.use(addressDoor(options));
  app.use('/api', originDoor(options), (_req, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  app.use(openApiRoutes(options));
  app.use(workshopRoutes(options));
  app.use(seatRoutes(options));
  app.use(commandRoutes(options));
  app.use(textVersionRoutes(options));
  app.use(exportRoutes(options));
  app.use('/api', unknownApi);
  app.use(joinPages(options));
  app.use(recoveryPages(options));
  app.use(clientRoutes(options));
  app.use(unknownPage);
  app.use(failures(options));
  return app;
}
