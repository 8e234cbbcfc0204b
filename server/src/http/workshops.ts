/**
 * Making a workshop, and reading it as one's seat may see it. Answers carry the board's
 * number, not the log's: that one moves with every draft, and would tell when one is saved.
 */
import {
  amendmentsOf,
  boardCard,
  type Card,
  cardsByCluster,
  costsOf,
  may,
  metaOf,
  needsOfEach,
  proposalsInOrder,
  roundsInOrder,
  tablesInOrder,
  trayCards,
  wallOf,
} from '@tavolo/model';
import {
  type BallotAnswer,
  type CreatedWorkshop,
  createWorkshopBody,
  type ProposalsAnswer,
  type RenewedCode,
  type RenewedRecovery,
  type ResultsAnswer,
  shownCode,
  type WorkshopAnswer,
} from '@tavolo/protocol';
import { Router } from 'express';
import { deny, isDenial } from '../people/denial.ts';
import { jsonDoor } from './body.ts';
import { addressOf, bodyOf, seatedDoor } from './doors.ts';
import type { HttpOptions } from './options.ts';
import { sendRefusal } from './refusing.ts';

export function workshopRoutes(options: HttpOptions): Router {
  const { people, baseUrl } = options;
  const seated = seatedDoor(options);
  const router = Router();

  router.post('/api/workshops', jsonDoor, async (req, res) => {
    const body = bodyOf(createWorkshopBody, req, res);
    if (body === null) return;
    const opened = await people.creating.create(body, req, addressOf(req));
    if (isDenial(opened)) return sendRefusal(req, res, opened);
    const created: CreatedWorkshop = {
      workshopId: opened.workshopId,
      joinCode: shownCode(opened.joinCode),
      joinUrl: `${baseUrl()}/j/${shownCode(opened.joinCode)}`,
      ownerRecoveryUrl: `${baseUrl()}/r/${opened.recoveryToken}`,
    };
    res.setHeader('Set-Cookie', opened.cookie);
    res.status(201).location(`/api/workshops/${opened.workshopId}`).json(created);
  });

  router.post(
    '/api/workshops/:id/recovery',
    jsonDoor,
    seated(async ({ workshop, seat }, req, res) => {
      // Who leads beside the owner must not be able to take the workshop over for good.
      if (!seat.owner) return sendRefusal(req, res, { kind: 'wrong-role', rule: 'S3' });
      const token = await people.recovery.renew(workshop.id);
      const renewed: RenewedRecovery = { ownerRecoveryUrl: `${baseUrl()}/r/${token}` };
      res.json(renewed);
    }),
  );

  router.post(
    '/api/workshops/:id/code',
    jsonDoor,
    seated(async ({ workshop, seat }, req, res) => {
      const allowed = may(seat, 'run', {}, workshop.state);
      if (allowed !== true) return sendRefusal(req, res, allowed);
      // Nobody joins a closed workshop: a new code would promise what it does not hold.
      if (workshop.state.closed) return sendRefusal(req, res, { kind: 'closed', rule: 'W3' });
      const joinCode = shownCode(await workshop.renewCode());
      const renewed: RenewedCode = { joinCode, joinUrl: `${baseUrl()}/j/${joinCode}` };
      res.json(renewed);
    }),
  );

  router.get(
    '/api/workshops/:id',
    seated(async ({ workshop, seat: before, visitor }, req, res) => {
      const cookie = await people.sessions.renew(req, visitor, before.role);
      // While the store was asked they may have been sent away, or given another role.
      const seat = workshop.state.seats.get(before.id);
      if (seat === undefined) return sendRefusal(req, res, deny('no-session'));
      if (cookie !== null) res.setHeader('Set-Cookie', cookie);
      const wall = wallOf(workshop.state);
      const answer: WorkshopAnswer = {
        seq: workshop.boardSeq,
        epoch: workshop.boardEpoch,
        joinCode: shownCode(workshop.joinCode),
        workshop: metaOf(wall),
        seat: { seatId: seat.id, role: seat.role, name: seat.name },
        themes: [...wall.themes.values()],
        clusters: [...wall.clusters.values()],
        places: [...wall.places.values()],
        cards: byId(wall.cards.values()).map(boardCard),
        tables: tablesInOrder(wall),
        proposals: proposalsInOrder(wall),
        rounds: roundsInOrder(wall),
        amendments: [...wall.amendments.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
      };
      res.json(answer);
    }),
  );

  router.get(
    '/api/workshops/:id/cards',
    seated(({ workshop }, _req, res) => {
      const cards = byId(wallOf(workshop.state).cards.values()).map(boardCard);
      res.json({ seq: workshop.boardSeq, cards });
    }),
  );

  router.get(
    '/api/workshops/:id/clusters',
    seated(({ workshop }, _req, res) => {
      const wall = wallOf(workshop.state);
      const cards = cardsByCluster(wall);
      const clusters = [...wall.clusters.values()].map((cluster) => ({
        ...cluster,
        cardIds: (cards.get(cluster.id) ?? []).map((card) => card.id),
      }));
      res.json({
        seq: workshop.boardSeq,
        clusters,
        notPlaced: trayCards(wall).map((card) => card.id),
      });
    }),
  );

  router.get(
    '/api/workshops/:id/proposals',
    seated(({ workshop }, _req, res) => {
      const wall = wallOf(workshop.state);
      const needsOf = needsOfEach(wall);
      const answer: ProposalsAnswer = {
        seq: workshop.boardSeq,
        tables: tablesInOrder(wall),
        proposals: proposalsInOrder(wall).map((proposal) => ({
          ...proposal,
          needIds: needsOf(proposal).map((card) => card.id),
          sums: costsOf(proposal.fields),
          amendments: amendmentsOf(wall, proposal.id),
        })),
      };
      res.json(answer);
    }),
  );

  router.get(
    '/api/workshops/:id/results',
    seated(({ workshop }, _req, res) => {
      const rounds = roundsInOrder(wallOf(workshop.state)).filter(({ result }) => result !== null);
      const answer: ResultsAnswer = { seq: workshop.boardSeq, rounds };
      res.json(answer);
    }),
  );

  router.get(
    '/api/workshops/:id/ballot',
    seated(async ({ workshop, seat }, _req, res) => {
      const answer: BallotAnswer = { ballot: await workshop.ballots.own(seat.id) };
      res.json(answer);
    }),
  );

  return router;
}

/** By random id: the order of writing would tell who wrote an anonymous card. */
function byId(cards: Iterable<Card>): Card[] {
  return [...cards].sort((a, b) => (a.id < b.id ? -1 : 1));
}
