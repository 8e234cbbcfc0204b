/** The built pages. Names with a hash never change; the rest is asked for anew each time. */
import express, { Router } from 'express';
import { pageLanguage } from './language.ts';
import type { HttpOptions } from './options.ts';
import { failedPage } from './pages/plain-pages.ts';
import { sendPage } from './pages/send-page.ts';

const YEAR_S = 31_536_000;

export function clientRoutes({ clientFolder, log }: HttpOptions): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(`${clientFolder}/assets`, {
      index: false,
      immutable: true,
      maxAge: YEAR_S * 1000,
    }),
  );
  router.use(
    express.static(clientFolder, {
      index: false,
      setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.get(['/', '/w/:id', '/w/:id/{*rest}'], (req, res) => {
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile('index.html', { root: clientFolder, cacheControl: false }, (error) => {
      if (error === undefined || error === null || res.headersSent) return;
      log.error({ err: error }, 'the pages are not built');
      sendPage(res, 503, failedPage(pageLanguage(req)));
    });
  });
  return router;
}
