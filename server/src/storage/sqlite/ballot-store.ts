/** The SQL of ballots, on an open connection. Deleted rows are overwritten (`secure_delete`). */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { type Dots, dotsUsed, withDots } from '@tavolo/model';
import type { BallotKey, BallotStorage, ClosedBox } from '../ballot-storage.ts';
import { StorageMisuse } from '../errors.ts';
import { newRoundKey, voterCode } from '../voter-code.ts';
import type { SyncStore } from './operations.ts';

const OF = 'workshop_id = ? AND round_id = ?';

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
  const all = db.prepare(`SELECT dots FROM ballot WHERE ${OF} ORDER BY voter`);
  const voters = db.prepare(`SELECT count(*) AS n FROM ballot WHERE ${OF} AND used > 0`);
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

  function votersOf({ workshopId, roundId }: BallotKey): number {
    return (voters.get(workshopId, roundId) as { n: number }).n;
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
      return { ok: true, dots, voters: votersOf(key) };
    },
    findBallot(key, seatId) {
      known(key);
      const roundKey = keyOf(key);
      return roundKey === null ? [] : dotsOf(key, voterCode(roundKey, seatId));
    },
    countVoters(key) {
      known(key);
      return votersOf(key);
    },
    readBallots(key) {
      known(key);
      const { workshopId, roundId } = key;
      const row = box.get(workshopId, roundId) as { revision: number } | undefined;
      const rows = all.all(workshopId, roundId) as { dots: string }[];
      return {
        revision: row?.revision ?? 0,
        ballots: rows.map(({ dots }) => ({ roundId, dots: read(dots) })),
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
