/**
 * The last handlers: what nobody knows, and what went wrong. A person gets a sentence and
 * never a stack; the log gets the rest.
 */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { deny } from '../people/denial.ts';
import { BrokenLog, BrokenText } from '../storage/errors.ts';
import { isNotSaving } from '../workshop/saving.ts';
import { BodyRefused, malformed } from './body.ts';
import { pageLanguage } from './language.ts';
import type { HttpOptions } from './options.ts';
import { failedPage, lostPage } from './pages/plain-pages.ts';
import { sendPage } from './pages/send-page.ts';
import { NOT_SAVING, type No, sendRefusal, sentenceOf, statusOf, tellWhen } from './refusing.ts';

export const unknownApi: RequestHandler = (req, res) => sendRefusal(req, res, deny('not-found'));

export const unknownPage: RequestHandler = (req, res) =>
  sendPage(res, 404, lostPage(pageLanguage(req)));

export function failures({ log }: HttpOptions): ErrorRequestHandler {
  // Express knows an error handler by its four parameters.
  return (error: unknown, req, res, _next) => {
    const no = expected(error);
    const level = no === null ? 'error' : statusOf(no.kind) >= 500 ? 'warn' : 'debug';
    log[level]({ err: error, method: req.method, route: routeOf(req) }, 'a request failed');
    if (res.headersSent || req.socket.destroyed) {
      req.socket.destroy();
      return;
    }
    answer(req, res, no);
  };
}

function answer(req: Request, res: Response, no: No | null): void {
  const told = no ?? deny('failed');
  if (req.path.startsWith('/api/')) {
    sendRefusal(req, res, told);
    return;
  }
  const language = pageLanguage(req);
  tellWhen(res, told);
  // Of the disk a person is told what it means for them; of the rest only that it failed.
  const ofTheDisk = told.kind === 'not-saving' || told.kind === 'damaged';
  const sentence = ofTheDisk ? sentenceOf(language, told) : undefined;
  sendPage(res, statusOf(told.kind), failedPage(language, sentence));
}

/** Faults of the request, of the disk, and of what is on it; null for our own. */
function expected(error: unknown): No | null {
  if (isNotSaving(error)) return NOT_SAVING;
  if (error instanceof BrokenLog) return deny('damaged');
  if (error instanceof BrokenText) return deny('damaged-text');
  if (error instanceof BodyRefused) return error.no;
  const { status } = error as { status?: number };
  // An address that cannot be read (`%E0%`).
  if (typeof status === 'number' && status >= 400 && status < 500) return malformed([]);
  return null;
}

/** The route's pattern: addresses can hold codes and tokens, which no log may. */
function routeOf(req: Request): string {
  const route: unknown = req.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : '-';
}
