/** A "no" on the wire: its status, and its sentence in the person's language. */
import { type InterfaceLanguage, sayRefusal } from '@tavolo/i18n';
import type { RefusalKind } from '@tavolo/model';
import type { DoorRefusal, Refused } from '@tavolo/protocol';
import type { Request, Response } from 'express';
import { type Denial, deny } from '../people/denial.ts';
import { languageOf } from './language.ts';

const STATUS: Record<RefusalKind | DoorRefusal, number> = {
  malformed: 400,
  'unknown-command': 400,
  'no-session': 401,
  'no-seat': 403,
  'forbidden-origin': 403,
  'may-not-create': 403,
  'wrong-role': 403,
  'not-yours': 403,
  'not-your-table': 403,
  'owner-stays': 403,
  'not-found': 404,
  'unknown-code': 404,
  'unknown-workshop': 404,
  'unknown-card': 404,
  'unknown-cluster': 404,
  'unknown-theme': 404,
  'unknown-seat': 404,
  'unknown-table': 404,
  'unknown-proposal': 404,
  'unknown-offer': 404,
  'already-open': 409,
  'wrong-phase': 409,
  'id-taken': 409,
  'seat-quota': 409,
  'workshop-quota': 409,
  'late-quota': 409,
  'cluster-quota': 409,
  'theme-quota': 409,
  'room-full': 409,
  'table-quota': 409,
  'proposal-quota': 409,
  'amendment-quota': 409,
  'already-withdrawn': 409,
  'not-withdrawn': 409,
  'not-held': 409,
  'consent-missing': 409,
  'merge-with-itself': 409,
  'already-merged': 409,
  'not-merged': 409,
  'same-phase': 409,
  'no-move': 409,
  'not-due': 409,
  'nothing-to-reveal': 409,
  'not-a-demonstration': 409,
  'no-timer': 409,
  'unknown-round': 404,
  'round-open': 409,
  'round-closed': 409,
  'round-quota': 409,
  'not-in-round': 404,
  'not-remote': 403,
  'over-cap': 409,
  'over-budget': 409,
  'in-the-past': 422,
  'too-far-ahead': 422,
  'too-many-items': 422,
  'too-many-dots': 422,
  'too-many-hands': 422,
  'too-many-minutes': 422,
  'no-tables': 409,
  'self-seating-off': 403,
  waiting: 403,
  'link-closed': 403,
  locked: 423,
  version: 409,
  closed: 410,
  'used-link': 410,
  'too-large': 413,
  'unsupported-media': 415,
  'text-empty': 422,
  'text-too-long': 422,
  'list-too-long': 422,
  'too-many': 429,
  failed: 500,
  damaged: 503,
  'damaged-text': 503,
  busy: 503,
  'not-saving': 503,
};

/** The disk is tried every second; two of them are worth waiting. */
export const NOT_SAVING = deny('not-saving', { retryAfter: 2_000 });

/** What both a refusal of the model and a denial at the door bring. */
export type No = Pick<Denial, 'kind' | 'rule' | 'params' | 'retryAfter'>;

export function statusOf(kind: No['kind']): number {
  return STATUS[kind];
}

export function sentenceOf(language: InterfaceLanguage, no: No): string {
  return sayRefusal(language, no);
}

export function refusedBody(language: InterfaceLanguage, no: No): Refused {
  const { kind, rule, params, retryAfter } = no;
  return {
    refusal: {
      kind,
      message: sentenceOf(language, no),
      rule,
      ...(params === undefined ? {} : { params }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  };
}

export function sendRefusal(req: Request, res: Response, no: No): void {
  tellWhen(res, no);
  res.status(STATUS[no.kind]).json(refusedBody(languageOf(req, res), no));
}

/** `Retry-After` for a no that passes by itself. */
export function tellWhen(res: Response, no: No): void {
  if (no.retryAfter !== undefined) {
    res.setHeader('Retry-After', String(Math.ceil(no.retryAfter / 1000)));
  }
}
