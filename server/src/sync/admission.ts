/**
 * Who may come in, settled before the socket is upgraded. A refusal that the page has to
 * understand is a close code, because a browser does not show the status of a failed
 * upgrade: so those are let in and closed at once. A foreign origin learns nothing.
 */
import type { IncomingMessage } from 'node:http';
import { proposalOfText, tableOfText } from '@tavolo/documents';
import { UUID, type WorkshopId } from '@tavolo/model';
import { BOARD_DOCUMENT, CLOSE } from '@tavolo/protocol';
import type { Doorkeeper, Visitor } from '../people/contract.ts';
import { isSeated } from '../people/seated.ts';
import { BrokenLog } from '../storage/errors.ts';
import { subjectOf } from '../texts/subject.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import type { Address } from './address.ts';
import { epochReason, isCurrentEpoch } from './board-feed.ts';

export type Admission =
  | {
      readonly is: 'admitted';
      readonly workshop: OpenWorkshop;
      readonly visitor: Visitor;
      /** Null: the board; otherwise the text of this name. */
      readonly textName: string | null;
    }
  | { readonly is: 'refused'; readonly code: number; readonly reason: string };

export async function admit(
  request: IncomingMessage,
  address: Address,
  { house, doorkeeper }: { readonly house: House; readonly doorkeeper: Doorkeeper },
): Promise<Admission> {
  const { workshopId, document, epoch } = address;
  const textName = document === BOARD_DOCUMENT ? null : document;
  if (workshopId === null || (textName !== null && !isTextName(textName))) return unknown();
  const visitor = await doorkeeper.visitorOf(request, workshopId);
  const workshop = await opened(house, workshopId);
  if (workshop === 'damaged') return damaged();
  if (workshop === null) return unknown();
  if (visitor === null || !(await isSeated(workshop, visitor))) {
    return { is: 'refused', code: CLOSE.unauthorised, reason: 'no seat here' };
  }
  if (workshop.state.seats.get(visitor.seatId)?.waiting === true) {
    return { is: 'refused', code: CLOSE.forbidden, reason: 'not let in yet' };
  }
  if (textName !== null) {
    // Made on another node a moment ago, perhaps.
    if (subjectOf(workshop.state, textName) === null) await workshop.catchUp();
    if (subjectOf(workshop.state, textName) === null) return unknown();
    if (epoch !== null && epoch !== workshop.textEpoch) {
      const reason = JSON.stringify({ epoch: workshop.textEpoch });
      return { is: 'refused', code: CLOSE.wrongEpoch, reason };
    }
  } else if (!(await isCurrentEpoch(workshop, epoch))) {
    return { is: 'refused', code: CLOSE.wrongEpoch, reason: epochReason(workshop) };
  }
  return { is: 'admitted', workshop, visitor, textName };
}

function isTextName(document: string): boolean {
  return UUID.test(proposalOfText(document) ?? tableOfText(document) ?? '');
}

/** A page that dials again and again would not be told why. */
async function opened(
  house: House,
  workshopId: WorkshopId,
): Promise<OpenWorkshop | null | 'damaged'> {
  try {
    return await house.open(workshopId);
  } catch (error) {
    if (error instanceof BrokenLog) return 'damaged';
    throw error;
  }
}

export function damaged(): Admission {
  return { is: 'refused', code: CLOSE.damaged, reason: 'damaged' };
}

function unknown(): Admission {
  return { is: 'refused', code: CLOSE.unknownDocument, reason: 'no such document' };
}
