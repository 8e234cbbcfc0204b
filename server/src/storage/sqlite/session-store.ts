/** The SQL of sessions and keys, and the small write that shows the disk works. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { WorkshopId } from '@tavolo/model';
import { StorageMisuse } from '../errors.ts';
import type { FoundSession, SessionRecord } from '../storage.ts';
import type { SyncStore } from './operations.ts';

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

export function sessionStore(db: DatabaseSyncInstance): Pick<SyncStore, SessionCalls> {
  const workshop = db.prepare('SELECT 1 FROM workshop WHERE id = ?');
  const save = db.prepare(`INSERT OR REPLACE INTO session
    (token_hash, workshop_id, seat_id, expires_at) VALUES (?, ?, ?, ?)`);
  const find = db.prepare(`SELECT token_hash AS tokenHash, workshop_id AS workshopId,
    seat_id AS seatId, expires_at AS expiresAt,
    EXISTS (SELECT 1 FROM former_token WHERE next_hash = session.token_hash AND until > :now)
      AS hasFormer
    FROM session WHERE token_hash = coalesce(
      (SELECT next_hash FROM former_token WHERE token_hash = :token AND until > :now), :token)
    AND workshop_id = :workshop AND expires_at > :now`);
  const end = db.prepare('DELETE FROM session WHERE token_hash = ? AND workshop_id = ?');
  const prolong = db.prepare(
    'UPDATE session SET expires_at = ? WHERE token_hash = ? AND workshop_id = ?',
  );
  const sweep = db.prepare('DELETE FROM session WHERE expires_at <= ?');
  const nextOf = db.prepare(
    'SELECT next_hash AS tokenHash FROM former_token WHERE token_hash = ? AND until > ?',
  );
  const formers = db.prepare('UPDATE former_token SET next_hash = ? WHERE next_hash = ?');
  const former = db.prepare(
    'INSERT OR REPLACE INTO former_token (token_hash, next_hash, until) VALUES (?, ?, ?)',
  );
  const endFormer = db.prepare('DELETE FROM former_token WHERE next_hash = ?');
  const sweepFormer = db.prepare('DELETE FROM former_token WHERE until <= ?');
  const rotate = db.prepare('UPDATE OR REPLACE session SET token_hash = ? WHERE token_hash = ?');
  const use = db.prepare(
    'UPDATE workshop SET recovery_hash = ? WHERE recovery_hash = ? RETURNING id',
  );
  const set = db.prepare('UPDATE workshop SET recovery_hash = ? WHERE id = ?');
  const keepKey = db.prepare(
    'INSERT INTO installation (id, key) VALUES (1, ?) ON CONFLICT (id) DO NOTHING',
  );
  const keptKey = db.prepare('SELECT key FROM installation WHERE id = 1');
  const beat = db.prepare(`INSERT INTO pulse (id, beats) VALUES (1, 1)
    ON CONFLICT (id) DO UPDATE SET beats = beats + 1`);

  function known(id: WorkshopId): void {
    if (workshop.get(id) === undefined) throw new StorageMisuse('unknown workshop', id);
  }

  function keep({ tokenHash, workshopId, seatId, expiresAt }: SessionRecord): void {
    known(workshopId);
    save.run(tokenHash, workshopId, seatId, expiresAt);
  }

  return {
    saveSession: keep,
    findSession(tokenHash, workshopId, now) {
      const row = find.get({ token: tokenHash, workshop: workshopId, now }) as
        | (SessionRecord & { hasFormer: number })
        | undefined;
      if (row === undefined) return null;
      const { hasFormer, ...session } = row;
      const found: FoundSession = { ...session, ...(hasFormer === 1 ? { hasFormer: true } : {}) };
      return found;
    },
    endSession(tokenHash, workshopId) {
      end.run(tokenHash, workshopId);
    },
    prolongSession(tokenHash, workshopId, expiresAt) {
      prolong.run(expiresAt, tokenHash, workshopId);
    },
    rotateSessions(tokenHash, next, { now, until }) {
      const present = nextOf.get(tokenHash, now) as { tokenHash: string } | undefined;
      const before = present?.tokenHash ?? tokenHash;
      rotate.run(next.tokenHash, before);
      keep(next);
      if (until > now) {
        formers.run(next.tokenHash, before);
        former.run(before, next.tokenHash, until);
      } else endFormer.run(before);
      return before;
    },
    endFormer(tokenHash) {
      endFormer.run(tokenHash);
    },
    sweepSessions(now) {
      sweep.run(now);
      sweepFormer.run(now);
    },
    useRecovery(hash, nextHash) {
      const [row] = use.all(nextHash, hash) as { id: WorkshopId }[];
      return row?.id ?? null;
    },
    setRecovery(workshopId, hash) {
      known(workshopId);
      set.run(hash, workshopId);
    },
    installationKey(fresh) {
      keepKey.run(fresh);
      const { key } = keptKey.get() as { key: Uint8Array };
      return Uint8Array.from(key);
    },
    check() {
      beat.run();
    },
  };
}
