/**
 * How the database came to its present form: numbered steps, each run once, all that are
 * missing in one transaction, under a lock: of several programs that start together one does
 * it and the others find it done. A step that has been released never changes.
 *
 * Text is compared byte by byte (`COLLATE "C"`), as everywhere else in the house.
 */
import type { Sql } from './sql.ts';

export const MIGRATIONS: readonly string[] = [
  // 1: workshops, their logs, sessions. `body` is text as it was written: jsonb would put its
  // keys in another order. Room is left beside a workshop's row, which every decision changes.
  `CREATE TABLE workshop (
     id text COLLATE "C" PRIMARY KEY,
     ordinal bigint GENERATED ALWAYS AS IDENTITY,
     join_code text COLLATE "C" NOT NULL UNIQUE,
     demonstration boolean NOT NULL,
     restore integer NOT NULL,
     due_at bigint,
     recovery_hash text COLLATE "C" NOT NULL UNIQUE,
     last_seq bigint NOT NULL
   ) WITH (fillfactor = 50);
   CREATE INDEX workshop_due ON workshop (due_at) WHERE due_at IS NOT NULL;

   CREATE TABLE decision (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     seq bigint NOT NULL,
     seat_id text COLLATE "C",
     cmd_id text COLLATE "C",
     type text COLLATE "C" NOT NULL,
     at bigint NOT NULL,
     body text COLLATE "C" NOT NULL,
     crc bigint NOT NULL,
     PRIMARY KEY (workshop_id, seq)
   );
   CREATE UNIQUE INDEX decision_command
     ON decision (workshop_id, coalesce(seat_id, ''), cmd_id) WHERE cmd_id IS NOT NULL;

   CREATE TABLE session (
     token_hash text COLLATE "C" NOT NULL,
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     seat_id text COLLATE "C" NOT NULL,
     expires_at bigint NOT NULL,
     PRIMARY KEY (token_hash, workshop_id)
   );
   CREATE INDEX session_expiry ON session (expires_at);

   CREATE TABLE former_token (
     token_hash text COLLATE "C" PRIMARY KEY,
     next_hash text COLLATE "C" NOT NULL,
     until bigint NOT NULL
   );
   CREATE INDEX former_token_next ON former_token (next_hash);

   CREATE TABLE pulse (id integer PRIMARY KEY CHECK (id = 1), beats bigint NOT NULL);
   CREATE TABLE room (bytes bytea NOT NULL);
   ALTER TABLE room ALTER COLUMN bytes SET STORAGE EXTERNAL;`,

  // 2: texts. A client id belongs to one seat in one document; snapshots are a cache.
  `CREATE TABLE text_end (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     name text COLLATE "C" NOT NULL,
     last_n bigint NOT NULL,
     PRIMARY KEY (workshop_id, name)
   ) WITH (fillfactor = 50);

   CREATE TABLE text_update (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     name text COLLATE "C" NOT NULL,
     n bigint NOT NULL,
     seat_id text COLLATE "C",
     at bigint NOT NULL,
     bytes bytea NOT NULL,
     crc bigint NOT NULL,
     PRIMARY KEY (workshop_id, name, n)
   );

   CREATE TABLE text_author (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     name text COLLATE "C" NOT NULL,
     client bigint NOT NULL,
     seat_id text COLLATE "C" NOT NULL,
     PRIMARY KEY (workshop_id, name, client)
   );

   CREATE TABLE text_snapshot (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     name text COLLATE "C" NOT NULL,
     n bigint NOT NULL,
     bytes bytea NOT NULL,
     sha256 text COLLATE "C" NOT NULL,
     PRIMARY KEY (workshop_id, name)
   );

   CREATE TABLE text_version (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     name text COLLATE "C" NOT NULL,
     number integer NOT NULL,
     kind text COLLATE "C" NOT NULL,
     title text COLLATE "C" NOT NULL,
     at bigint NOT NULL,
     seat_id text COLLATE "C",
     n bigint NOT NULL,
     bytes bytea NOT NULL,
     sha256 text COLLATE "C" NOT NULL,
     PRIMARY KEY (workshop_id, name, number)
   );`,

  // 3: snapshots of workshops, a cache; in parts, so that none holds up who writes beside it.
  `CREATE TABLE snapshot (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     seq bigint NOT NULL,
     version text COLLATE "C" NOT NULL,
     parts integer NOT NULL,
     sha256 text COLLATE "C" NOT NULL,
     PRIMARY KEY (workshop_id, seq)
   );

   CREATE TABLE snapshot_part (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     seq bigint NOT NULL,
     part integer NOT NULL,
     bytes bytea NOT NULL,
     PRIMARY KEY (workshop_id, seq, part)
   );
   ALTER TABLE snapshot_part ALTER COLUMN bytes SET STORAGE EXTERNAL;`,

  // 4: ballots of open rounds. A voter is a code that leads nowhere once the round's key is gone.
  `CREATE TABLE ballot_round (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     round_id text COLLATE "C" NOT NULL,
     key bytea NOT NULL,
     revision bigint NOT NULL,
     PRIMARY KEY (workshop_id, round_id)
   ) WITH (fillfactor = 50);

   CREATE TABLE ballot (
     workshop_id text COLLATE "C" NOT NULL REFERENCES workshop (id),
     round_id text COLLATE "C" NOT NULL,
     voter text COLLATE "C" NOT NULL,
     dots text COLLATE "C" NOT NULL,
     used integer NOT NULL,
     PRIMARY KEY (workshop_id, round_id, voter)
   );`, // 5: the installation's own key; of nodes that start together the first one makes it.
  `CREATE TABLE installation (id integer PRIMARY KEY CHECK (id = 1), key bytea NOT NULL);`,
];

/** "TVLO": the first half of our advisory locks, so that another program's do not meet them. */
export const LOCK_SPACE = 0x54_56_4c_4f;
/** Each schema of a database may hold an installation of its own. */
const LOCK = `SELECT pg_advisory_xact_lock(${LOCK_SPACE}, hashtext(current_schema()))`;
const OURS = 'tavolo_form';

export type Migrated =
  | { readonly ok: true; readonly from: number; readonly to: number }
  | { readonly ok: false; readonly problem: 'newer' | 'foreign' };

/** Brings the schema to the newest form that this program knows. The caller has begun a transaction and commits it. */
export async function migrate(sql: Sql): Promise<Migrated> {
  await sql.rows(LOCK);
  const tables = await sql.rows<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema()',
  );
  const isOurs = tables.some(({ name }) => name === OURS);
  if (!isOurs && tables.length > 0) return { ok: false, problem: 'foreign' };
  if (!isOurs) {
    await sql.rows(
      `CREATE TABLE ${OURS} (id integer PRIMARY KEY CHECK (id = 1), version integer NOT NULL)`,
    );
    await sql.rows(`INSERT INTO ${OURS} (id, version) VALUES (1, 0)`);
  }
  const [form] = await sql.rows<{ version: number }>(`SELECT version FROM ${OURS}`);
  const from = form?.version ?? 0;
  const to = MIGRATIONS.length;
  if (from > to) return { ok: false, problem: 'newer' };
  for (const step of MIGRATIONS.slice(from)) await sql.rows(step);
  if (from < to) await sql.rows(`UPDATE ${OURS} SET version = $1`, [to]);
  return { ok: true, from, to };
}
