/**
 * The controls of torn files: what a program would make of them that does not look at the
 * checksums of a WAL, or at the length that a database file should have. The layout is that of
 * SQLite's file format: a WAL is a header of 32 bytes, then frames of a 24-byte header (the
 * page's number first) and a page; a database says in its first page how long it is.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const HEADER = 32;
const FRAME_HEADER = 24;
/** Where a database's header has the size of a page, and the number of pages. */
const PAGE_SIZE_AT = 16;
const PAGES_AT = 28;
/** Far beyond the image's size: a number that was hit by the damage. */
const MOST_PAGES = 10_000;

/** Brings a WAL, whatever it holds, into its database. */
export function applyBlindly(folder: string): void {
  const [file, walFile] = [join(folder, 'tavolo.db'), join(folder, 'tavolo.db-wal')];
  const wal = readFileSync(walFile);
  let db = readFileSync(file);
  // The database's own page size; the damage may have hit the WAL's word for it.
  const size = db.readUInt16BE(PAGE_SIZE_AT);
  for (let at = HEADER; at + FRAME_HEADER < wal.length; at += FRAME_HEADER + size) {
    const page = wal.readUInt32BE(at);
    if (page === 0 || page > MOST_PAGES) continue;
    const missing = page * size - db.length;
    if (missing > 0) db = Buffer.concat([db, Buffer.alloc(missing)]);
    wal.subarray(at + FRAME_HEADER, at + FRAME_HEADER + size).copy(db, (page - 1) * size);
  }
  // What the header says of the file's length is as old as page 1.
  db.writeUInt32BE(db.length / size, PAGES_AT);
  writeFileSync(file, db);
  rmSync(walFile);
}

/** A file that was cut is taken to be as long as it is. */
export function believeLength(folder: string): void {
  const file = join(folder, 'tavolo.db');
  const db = readFileSync(file);
  if (db.length <= PAGES_AT + 4) return;
  const size = db.readUInt16BE(PAGE_SIZE_AT);
  const pages = Math.floor(db.length / size);
  if (pages === 0) return;
  db.writeUInt32BE(pages, PAGES_AT);
  writeFileSync(file, db.subarray(0, pages * size));
}
