/** Finding a workshop by its code, taking a seat, and leaving it. */
import {
  type DemonstrationAnswer,
  type Joined,
  type JoinPreview,
  joinBody,
  leaveBody,
  shownCode,
} from '@tavolo/protocol';
import { Router } from 'express';
import { deny, isDenial } from '../people/denial.ts';
import { jsonDoor } from './body.ts';
import { addressOf, bodyOf, workshopIdOf } from './doors.ts';
import type { HttpOptions } from './options.ts';
import { sendRefusal } from './refusing.ts';

export function seatRoutes(options: HttpOptions): Router {
  const { people, present, storage, hasLeft } = options;
  const router = Router();

  router.get('/api/join/:code', async (req, res) => {
    const found = await people.joining.find(req.params.code, req, addressOf(req));
    if (isDenial(found)) return sendRefusal(req, res, found);
    const { workshop } = found;
    const preview: JoinPreview = {
      title: workshop.state.title,
      closed: workshop.state.closed,
      demonstration: workshop.state.demonstration,
      present: present(workshop.id),
    };
    res.json(preview);
  });

  router.get('/api/demonstration', async (req, res) => {
    const demonstration = await storage.findDemonstration();
    if (demonstration === null) return sendRefusal(req, res, deny('not-found'));
    const answer: DemonstrationAnswer = { joinCode: shownCode(demonstration.joinCode) };
    res.json(answer);
  });

  router.post('/api/join', jsonDoor, async (req, res) => {
    const body = bodyOf(joinBody, req, res);
    if (body === null) return;
    const seated = await people.joining.join(body, req, addressOf(req));
    if (isDenial(seated)) return sendRefusal(req, res, seated);
    const { workshop, seat } = seated;
    const joined: Joined = { workshopId: workshop.id, seatId: seat.id, role: seat.role };
    res.setHeader('Set-Cookie', seated.cookie);
    res.json(joined);
  });

  router.post('/api/leave', jsonDoor, async (req, res) => {
    const body = bodyOf(leaveBody, req, res);
    if (body === null) return;
    const id = workshopIdOf(body.workshopId);
    const visitor = id === null ? null : await people.doorkeeper.visitorOf(req, id);
    if (visitor === null) return sendRefusal(req, res, deny('no-session'));
    await people.sessions.end(visitor);
    hasLeft(visitor);
    res.status(204).end();
  });

  return router;
}
