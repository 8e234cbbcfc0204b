/**
 * The checks every route passes: where a request comes from, whether its body has the form
 * asked for, and the seat it speaks for. A handler behind `seated` gets a seat that exists at that moment.
 */
import { type Seat, UUID, type WorkshopId } from '@tavolo/model';
import type { Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Visitor } from '../people/contract.ts';
import { deny } from '../people/denial.ts';
import { isSeated } from '../people/seated.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';
import { malformed } from './body.ts';
import { speakWith } from './language.ts';
import type { HttpOptions } from './options.ts';
import { inPace } from './pace.ts';
import { sendRefusal } from './refusing.ts';

/** Changes must come from our own pages, or from a program. */
export function originDoor({ people }: HttpOptions): RequestHandler {
  return (req, res, next) => {
    if (isReading(req) || people.doorkeeper.originAllowed(req, 'change')) next();
    else sendRefusal(req, res, deny('forbidden-origin'));
  };
}

export function isReading(req: Request): boolean {
  return req.method === 'GET' || req.method === 'HEAD';
}

/** The body in its schema's form, or null after a refusal was sent. */
export function bodyOf<Body>(
  schema: { safeParse(value: unknown): z.core.util.SafeParseResult<Body> },
  req: Request,
  res: Response,
): Body | null {
  const parsed = schema.safeParse(req.body);
  if (parsed.success) return parsed.data;
  sendRefusal(req, res, malformed(parsed.error.issues[0]?.path ?? []));
  return null;
}

export interface Sitting {
  readonly workshop: OpenWorkshop;
  readonly seat: Seat;
  readonly visitor: Visitor;
}

export { addressOf } from './address.ts';

interface SeatedOptions {
  /** The handler counts in its own way. */
  readonly isCounted: boolean;
}

type SeatedHandler = (sitting: Sitting, req: Request, res: Response) => Promise<void> | void;

/** Lets in who has a seat in the workshop that the address names. */
export function seatedDoor(options: HttpOptions) {
  const { house, storage, people, allowances } = options;
  return (
    handler: SeatedHandler,
    { isCounted }: SeatedOptions = { isCounted: true },
  ): RequestHandler =>
    async (req, res) => {
      const id = workshopIdOf(req.params.id);
      const visitor = id === null ? null : await people.doorkeeper.visitorOf(req, id);
      if (id === null || visitor === null) {
        // A stranger makes no workshop be loaded.
        const known = id !== null && (await storage.findWorkshop(id)) !== null;
        return sendRefusal(
          req,
          res,
          known ? deny('no-session') : { kind: 'unknown-workshop', rule: 'door' },
        );
      }
      const workshop = await house.open(id);
      if (workshop === null) {
        return sendRefusal(req, res, { kind: 'unknown-workshop', rule: 'door' });
      }
      const release = house.hold(workshop);
      try {
        // What somebody was answered on one node they find on every other.
        await workshop.latest();
        const isHere = await isSeated(workshop, visitor);
        const seat = isHere ? workshop.state.seats.get(visitor.seatId) : undefined;
        if (seat === undefined) return sendRefusal(req, res, deny('no-session'));
        speakWith(seat, res);
        if (seat.waiting) return sendRefusal(req, res, { kind: 'waiting', rule: 'S5' });
        if (isCounted && !inPace(allowances.requests, seat.id, options, req, res)) return;
        await handler({ workshop, seat, visitor }, req, res);
      } finally {
        release();
      }
    };
}

export function workshopIdOf(text: unknown): WorkshopId | null {
  return typeof text === 'string' && UUID.test(text) ? (text as WorkshopId) : null;
}
