/** The built pages. Names with a hash never change; the rest is asked for anew each time. */
import { join } from 'node:path';
import express, { Router } from 'express';
import { workshopIdOf } from './doors.ts';
import { pageLanguage } from './language.ts';
import type { HttpOptions } from './options.ts';
import { packedFiles } from './packed-files.ts';
import { failedPage } from './pages/plain-pages.ts';
import { sendPage } from './pages/send-page.ts';

/** A name with a hash: a browser that has it never asks again. */
const FOR_EVER = 'public, max-age=31536000, immutable';

export function clientRoutes({ clientFolder, storage, log }: HttpOptions): Router {
  const router = Router();
  const exists = async (text: unknown) => {
    const id = workshopIdOf(text);
    return id !== null && (await storage.findWorkshop(id)) !== null;
  };
  const assets = join(clientFolder, 'assets');
  router.use(
    '/assets',
    packedFiles(assets, FOR_EVER),
    express.static(assets, {
      index: false,
      setHeaders: (res) => res.setHeader('Cache-Control', FOR_EVER),
    }),
  );
  router.use(
    express.static(clientFolder, {
      index: false,
      setHeaders: (res) => res.setHeader('Cache-Control', 'no-cache'),
    }),
  );
  router.get(['/', '/w/:id', '/w/:id/{*rest}'], async (req, res) => {
    // The page says it in words; the status says it to everything else.
    if (req.params.id !== undefined && !(await exists(req.params.id))) res.status(404);
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile('index.html', { root: clientFolder, cacheControl: false }, (error) => {
      if (error === undefined || error === null || res.headersSent) return;
      log.error({ err: error }, 'the pages are not built');
      sendPage(res, 503, failedPage(pageLanguage(req)));
    });
  });
  return router;
}
