/**
 * The ways in which a file is damaged. Each takes a copy of the image and says what may come
 * of it: a WAL that is torn may have lost its end, for that is what a disk that lied has lost;
 * everywhere else what was acknowledged must be there, or be refused.
 */
import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@tavolo/server/storage/sqlite/connection';
import type { Seeded } from '../seeded.ts';
import type { Trusted } from './file-store.ts';
import { copyOf, type Image } from './image.ts';

export interface Attack {
  readonly name: string;
  /** What is lost may be the end of a log, back to what stands in the database file. */
  readonly mayLoseTheEnd: boolean;
  /** It may be refused instead; a WAL and a snapshot are no reason to. */
  readonly mayRefuse: boolean;
  /** The rule that is left out in the control. */
  readonly control: Trusted | 'wal' | 'length';
  /** Damages the copy; returns the folder to be opened (perhaps another one). */
  damage(folder: string, image: Image, random: Seeded): string;
}

const bytesFlipped = (path: string, random: Seeded, from = 0): void => {
  const bytes = readFileSync(path);
  const count = 1 + random.below(8);
  for (let n = 0; n < count; n += 1) {
    const at = from + random.below(bytes.length - from);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + random.below(255));
  }
  writeFileSync(path, bytes);
};

const fileOf = (folder: string): string => join(folder, 'tavolo.db');
const walOf = (folder: string): string => join(folder, 'tavolo.db-wal');

/** Changes rows behind the program's back. The connection outlives its close, so what follows opens a copy. */
function bySql(folder: string, sql: string): string {
  const db = openDatabase(fileOf(folder), false);
  db.exec(sql);
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
  return copyOf(folder, `${folder}-after`);
}

/** One letter of the words, somewhere in the row. */
const LETTER = "replace(body, 'Serve', 'Senza')";

export function rowsChanged(folder: string, { truths }: Image, random: Seeded): string {
  const { id, log } = random.pick(truths);
  const seq = 1 + random.below(log.length);
  const other = 1 + random.below(log.length);
  const row = `WHERE workshop_id = '${id}' AND seq = ${seq}`;
  return bySql(
    folder,
    random.pick([
      `UPDATE decision SET body = iif(instr(body, 'Serve'), ${LETTER}, body || ' ') ${row}`,
      `UPDATE decision SET seat_id = '${random.next()}' ${row}`,
      `UPDATE decision SET at = at - 1 ${row}`,
      `UPDATE decision SET crc = crc - 1 ${row}`,
      `DELETE FROM decision ${row}`,
      `DELETE FROM decision WHERE workshop_id = '${id}' AND seq >= ${seq}`,
      `UPDATE decision SET body = (SELECT body FROM decision AS o
         WHERE o.workshop_id = '${id}' AND o.seq = ${other === seq ? (seq % log.length) + 1 : other})
       ${row}`,
    ]),
  );
}

function textChanged(folder: string, { text }: Image, random: Seeded): string {
  const n = 1 + random.below(text.updates.length);
  return bySql(
    folder,
    random.pick([
      `UPDATE text_update SET bytes = CAST(bytes || x'00' AS BLOB) WHERE n = ${n}`,
      `UPDATE text_update SET at = at + 1 WHERE n = ${n}`,
      `DELETE FROM text_update WHERE n = ${n}`,
    ]),
  );
}

function snapshotChanged(folder: string, _image: Image, random: Seeded): string {
  const byte = random.below(2_000) + 1;
  return bySql(
    folder,
    random.pick([
      `UPDATE snapshot_part SET bytes = CAST(
         substr(bytes, 1, ${byte}) || x'${random.below(256).toString(16).padStart(2, '0')}'
         || substr(bytes, ${byte + 2}) AS BLOB)`,
      'UPDATE snapshot SET seq = seq + 1; UPDATE snapshot_part SET seq = seq + 1',
      'UPDATE snapshot SET seq = seq + 500; UPDATE snapshot_part SET seq = seq + 500',
      'UPDATE snapshot SET seq = seq - 1; UPDATE snapshot_part SET seq = seq - 1',
      "UPDATE snapshot SET version = 'of another program'",
      'DELETE FROM snapshot_part WHERE part = 0',
      'UPDATE snapshot SET parts = parts + 1',
    ]),
  );
}

export const ATTACKS: readonly Attack[] = [
  {
    name: 'a WAL cut at any byte',
    mayLoseTheEnd: true,
    mayRefuse: false,
    control: 'wal',
    damage(folder, _image, random) {
      truncateSync(walOf(folder), random.below(readFileSync(walOf(folder)).length));
      return folder;
    },
  },
  {
    name: 'bytes changed in the WAL',
    mayLoseTheEnd: true,
    mayRefuse: false,
    control: 'wal',
    damage(folder, _image, random) {
      // Half of them in its later part: most pages of the earlier one come again there.
      const length = readFileSync(walOf(folder)).length;
      bytesFlipped(walOf(folder), random, random.pick([0, Math.floor(length * 0.8)]));
      return folder;
    },
  },
  {
    name: 'rows of a log changed or gone',
    mayLoseTheEnd: false,
    mayRefuse: true,
    control: 'rows',
    damage: rowsChanged,
  },
  {
    name: 'rows of a text changed or gone',
    mayLoseTheEnd: false,
    mayRefuse: true,
    control: 'rows',
    damage: textChanged,
  },
  {
    name: 'snapshots changed or torn',
    mayLoseTheEnd: false,
    mayRefuse: false,
    control: 'snapshots',
    damage: snapshotChanged,
  },
  {
    name: 'bytes changed in the database file',
    mayLoseTheEnd: false,
    mayRefuse: true,
    control: 'rows',
    damage(folder, _image, random) {
      const settled = bySql(folder, 'SELECT 1');
      bytesFlipped(fileOf(settled), random);
      return settled;
    },
  },
  {
    name: 'a database file cut at any byte',
    mayLoseTheEnd: false,
    mayRefuse: true,
    control: 'length',
    damage(folder, _image, random) {
      const settled = bySql(folder, 'SELECT 1');
      truncateSync(fileOf(settled), random.below(readFileSync(fileOf(settled)).length));
      return settled;
    },
  },
];
