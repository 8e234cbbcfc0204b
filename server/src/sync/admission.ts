/**
 * Who may come in, settled before the socket is upgraded. A refusal that the page has to
 * understand is a close code, because a browser does not show the status of a failed
 * upgrade: so those are let in and closed at once. A foreign origin learns nothing.
 */
import type { IncomingMessage } from 'node:http';
import { proposalOfText } from '@tavolo/documents';
import { type ProposalId, UUID } from '@tavolo/model';
import { BOARD_DOCUMENT, CLOSE } from '@tavolo/protocol';
import type { Doorkeeper, Visitor } from '../people/contract.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import type { Address } from './address.ts';
import { epochReason, isCurrentEpoch } from './board-feed.ts';

export type Admission =
  | {
      readonly is: 'admitted';
      readonly workshop: OpenWorkshop;
      readonly visitor: Visitor;
      /** Null: the board; otherwise the text of this proposal. */
      readonly proposalId: ProposalId | null;
    }
  | { readonly is: 'refused'; readonly code: number; readonly reason: string };

export async function admit(
  request: IncomingMessage,
  address: Address,
  { house, doorkeeper }: { readonly house: House; readonly doorkeeper: Doorkeeper },
): Promise<Admission> {
  const { workshopId, document, epoch } = address;
  const proposalId = proposalIdOf(document);
  if (workshopId === null || (document !== BOARD_DOCUMENT && proposalId === null)) return unknown();
  const visitor = await doorkeeper.visitorOf(request, workshopId);
  const workshop = await house.open(workshopId);
  if (workshop === null) return unknown();
  if (visitor === null || !workshop.state.seats.has(visitor.seatId)) {
    return { is: 'refused', code: CLOSE.unauthorised, reason: 'no seat here' };
  }
  if (workshop.state.seats.get(visitor.seatId)?.waiting === true) {
    return { is: 'refused', code: CLOSE.forbidden, reason: 'not let in yet' };
  }
  if (proposalId !== null) {
    // Made on another node a moment ago, perhaps.
    if (!workshop.state.proposals.has(proposalId)) await workshop.catchUp();
    if (!workshop.state.proposals.has(proposalId)) return unknown();
    if (epoch !== null && epoch !== workshop.textEpoch) {
      const reason = JSON.stringify({ epoch: workshop.textEpoch });
      return { is: 'refused', code: CLOSE.wrongEpoch, reason };
    }
  } else if (!(await isCurrentEpoch(workshop, epoch))) {
    return { is: 'refused', code: CLOSE.wrongEpoch, reason: epochReason(workshop) };
  }
  return { is: 'admitted', workshop, visitor, proposalId };
}

function proposalIdOf(document: string): ProposalId | null {
  const id = proposalOfText(document);
  return id !== null && UUID.test(id) ? (id as ProposalId) : null;
}

function unknown(): Admission {
  return { is: 'refused', code: CLOSE.unknownDocument, reason: 'no such document' };
}
