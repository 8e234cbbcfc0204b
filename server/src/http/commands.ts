/** Commands over HTTP, translated into the one write path, and the demonstration's reset. */
import { parseCommand } from '@tavolo/model';
import type { Accepted } from '@tavolo/protocol';
import { type Response, Router } from 'express';
import { deny } from '../people/denial.ts';
import type { Performed } from '../workshop/contract.ts';
import { jsonDoor, malformed } from './body.ts';
import { seatedDoor } from './doors.ts';
import type { HttpOptions } from './options.ts';
import { inPace } from './pace.ts';
import { type No, sendRefusal } from './refusing.ts';

/** Commands have their own allowance. */
const UNCOUNTED = { isCounted: false } as const;

export function commandRoutes(options: HttpOptions): Router {
  const { metrics, allowances } = options;
  const seated = seatedDoor(options);
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
      // The same allowance as over the live channel.
      if (!inPace(allowances.commands, seat.id, options, req, res)) return;
      const performed = await workshop.perform(seat.id, parsed.command);
      metrics.commanded('http', parsed.command.type, performed.ok);
      answer(performed, res, (no) => sendRefusal(req, res, no));
    }, UNCOUNTED),
  );

  router.post(
    '/api/workshops/:id/reset',
    jsonDoor,
    seated(async ({ workshop, seat }, req, res) => {
      const no = (kind: No['kind']) => sendRefusal(req, res, { kind, rule: 'W4' });
      if (seat.role !== 'facilitator') return no('wrong-role');
      if (!workshop.state.demonstration) return no('not-a-demonstration');
      if (!inPace(allowances.resets, workshop.id, options, req, res)) return;
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
