/** Versions of a proposal's text: keeping one by name, reading an old one, and going back to it. */
import { textNameOf, textOf } from '@tavolo/documents';
import { checkText, cleanLine, isRefusal, mayWriteSheet, refuse } from '@tavolo/model';
import { type TextVersionAnswer, type TextVersionsAnswer, textVersionBody } from '@tavolo/protocol';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { type Denial, denialOf, deny, denyFor } from '../people/denial.ts';
import type { OpenText } from '../texts/contract.ts';
import { subjectOf } from '../texts/subject.ts';
import { readVersion } from '../texts/text-document.ts';
import { jsonDoor } from './body.ts';
import { bodyOf, type Sitting, seatedDoor } from './doors.ts';
import type { HttpOptions } from './options.ts';
import { sendRefusal } from './refusing.ts';

/** Characters of a version's name. */
const MAX_NAME = 120;
/** Each is a copy of the whole text: so many a minute and seat. */
const A_MINUTE = 10;

type TextHandler = (text: OpenText, sitting: Sitting, req: Request, res: Response) => Promise<void>;

export function textVersionRoutes(options: HttpOptions): Router {
  const { texts } = options;
  const seated = seatedDoor(options);
  const rate = new RateLimiterMemory({ points: A_MINUTE, duration: 60 });
  const router = Router();
  const path = '/api/workshops/:id/proposals/:proposalId/versions';

  const withText = (handler: TextHandler): RequestHandler =>
    seated(async (sitting, req, res) => {
      // Whatever is not an id is not among the proposals either.
      const text = await texts.open(sitting.workshop, textNameOf(String(req.params.proposalId)));
      if (text === null) return sendRefusal(req, res, unknownProposal());
      const release = texts.hold(text);
      try {
        await handler(text, sitting, req, res);
      } finally {
        release();
      }
    });

  /** For who may write the text, and not too often. */
  const writing = (handler: TextHandler): RequestHandler =>
    withText(async (text, sitting, req, res) => {
      const { workshop, seat } = sitting;
      const subject = subjectOf(workshop.state, text.name);
      if (subject?.is !== 'proposal') return sendRefusal(req, res, unknownProposal());
      const allowed = mayWriteSheet(workshop.state, seat, subject.proposal);
      if (isRefusal(allowed)) return sendRefusal(req, res, denialOf(allowed));
      const wait = await waitOf(rate, `${seat.id} ${text.name}`);
      if (wait > 0) return sendRefusal(req, res, denyFor(wait));
      await handler(text, sitting, req, res);
    });

  router.get(
    path,
    withText(async (text, _sitting, _req, res) => {
      const lines = await text.versions();
      // Who kept it stays inside: a version is the table's.
      const versions = lines.map(({ number, kind, name, at }) => ({ number, kind, name, at }));
      res.json({ versions } satisfies TextVersionsAnswer);
    }),
  );

  router.post(
    path,
    jsonDoor,
    writing(async (text, { seat }, req, res) => {
      const body = bodyOf(textVersionBody, req, res);
      if (body === null) return;
      const name = cleanLine(body.name);
      const wrong = checkText(name, MAX_NAME);
      if (wrong !== null) return sendRefusal(req, res, denialOf(wrong));
      res.status(201).json({ number: await text.keepVersion(name, seat.id) });
    }),
  );

  router.get(
    `${path}/:number`,
    withText(async (text, _sitting, req, res) => {
      const version = await text.version(numberOf(req));
      if (version === null) return sendRefusal(req, res, deny('not-found'));
      const { number, kind, name, at, bytes } = version;
      const read = readVersion(bytes, textOf);
      const update = Buffer.from(bytes).toString('base64');
      res.json({ number, kind, name, at, ...read, update } satisfies TextVersionAnswer);
    }),
  );

  router.post(
    `${path}/:number/restore`,
    jsonDoor,
    writing(async (text, { seat }, req, res) => {
      const found = await text.restore(numberOf(req), seat.id);
      if (!found) return sendRefusal(req, res, deny('not-found'));
      res.status(204).end();
    }),
  );

  return router;
}

function unknownProposal(): Denial {
  return denialOf(refuse('unknown-proposal', 'D1'));
}

/** 0, which no version has, where it is no number. */
function numberOf(req: Request): number {
  const { number } = req.params;
  return typeof number === 'string' && /^\d{1,9}$/.test(number) ? Number(number) : 0;
}

/** Milliseconds until this may be done again. */
async function waitOf(rate: RateLimiterMemory, key: string): Promise<number> {
  try {
    await rate.consume(key);
    return 0;
  } catch (refused) {
    if (refused instanceof RateLimiterRes) return refused.msBeforeNext;
    throw refused;
  }
}
