/** Commands over HTTP, translated into the one write path, and the demonstration's reset. */
import { parseCommand } from '@tavolo/model';
import type { Accepted } from '@tavolo/protocol';
import { type Response, Router } from 'express';
import { deny, denyFor } from '../people/denial.ts';
import type { Performed } from '../workshop/contract.ts';
import { openRate } from '../workshop/rate.ts';
import { jsonDoor, malformed } from './body.ts';
import { seatedDoor } from './doors.ts';
import type { HttpOptions } from './options.ts';
import { type No, sendRefusal } from './refusing.ts';

export function commandRoutes(options: HttpOptions): Router {
  const { metrics } = options;
  const seated = seatedDoor(options);
  const rate = openRate(options.clock);
  const router = Router();

  router.post(
    '/api/workshops/:id/commands',
    jsonDoor,
    seated(async ({ workshop, seat }, req, res) => {
      const parsed = parseCommand(req.body);
      if (!parsed.ok) {
        metrics.turnedAway('http', parsed.why);
        const no = parsed.why === 'malformed' ? malformed([parsed.path]) : deny('unknown-command');
        return sendRefusal(req, res, no);
      }
      const { taken, retryAfter } = rate.take(seat.id, 1);
      if (taken === 0) metrics.turnedAway('http', 'too-many');
      if (taken === 0) return sendRefusal(req, res, denyFor(retryAfter));
      const performed = await workshop.perform(seat.id, parsed.command);
      metrics.commanded('http', parsed.command.type, performed.ok);
      answer(performed, res, (no) => sendRefusal(req, res, no));
    }),
  );

  router.post(
    '/api/workshops/:id/reset',
    jsonDoor,
    seated(async ({ workshop, seat }, req, res) => {
      const no = (kind: No['kind']) => sendRefusal(req, res, { kind, rule: 'W4' });
      if (seat.role !== 'facilitator') return no('wrong-role');
      if (!workshop.state.demonstration) return no('not-a-demonstration');
      const performed = await options.resetDemonstration(workshop);
      answer(performed, res, (refusal) => sendRefusal(req, res, refusal));
    }),
  );

  return router;
}

function answer(performed: Performed, res: Response, refuse: (no: No) => void): void {
  if (performed.ok) {
    const accepted: Accepted = { seq: performed.seq, in: performed.in };
    res.json(accepted);
  } else {
    refuse(performed.refusal);
  }
}
