/**
 * How often somebody may ask. A seat has its own allowances; an address only one that a
 * whole venue behind one line does not reach.
 */
import type { Request, RequestHandler, Response } from 'express';
import { denyFor } from '../people/denial.ts';
import { networkOf } from '../people/networks.ts';
import type { Rate } from '../workshop/rate.ts';
import { addressOf } from './address.ts';
import type { HttpOptions } from './options.ts';
import { sendRefusal } from './refusing.ts';

/** Whether there was one left; if not, the answer has been sent. */
export function inPace(
  rate: Rate,
  key: string,
  { metrics }: HttpOptions,
  req: Request,
  res: Response,
): boolean {
  const { taken, retryAfter } = rate.take(key, 1);
  if (taken === 1) return true;
  metrics.turnedAway('http', 'too-many');
  sendRefusal(req, res, denyFor(retryAfter));
  return false;
}

/** In front of everything but what tells an operator how the program is. */
export function addressDoor(options: HttpOptions): RequestHandler {
  const { addresses } = options.allowances;
  return (req, res, next) => {
    if (inPace(addresses, networkOf(addressOf(req)), options, req, res)) next();
  };
}
