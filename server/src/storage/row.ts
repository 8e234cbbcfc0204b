/**
 * A decision as a row of the log. The body is canonical JSON text, kept byte for byte:
 * key order decides the bytes of the board document, so no store may parse and print it
 * again. The checksum covers every column, so a row cannot be moved or changed unseen.
 */
import { crc32 } from 'node:zlib';
import type { WorkshopId } from '@tavolo/model';
import { BrokenLog, StorageMisuse } from './errors.ts';
import type { Decision } from './storage.ts';

export interface Row {
  readonly seq: number;
  readonly seatId: string | null;
  readonly cmdId: string | null;
  readonly type: string;
  readonly at: number;
  /** `{events, in}` as JSON text. */
  readonly body: string;
  readonly crc: number;
}

export function rowOf(workshopId: WorkshopId, decision: Decision): Row {
  const { seq, seatId, cmdId, type, at } = decision;
  const body = JSON.stringify({ events: decision.events, in: decision.in });
  const unsummed = { seq, seatId, cmdId, type, at, body };
  return { ...unsummed, crc: checksum(workshopId, unsummed) };
}

export function decisionOf(workshopId: WorkshopId, row: Row): Decision {
  if (checksum(workshopId, row) !== row.crc) throw new BrokenLog(workshopId, row.seq, 'checksum');
  // The checksum says these are the bytes that `rowOf` wrote, so their shape is known.
  const { events, in: feeds } = JSON.parse(row.body) as Pick<Decision, 'events' | 'in'>;
  const { seq, at } = row;
  const seatId = row.seatId as Decision['seatId'];
  return {
    seq,
    seatId,
    cmdId: row.cmdId,
    type: row.type as Decision['type'],
    events,
    in: feeds,
    at,
  };
}

/** The decisions of consecutive rows; throws at the first gap or broken row. */
export function decisionsOf(
  workshopId: WorkshopId,
  afterSeq: number,
  rows: readonly Row[],
): readonly Decision[] {
  return rows.map((row, index) => {
    const expected = afterSeq + index + 1;
    if (row.seq !== expected) throw new BrokenLog(workshopId, expected, 'gap');
    return decisionOf(workshopId, row);
  });
}

/** Decisions handed over together must follow one another; returns the number before the first. */
export function seqBefore(decisions: readonly Decision[]): number {
  const [first] = decisions;
  if (first === undefined) throw new StorageMisuse('not consecutive', 'no decisions');
  decisions.forEach((decision, index) => {
    if (decision.seq !== first.seq + index) {
      throw new StorageMisuse('not consecutive', `${decision.seq} at place ${index}`);
    }
  });
  return first.seq - 1;
}

function checksum(workshopId: WorkshopId, row: Omit<Row, 'crc'>): number {
  const { seq, seatId, cmdId, type, at, body } = row;
  return crc32(JSON.stringify([workshopId, seq, seatId, cmdId, type, at, body]));
}
