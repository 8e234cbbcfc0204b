/**
 * The SQL of ballots. What is deleted leaves the table's file with the next `forgetBallots`:
 * a row that was only marked as gone could still be read there, and the key with it.
 */
import { type Dots, dotsUsed, type SeatId, withDots } from '@tavolo/model';
import type { BallotBoxContent, BallotKey, BallotStorage, ClosedBox } from '../ballot-storage.ts';
import { newRoundKey, voterCode, voterCodes } from '../voter-code.ts';
import type { SqlStore } from './operations.ts';
import { first, type Sql } from './sql.ts';
import { knowWorkshop, lockWorkshop, rightsHaveChanged } from './workshop-lock.ts';

const OF = 'workshop_id = $1 AND round_id = $2';
/** Other writers are kept out by the workshop's lock. */
const SAVE = `WITH saved AS (
    INSERT INTO ballot (workshop_id, round_id, voter, dots, used) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (workshop_id, round_id, voter)
      DO UPDATE SET dots = excluded.dots, used = excluded.used
  ) UPDATE ballot_round SET revision = revision + 1 WHERE ${OF}`;

export const ballotStore: Pick<SqlStore, keyof BallotStorage> = {
  async castDots(sql, key, seatId, change, dotsPerSeat, guard) {
    const { workshopId, roundId } = key;
    const last = await lockWorkshop(sql, workshopId);
    if (await rightsHaveChanged(sql, workshopId, last, guard)) return { ok: false, why: 'rights' };
    const roundKey = (await keyOf(sql, key)) ?? (await openBox(sql, key));
    const voter = voterCode(roundKey, seatId);
    const dots = withDots(await dotsOf(sql, key, voter), change, dotsPerSeat);
    if (typeof dots === 'string') return { ok: false, why: dots };
    await sql.rows(SAVE, [workshopId, roundId, voter, JSON.stringify(dots), dotsUsed(dots)]);
    return { ok: true, dots };
  },
  async findBallot(sql, key, seatId) {
    await knowWorkshop(sql, key.workshopId);
    const roundKey = await keyOf(sql, key);
    return roundKey === null ? [] : dotsOf(sql, key, voterCode(roundKey, seatId));
  },
  async countVoters(sql, key, seatIds) {
    const { ballots } = await boxOf(sql, key, seatIds);
    return ballots.filter(({ dots }) => dotsUsed(dots) > 0).length;
  },
  async readBallots(sql, key, seatIds) {
    return boxOf(sql, key, seatIds);
  },
};

async function boxOf(
  sql: Sql,
  { workshopId, roundId }: BallotKey,
  seatIds: readonly SeatId[],
): Promise<BallotBoxContent> {
  await knowWorkshop(sql, workshopId);
  // One statement: the number, the key and the ballots are of the same moment.
  const rows = await sql.rows<{
    revision: number;
    key: Uint8Array;
    voter: string | null;
    dots: string | null;
  }>(
    `SELECT r.revision, r.key, b.voter, b.dots FROM ballot_round r
     LEFT JOIN ballot b ON b.workshop_id = r.workshop_id AND b.round_id = r.round_id
     WHERE r.workshop_id = $1 AND r.round_id = $2 ORDER BY b.voter`,
    [workshopId, roundId],
  );
  const [any] = rows;
  if (any === undefined) return { revision: 0, ballots: [] };
  const codes = voterCodes(any.key, seatIds);
  const ballots = rows.flatMap(({ voter, dots }) =>
    voter === null || dots === null || !codes.has(voter) ? [] : [{ roundId, dots: read(dots) }],
  );
  return { revision: any.revision, ballots };
}

/** On a locked workshop, for the append that closes rounds. False where a ballot has changed since the count. */
export async function boxesAreAsCounted(
  sql: Sql,
  workshopId: BallotKey['workshopId'],
  closing: readonly ClosedBox[],
): Promise<boolean> {
  for (const { roundId, revision } of closing) {
    if (revision === null) continue;
    const row = await first<{ revision: number }>(
      sql,
      `SELECT revision FROM ballot_round WHERE ${OF}`,
      [workshopId, roundId],
    );
    if ((row?.revision ?? 0) !== revision) return false;
  }
  return true;
}

export async function destroyBox(
  sql: Sql,
  workshopId: BallotKey['workshopId'],
  { roundId }: ClosedBox,
): Promise<void> {
  await sql.rows(`DELETE FROM ballot WHERE ${OF}`, [workshopId, roundId]);
  await sql.rows(`DELETE FROM ballot_round WHERE ${OF}`, [workshopId, roundId]);
}

/** Writes both tables anew without what was deleted. Small tables: whoever votes at that moment waits milliseconds. Not in a transaction. */
export async function forgetBallots(sql: Sql): Promise<void> {
  for (const table of ['ballot_round', 'ballot']) {
    const size = await first<{ bytes: number }>(
      sql,
      'SELECT pg_relation_size($1::regclass) AS bytes',
      [table],
    );
    // An empty file has nothing to forget.
    if ((size?.bytes ?? 0) > 0) await sql.rows(`VACUUM (FULL) ${table}`);
  }
}

async function keyOf(sql: Sql, { workshopId, roundId }: BallotKey): Promise<Uint8Array | null> {
  const row = await first<{ key: Uint8Array }>(sql, `SELECT key FROM ballot_round WHERE ${OF}`, [
    workshopId,
    roundId,
  ]);
  return row?.key ?? null;
}

async function openBox(sql: Sql, { workshopId, roundId }: BallotKey): Promise<Uint8Array> {
  const key = newRoundKey();
  await sql.rows(
    'INSERT INTO ballot_round (workshop_id, round_id, key, revision) VALUES ($1, $2, $3, 0)',
    [workshopId, roundId, key],
  );
  return key;
}

async function dotsOf(
  sql: Sql,
  { workshopId, roundId }: BallotKey,
  voter: string,
): Promise<readonly Dots[]> {
  const row = await first<{ dots: string }>(
    sql,
    `SELECT dots FROM ballot WHERE ${OF} AND voter = $3`,
    [workshopId, roundId, voter],
  );
  return row === null ? [] : read(row.dots);
}

/** Written by `castDots` alone. */
function read(dots: string): readonly Dots[] {
  return JSON.parse(dots) as Dots[];
}
