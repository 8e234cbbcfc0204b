/** The SQL of sessions and recovery keys, and the small write that shows the disk works. */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { WorkshopId } from '@tavolo/model';
import { StorageMisuse } from '../errors.ts';
import type { SessionRecord } from '../storage.ts';
import type { SyncStore } from './operations.ts';

type SessionCalls =
  | 'saveSession'
  | 'findSession'
  | 'endSession'
  | 'prolongSession'
  | 'rotateSessions'
  | 'sweepSessions'
  | 'useRecovery'
  | 'setRecovery'
  | 'check';

export function sessionStore(db: DatabaseSyncInstance): Pick<SyncStore, SessionCalls> {
  const workshop = db.prepare('SELECT 1 FROM workshop WHERE id = ?');
  const save = db.prepare(`INSERT OR REPLACE INTO session
    (token_hash, workshop_id, seat_id, expires_at) VALUES (?, ?, ?, ?)`);
  const find = db.prepare(`SELECT token_hash AS tokenHash, workshop_id AS workshopId,
    seat_id AS seatId, expires_at AS expiresAt
    FROM session WHERE token_hash = ? AND workshop_id = ? AND expires_at > ?`);
  const end = db.prepare('DELETE FROM session WHERE token_hash = ? AND workshop_id = ?');
  const prolong = db.prepare(
    'UPDATE session SET expires_at = ? WHERE token_hash = ? AND workshop_id = ?',
  );
  const sweep = db.prepare('DELETE FROM session WHERE expires_at <= ?');
  const rotate = db.prepare('UPDATE OR REPLACE session SET token_hash = ? WHERE token_hash = ?');
  const use = db.prepare(
    'UPDATE workshop SET recovery_hash = ? WHERE recovery_hash = ? RETURNING id',
  );
  const set = db.prepare('UPDATE workshop SET recovery_hash = ? WHERE id = ?');
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
      const row = find.get(tokenHash, workshopId, now) as SessionRecord | undefined;
      return row === undefined ? null : { ...row };
    },
    endSession(tokenHash, workshopId) {
      end.run(tokenHash, workshopId);
    },
    prolongSession(tokenHash, workshopId, expiresAt) {
      prolong.run(expiresAt, tokenHash, workshopId);
    },
    rotateSessions(tokenHash, next) {
      rotate.run(next.tokenHash, tokenHash);
      keep(next);
    },
    sweepSessions(now) {
      sweep.run(now);
    },
    useRecovery(hash, nextHash) {
      const [row] = use.all(nextHash, hash) as { id: WorkshopId }[];
      return row?.id ?? null;
    },
    setRecovery(workshopId, hash) {
      known(workshopId);
      set.run(hash, workshopId);
    },
    check() {
      beat.run();
    },
  };
}
