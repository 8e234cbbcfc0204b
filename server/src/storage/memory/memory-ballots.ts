/** The ballots of the store that forgets. */
import { type Dots, dotsUsed, type RoundId, type WorkshopId, withDots } from '@tavolo/model';
import type { BallotKey, BallotStorage, ClosedBox } from '../ballot-storage.ts';
import type { Row } from '../row.ts';
import { newRoundKey, voterCode } from '../voter-code.ts';

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
  const votersIn = (box: Box | undefined): number =>
    [...(box?.ballots.values() ?? [])].filter((text) => dotsUsed(read(text)) > 0).length;

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
        return { ok: true, dots, voters: votersIn(box) } as const;
      }),
    findBallot: (key, seatId) =>
      ask(() => {
        const box = boxOf(key);
        return box === undefined ? [] : read(box.ballots.get(voterCode(box.key, seatId)));
      }),
    countVoters: (key) => ask(() => votersIn(boxOf(key))),
    readBallots: (key) =>
      ask(() => {
        const box = boxOf(key);
        const rows = [...(box?.ballots ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
        const ballots = rows.map(([, dots]) => ({ roundId: key.roundId, dots: read(dots) }));
        return { revision: box?.revision ?? 0, ballots };
      }),
    isAsCounted: (workshopId, { roundId, revision }) =>
      revision === null || (boxes.get(nameOf(workshopId, roundId))?.revision ?? 0) === revision,
    destroy: (workshopId, { roundId }) => {
      boxes.delete(nameOf(workshopId, roundId));
    },
  };
}
