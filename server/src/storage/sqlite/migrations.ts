/**
 * How the file came to its present form: numbered steps, each run once, in one transaction
 * with the number it leads to (`user_version`). A step that has been released never
 * changes; a new form is a new step at the end.
 */
import type { DatabaseSyncInstance } from '@photostructure/sqlite';

export const MIGRATIONS: readonly string[] = [
  // 1: workshops, their logs, sessions. `body` is text as it was written, never parsed by SQL.
  `CREATE TABLE workshop (
     id TEXT PRIMARY KEY,
     join_code TEXT NOT NULL UNIQUE,
     demonstration INTEGER NOT NULL,
     restore INTEGER NOT NULL,
     due_at INTEGER,
     recovery_hash TEXT NOT NULL UNIQUE
   ) STRICT;
   CREATE INDEX workshop_due ON workshop (due_at) WHERE due_at IS NOT NULL;

   CREATE TABLE decision (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     seq INTEGER NOT NULL,
     seat_id TEXT,
     cmd_id TEXT,
     type TEXT NOT NULL,
     at INTEGER NOT NULL,
     body TEXT NOT NULL,
     crc INTEGER NOT NULL,
     PRIMARY KEY (workshop_id, seq)
   ) STRICT;
   CREATE UNIQUE INDEX decision_command
     ON decision (workshop_id, coalesce(seat_id, ''), cmd_id) WHERE cmd_id IS NOT NULL;

   CREATE TABLE session (
     token_hash TEXT NOT NULL,
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     seat_id TEXT NOT NULL,
     expires_at INTEGER NOT NULL,
     PRIMARY KEY (token_hash, workshop_id)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE pulse (id INTEGER PRIMARY KEY CHECK (id = 1), beats INTEGER NOT NULL) STRICT;`,

  // 2: where each log ends, so that rows missing there are noticed; sessions by their end, to sweep them.
  `ALTER TABLE workshop ADD COLUMN last_seq INTEGER NOT NULL DEFAULT 0;
   UPDATE workshop SET last_seq =
     (SELECT coalesce(max(seq), 0) FROM decision WHERE workshop_id = workshop.id);
   CREATE INDEX session_expiry ON session (expires_at);`,
  // 3: texts. A client id belongs to one seat in one document; snapshots are a cache.
  `CREATE TABLE text_update (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     name TEXT NOT NULL,
     n INTEGER NOT NULL,
     seat_id TEXT,
     at INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     crc INTEGER NOT NULL,
     PRIMARY KEY (workshop_id, name, n)
   ) STRICT;

   CREATE TABLE text_author (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     name TEXT NOT NULL,
     client INTEGER NOT NULL,
     seat_id TEXT NOT NULL,
     PRIMARY KEY (workshop_id, name, client)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE text_snapshot (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     name TEXT NOT NULL,
     n INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (workshop_id, name)
   ) STRICT;

   CREATE TABLE text_version (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     name TEXT NOT NULL,
     number INTEGER NOT NULL,
     kind TEXT NOT NULL,
     title TEXT NOT NULL,
     at INTEGER NOT NULL,
     seat_id TEXT,
     n INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (workshop_id, name, number)
   ) STRICT;`,
  // 4: snapshots of workshops, a cache; in parts, so that none holds up who writes beside it.
  `CREATE TABLE snapshot (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     seq INTEGER NOT NULL,
     version TEXT NOT NULL,
     parts INTEGER NOT NULL,
     sha256 TEXT NOT NULL,
     PRIMARY KEY (workshop_id, seq)
   ) STRICT;

   CREATE TABLE snapshot_part (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     seq INTEGER NOT NULL,
     part INTEGER NOT NULL,
     bytes BLOB NOT NULL,
     PRIMARY KEY (workshop_id, seq, part)
   ) STRICT;`,
  // 5: where each text ends, as step 2 did it for logs.
  `CREATE TABLE text_end (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     name TEXT NOT NULL,
     last_n INTEGER NOT NULL,
     PRIMARY KEY (workshop_id, name)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO text_end
     SELECT workshop_id, name, max(n) FROM text_update GROUP BY workshop_id, name;`,
  // 6: tokens that were replaced and are still good, since the new one may not have arrived.
  `CREATE TABLE former_token (
     token_hash TEXT PRIMARY KEY,
     next_hash TEXT NOT NULL,
     until INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX former_token_next ON former_token (next_hash);`,
  // 7: ballots of open rounds. A voter is a code that leads nowhere once the round's key is gone;
  // kept in the order of that code, so that no row tells when it came.
  `CREATE TABLE ballot_round (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     round_id TEXT NOT NULL,
     key BLOB NOT NULL,
     revision INTEGER NOT NULL,
     PRIMARY KEY (workshop_id, round_id)
   ) STRICT, WITHOUT ROWID;

   CREATE TABLE ballot (
     workshop_id TEXT NOT NULL REFERENCES workshop (id),
     round_id TEXT NOT NULL,
     voter TEXT NOT NULL,
     dots TEXT NOT NULL,
     used INTEGER NOT NULL,
     PRIMARY KEY (workshop_id, round_id, voter)
   ) STRICT, WITHOUT ROWID;`, // 8: the installation's own key.
  `CREATE TABLE installation (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     key BLOB NOT NULL
   ) STRICT;`,
];

/** Marks the file as Tavolo's ("TVLO"), so that another program's is not written into. */
export const APPLICATION_ID = 0x54_56_4c_4f;

export type Migrated =
  | { readonly ok: true }
  | { readonly ok: false; readonly problem: 'newer' | 'foreign' };

/** Brings the file to the newest form that this program knows. */
export function migrate(db: DatabaseSyncInstance): Migrated {
  const version = Number(pragma(db, 'user_version'));
  const owner = pragma(db, 'application_id');
  const tables = db.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number };
  if (owner !== APPLICATION_ID && (tables.n > 0 || version > 0)) {
    return { ok: false, problem: 'foreign' };
  }
  if (version > MIGRATIONS.length) return { ok: false, problem: 'newer' };
  MIGRATIONS.slice(version).forEach((step, index) => {
    db.exec(`BEGIN IMMEDIATE; ${step}
      PRAGMA application_id = ${APPLICATION_ID};
      PRAGMA user_version = ${version + index + 1}; COMMIT`);
  });
  return { ok: true };
}

function pragma(db: DatabaseSyncInstance, name: string): unknown {
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
  return Object.values(row)[0];
}
