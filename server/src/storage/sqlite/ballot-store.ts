/** The SQL of ballots, on an open connection. Deleted rows are overwritten (`secure_delete`). */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Dots, dotsUsed, type SeatId, withDots } from '@tavolo/model';
import type { BallotKey, BallotStorage, ClosedBox } from '../ballot-storage.ts';
import { StorageMisuse } from '../errors.ts';
import { newRoundKey, voterCode, voterCodes } from '../voter-code.ts';
import type { SyncStore } from './operations.ts';

const OF = 'workshop_id = ? AND round_id = ?';

interface BallotRow {
  readonly voter: string;
  readonly dots: string;
  readonly used: number;
}

export function ballotStore(db: DatabaseSyncInstance): Pick<SyncStore, keyof BallotStorage> {
  const workshop = db.prepare('SELECT 1 FROM workshop WHERE id = ?');
  const box = db.prepare(`SELECT key, revision FROM ballot_round WHERE ${OF}`);
  const openBox = db.prepare(
    'INSERT INTO ballot_round (workshop_id, round_id, key, revision) VALUES (?, ?, ?, 0)',
  );
  const changed = db.prepare(`UPDATE ballot_round SET revision = revision + 1 WHERE ${OF}`);
  const ballot = db.prepare(`SELECT dots FROM ballot WHERE ${OF} AND voter = ?`);
  const save = db.prepare(`INSERT OR REPLACE INTO ballot
    (workshop_id, round_id, voter, dots, used) VALUES (?, ?, ?, ?, ?)`);
  const all = db.prepare(`SELECT voter, dots, used FROM ballot WHERE ${OF} ORDER BY voter`);
  const later = db.prepare('SELECT type FROM decision WHERE workshop_id = ? AND seq > ?');

  function known({ workshopId }: BallotKey): void {
    if (workshop.get(workshopId) === undefined) {
      throw new StorageMisuse('unknown workshop', workshopId);
    }
  }

  function keyOf({ workshopId, roundId }: BallotKey): Uint8Array | null {
    const row = box.get(workshopId, roundId) as { key: Uint8Array } | undefined;
    return row?.key ?? null;
  }

  function dotsOf({ workshopId, roundId }: BallotKey, voter: string): readonly Dots[] {
    const row = ballot.get(workshopId, roundId, voter) as { dots: string } | undefined;
    return row === undefined ? [] : read(row.dots);
  }

  function ballotsOf(key: BallotKey, seatIds: readonly SeatId[]): readonly BallotRow[] {
    const roundKey = keyOf(key);
    if (roundKey === null) return [];
    const codes = voterCodes(roundKey, seatIds);
    const rows = all.all(key.workshopId, key.roundId) as unknown as readonly BallotRow[];
    return rows.filter(({ voter }) => codes.has(voter));
  }

  return {
    castDots(key, seatId, change, dotsPerSeat, guard) {
      known(key);
      const { workshopId, roundId } = key;
      const types: readonly string[] = guard.types;
      const since = later.all(workshopId, guard.seq) as { type: string }[];
      if (since.some(({ type }) => types.includes(type))) return { ok: false, why: 'rights' };
      let roundKey = keyOf(key);
      if (roundKey === null) {
        roundKey = newRoundKey();
        openBox.run(workshopId, roundId, roundKey);
      }
      const voter = voterCode(roundKey, seatId);
      const dots = withDots(dotsOf(key, voter), change, dotsPerSeat);
      if (typeof dots === 'string') return { ok: false, why: dots };
      save.run(workshopId, roundId, voter, JSON.stringify(dots), dotsUsed(dots));
      changed.run(workshopId, roundId);
      return { ok: true, dots };
    },
    findBallot(key, seatId) {
      known(key);
      const roundKey = keyOf(key);
      return roundKey === null ? [] : dotsOf(key, voterCode(roundKey, seatId));
    },
    countVoters(key, seatIds) {
      known(key);
      return ballotsOf(key, seatIds).filter(({ used }) => used > 0).length;
    },
    readBallots(key, seatIds) {
      known(key);
      const { workshopId, roundId } = key;
      const row = box.get(workshopId, roundId) as { revision: number } | undefined;
      return {
        revision: row?.revision ?? 0,
        ballots: ballotsOf(key, seatIds).map(({ dots }) => ({ roundId, dots: read(dots) })),
      };
    },
  };
}

/** For the append that closes rounds, in its transaction. False where a ballot has changed since the count. */
export function boxCloser(db: DatabaseSyncInstance) {
  const revision = db.prepare(`SELECT revision FROM ballot_round WHERE ${OF}`);
  const dropBallots = db.prepare(`DELETE FROM ballot WHERE ${OF}`);
  const dropBox = db.prepare(`DELETE FROM ballot_round WHERE ${OF}`);
  return {
    isAsCounted: (
      workshopId: BallotKey['workshopId'],
      { roundId, revision: counted }: ClosedBox,
    ) => {
      const row = revision.get(workshopId, roundId) as { revision: number } | undefined;
      return counted === null || (row?.revision ?? 0) === counted;
    },
    destroy: (workshopId: BallotKey['workshopId'], { roundId }: ClosedBox) => {
      dropBallots.run(workshopId, roundId);
      dropBox.run(workshopId, roundId);
    },
  };
}

/** Written by `castDots` alone. */
function read(dots: string): readonly Dots[] {
  return JSON.parse(dots) as Dots[];
}
