/** Workshops, decisions and sessions for the suites of storage. Numbers make ids, so that a failure can be read. */
import type { CardId, SeatId, WorkshopEvent, WorkshopId } from '@tavolo/model';
import type { Decision, SessionRecord, WorkshopRecord } from './storage.ts';

export function idOf<Id extends string>(n: number): Id {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}` as Id;
}

export function workshopRecord(n: number, changes: Partial<WorkshopRecord> = {}): WorkshopRecord {
  const id = idOf<WorkshopId>(n);
  const joinCode = `CODE${n.toString().padStart(4, '0')}`;
  return { id, joinCode, demonstration: false, restore: 0, dueAt: null, ...changes };
}

/** A card with a text; the command's id is made from `command`, or there is none. */
export function decision(
  seq: number,
  text = `need ${seq}`,
  command: number | null = seq,
): Decision {
  return {
    seq,
    seatId: command === null ? null : idOf<SeatId>(1),
    cmdId: command === null ? null : idOf(command),
    type: 'writeCard',
    events: [cardWritten(seq, text)],
    in: ['board', 'mine'],
    at: 1_795_500_000_000 + seq,
  };
}

export function decisions(from: number, to: number): readonly Decision[] {
  return Array.from({ length: to - from + 1 }, (_, index) => decision(from + index));
}

export function cardWritten(n: number, text: string): WorkshopEvent {
  return {
    type: 'cardWritten',
    card: {
      id: idOf<CardId>(n),
      kind: 'need',
      text,
      language: 'it',
      themeId: null,
      clusterId: null,
      order: null,
      mergedInto: null,
      signedAs: null,
      placeId: null,
    },
    author: idOf<SeatId>(1),
    status: 'published',
    heldFor: null,
    onBehalf: null,
  };
}

export function session(token: string, n: number, expiresAt: number): SessionRecord {
  return { tokenHash: token, workshopId: idOf(n), seatId: idOf<SeatId>(1), expiresAt };
}
