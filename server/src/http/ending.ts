/**
 * While the program ends: what was begun is finished, and what comes now is for the next
 * one. A supervisor sees it as "not ready", a page as "busy, again in a moment".
 */
import type { RequestHandler } from 'express';
import { deny } from '../people/denial.ts';
import type { HttpOptions } from './options.ts';
import { sendRefusal } from './refusing.ts';

const AGAIN_MS = 2_000;
/** These tell how the program is, to its end. */
const STILL_ANSWERED = new Set(['/healthz', '/metrics']);

export function endingDoor({ isEnding }: HttpOptions): RequestHandler {
  return (req, res, next) => {
    if (!isEnding() || STILL_ANSWERED.has(req.path)) return next();
    res.setHeader('Connection', 'close');
    if (req.path === '/readyz') res.status(503).json({ ready: false, reason: 'ending' });
    else sendRefusal(req, res, deny('busy', { retryAfter: AGAIN_MS }));
  };
}
