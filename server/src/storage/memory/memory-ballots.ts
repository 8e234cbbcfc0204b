/** The ballots of the store that forgets. */
import {
  type Dots,
  dotsUsed,
  type RoundId,
  type SeatId,
  type WorkshopId,
  withDots,
} from '@tavolo/model';
import type { BallotKey, BallotStorage, ClosedBox } from '../ballot-storage.ts';
import type { Row } from '../row.ts';
import { newRoundKey, voterCode, voterCodes } from '../voter-code.ts';

interface Box {
  readonly key: Uint8Array;
  revision: number;
  /** Dots as JSON text, by voter's code. */
  readonly ballots: Map<string, string>;
}

export interface MemoryBallots extends BallotStorage {
  isAsCounted(workshopId: WorkshopId, closed: ClosedBox): boolean;
  destroy(workshopId: WorkshopId, closed: ClosedBox): void;
}

/** `ask` refuses when the store is closed; `logOf` throws where the workshop is unknown. */
export function memoryBallots(
  ask: <Answer>(work: () => Answer) => Promise<Answer>,
  logOf: (id: WorkshopId) => readonly Row[],
): MemoryBallots {
  const boxes = new Map<string, Box>();
  const nameOf = (workshopId: WorkshopId, roundId: RoundId) => `${workshopId} ${roundId}`;

  function boxOf({ workshopId, roundId }: BallotKey): Box | undefined {
    logOf(workshopId);
    return boxes.get(nameOf(workshopId, roundId));
  }

  const read = (text: string | undefined): readonly Dots[] =>
    text === undefined ? [] : (JSON.parse(text) as Dots[]);
  /** In the order of the codes. */
  const ballotsOf = (box: Box | undefined, seatIds: readonly SeatId[]) => {
    if (box === undefined) return [];
    const codes = voterCodes(box.key, seatIds);
    const rows = [...box.ballots].filter(([voter]) => codes.has(voter));
    return rows.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => read(text));
  };

  return {
    castDots: (key, seatId, change, dotsPerSeat, guard) =>
      ask(() => {
        const types: readonly string[] = guard.types;
        if (
          logOf(key.workshopId)
            .slice(guard.seq)
            .some(({ type }) => types.includes(type))
        ) {
          return { ok: false, why: 'rights' } as const;
        }
        const box = boxOf(key) ?? { key: newRoundKey(), revision: 0, ballots: new Map() };
        boxes.set(nameOf(key.workshopId, key.roundId), box);
        const voter = voterCode(box.key, seatId);
        const dots = withDots(read(box.ballots.get(voter)), change, dotsPerSeat);
        if (typeof dots === 'string') return { ok: false, why: dots } as const;
        box.ballots.set(voter, JSON.stringify(dots));
        box.revision += 1;
        return { ok: true, dots } as const;
      }),
    findBallot: (key, seatId) =>
      ask(() => {
        const box = boxOf(key);
        return box === undefined ? [] : read(box.ballots.get(voterCode(box.key, seatId)));
      }),
    countVoters: (key, seatIds) =>
      ask(() => ballotsOf(boxOf(key), seatIds).filter((dots) => dotsUsed(dots) > 0).length),
    readBallots: (key, seatIds) =>
      ask(() => {
        const box = boxOf(key);
        const { roundId } = key;
        const ballots = ballotsOf(box, seatIds).map((dots) => ({ roundId, dots }));
        return { revision: box?.revision ?? 0, ballots };
      }),
    isAsCounted: (workshopId, { roundId, revision }) =>
      revision === null || (boxes.get(nameOf(workshopId, roundId))?.revision ?? 0) === revision,
    destroy: (workshopId, { roundId }) => {
      boxes.delete(nameOf(workshopId, roundId));
    },
  };
}
