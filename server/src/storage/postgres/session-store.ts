/** The SQL of sessions and keys, and the small write that shows the disk works. */
import { randomBytes } from 'node:crypto';
import type { WorkshopId } from '@tavolo/model';
import type { SessionRecord } from '../storage.ts';
import { LOCK_SPACE } from './migrations.ts';
import type { SqlStore } from './operations.ts';
import { first, type Sql } from './sql.ts';
import { knowWorkshop } from './workshop-lock.ts';

type SessionCalls =
  | 'saveSession'
  | 'findSession'
  | 'endSession'
  | 'prolongSession'
  | 'rotateSessions'
  | 'endFormer'
  | 'sweepSessions'
  | 'useRecovery'
  | 'setRecovery'
  | 'installationKey'
  | 'check';

const NEXT = 'SELECT next_hash FROM former_token WHERE token_hash = $1 AND until > $2';
/** A number no schema's name is likely to have as its hash; a meeting of both would only wait. */
const ROTATING = 1;

export const sessionStore: Pick<SqlStore, SessionCalls> = {
  saveSession: keep,
  async findSession(sql, tokenHash, workshopId, now) {
    const row = await first<SessionRecord & { hasFormer: boolean }>(
      sql,
      `SELECT token_hash AS "tokenHash", workshop_id AS "workshopId", seat_id AS "seatId",
         expires_at AS "expiresAt",
         EXISTS (SELECT 1 FROM former_token WHERE next_hash = session.token_hash AND until > $2)
           AS "hasFormer"
       FROM session WHERE token_hash = coalesce((${NEXT}), $1)
       AND workshop_id = $3 AND expires_at > $2`,
      [tokenHash, now, workshopId],
    );
    if (row === null) return null;
    const { hasFormer, ...session } = row;
    return { ...session, ...(hasFormer ? { hasFormer: true } : {}) };
  },
  async endSession(sql, tokenHash, workshopId) {
    await sql.rows('DELETE FROM session WHERE token_hash = $1 AND workshop_id = $2', [
      tokenHash,
      workshopId,
    ]);
  },
  async prolongSession(sql, tokenHash, workshopId, expiresAt) {
    await sql.rows(
      'UPDATE session SET expires_at = $3 WHERE token_hash = $1 AND workshop_id = $2',
      [tokenHash, workshopId, expiresAt],
    );
  },
  async rotateSessions(sql, tokenHash, next, { now, until }) {
    // One at a time: where the same token changes twice, the second has to see the first.
    await sql.rows(`SELECT pg_advisory_xact_lock(${LOCK_SPACE}, ${ROTATING})`);
    const present = await first<{ next_hash: string }>(sql, NEXT, [tokenHash, now]);
    const before = present?.next_hash ?? tokenHash;
    const tokens = [before, next.tokenHash];
    if (before !== next.tokenHash) {
      await sql.rows(
        `DELETE FROM session WHERE token_hash = $2 AND workshop_id IN
           (SELECT workshop_id FROM session WHERE token_hash = $1)`,
        tokens,
      );
      await sql.rows('UPDATE session SET token_hash = $2 WHERE token_hash = $1', tokens);
    }
    await keep(sql, next);
    if (until > now) {
      await sql.rows('UPDATE former_token SET next_hash = $2 WHERE next_hash = $1', tokens);
      await sql.rows(
        `INSERT INTO former_token (token_hash, next_hash, until) VALUES ($1, $2, $3)
         ON CONFLICT (token_hash) DO UPDATE
         SET next_hash = excluded.next_hash, until = excluded.until`,
        [...tokens, until],
      );
    } else await dropFormer(sql, before);
    return before;
  },
  endFormer: dropFormer,
  async sweepSessions(sql, now) {
    await sql.rows('DELETE FROM session WHERE expires_at <= $1', [now]);
    await sql.rows('DELETE FROM former_token WHERE until <= $1', [now]);
  },
  async useRecovery(sql, hash, nextHash) {
    const row = await first<{ id: WorkshopId }>(
      sql,
      'UPDATE workshop SET recovery_hash = $2 WHERE recovery_hash = $1 RETURNING id',
      [hash, nextHash],
    );
    return row?.id ?? null;
  },
  async setRecovery(sql, workshopId, hash) {
    await knowWorkshop(sql, workshopId);
    await sql.rows('UPDATE workshop SET recovery_hash = $2 WHERE id = $1', [workshopId, hash]);
  },
  async installationKey(sql, fresh) {
    await sql.rows(
      'INSERT INTO installation (id, key) VALUES (1, $1) ON CONFLICT (id) DO NOTHING',
      [fresh],
    );
    const kept = await first<{ key: Uint8Array }>(sql, 'SELECT key FROM installation', []);
    if (kept === null) throw new Error('the key of the installation was not kept');
    return Uint8Array.from(kept.key);
  },
  async check(sql, room = 0) {
    await sql.rows(`INSERT INTO pulse (id, beats) VALUES (1, 1)
      ON CONFLICT (id) DO UPDATE SET beats = pulse.beats + 1`);
    if (room === 0) return;
    // Written and taken away: the file has to find the place all the same.
    await sql.rows('INSERT INTO room (bytes) VALUES ($1)', [randomBytes(room)]);
    await sql.rows('DELETE FROM room');
  },
};

async function keep(
  sql: Sql,
  { tokenHash, workshopId, seatId, expiresAt }: SessionRecord,
): Promise<void> {
  await knowWorkshop(sql, workshopId);
  await sql.rows(
    `INSERT INTO session (token_hash, workshop_id, seat_id, expires_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (token_hash, workshop_id) DO UPDATE
     SET seat_id = excluded.seat_id, expires_at = excluded.expires_at`,
    [tokenHash, workshopId, seatId, expiresAt],
  );
}

async function dropFormer(sql: Sql, tokenHash: string): Promise<void> {
  await sql.rows('DELETE FROM former_token WHERE next_hash = $1', [tokenHash]);
}
