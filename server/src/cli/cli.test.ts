/** The operator's verbs on real files that were damaged. */
import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DatabaseSync } from '@photostructure/sqlite';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { keepSnapshot } from '../storage/snapshots.ts';
import { openSqliteStorage } from '../storage/sqlite/open-sqlite.ts';
import { temporaryFolder } from '../storage/sqlite/temporary-folder.ts';
import type { Storage } from '../storage/storage.ts';
import { decision, decisions, idOf, workshopRecord } from '../storage/storage-samples.ts';
import { SNAPSHOT_VERSION } from '../workshop/snapshot.ts';
import { tavolo } from './verbs.ts';

// Each opens a store or three, maybe on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const [ONE, TWO] = [workshopRecord(1), workshopRecord(2)];
const TEXT = { workshopId: ONE.id, name: 'proposal-a' };
const update = (n: number) => ({ n, seatId: null, at: n, bytes: Uint8Array.of(n, 7) });

let folder: string;

/** Two workshops of ten decisions, the first with a text of five updates. */
beforeEach(async () => {
  folder = temporaryFolder();
  await onStore(async (storage) => {
    for (const record of [ONE, TWO]) {
      await storage.createWorkshop(record, decisions(1, 10), `hash of ${record.id}`);
    }
    await storage.appendText(TEXT, [1, 2, 3, 4, 5].map(update), [], null);
  });
});

async function onStore<Answer>(work: (storage: Storage) => Promise<Answer>): Promise<Answer> {
  const storage = await openSqliteStorage(folder);
  try {
    return await work(storage);
  } finally {
    await storage.close();
  }
}

function sql(text: string): void {
  const db = new DatabaseSync(join(folder, 'tavolo.db'));
  db.exec(text);
  db.close();
}

/**
 * A verb, and what it said. Its connection lasts as long as this process (the library lets go
 * of a file when all its statements are gone), so the folder goes on as a copy of itself.
 */
async function asked(...args: string[]) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const status = await tavolo(args, { env: { TAVOLO_DATA_DIR: folder }, say, complain: say });
  const next = temporaryFolder();
  cpSync(folder, next, { recursive: true });
  folder = next;
  return { status, out: lines.join('\n') };
}

/** The same as a program of its own. */
function program(...args: string[]) {
  const node = ['--import', 'tsx', '--conditions=source', CLI, ...args];
  const env = { PATH: process.env.PATH, TAVOLO_DATA_DIR: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, node, { env, encoding: 'utf8' });
  return { status, out: stdout + stderr };
}

/** The one file that a verb has left with such an ending. */
function fileLike(ending: RegExp): string {
  const [name, ...more] = readdirSync(folder).filter((each) => ending.test(each));
  if (name === undefined || more.length > 0) throw new Error(`not one file like ${ending}`);
  return join(folder, name);
}

const BREAK_7 = `UPDATE decision SET body = replace(body, 'need 7', 'need 8')
  WHERE workshop_id = '${ONE.id}'`;

describe('a broken log', () => {
  test('is found, and taken back to the longest good beginning; what goes is put aside', async () => {
    sql(BREAK_7);
    const found = await asked('check');
    expect(found.status).toBe(1);
    expect(found.out).toContain(`workshop ${ONE.id} (code CODE-0001): BROKEN. Decision 7`);
    expect(found.out).toContain('Good up to decision 6 of 10.');
    expect(found.out).toContain(`workshop ${TWO.id} (code CODE-0002): 10 decisions, whole`);

    const cut = await asked('recover', ONE.joinCode, '--to', 'last-good');
    expect([cut.status, cut.out]).toEqual([0, expect.stringContaining('is at decision 6 again')]);
    await onStore(async (storage) => {
      expect(await storage.read(ONE.id, 0, 100)).toEqual(decisions(1, 6));
      expect(await storage.findWorkshop(ONE.id)).toEqual({ ...ONE, restore: 1 });
      expect(await storage.append(ONE.id, [decision(7, 'anew')], null)).toEqual({ ok: true });
      expect(await storage.read(TWO.id, 0, 100)).toEqual(decisions(1, 10));
      expect(await storage.findWorkshop(TWO.id)).toEqual(TWO);
    });
    const aside = fileLike(/-cut-.*\.json$/);
    const { to, rows } = JSON.parse(readFileSync(aside, 'utf8'));
    expect([to, rows.map(({ seq }: { seq: number }) => seq)]).toEqual([6, [7, 8, 9, 10]]);
    const copy = fileLike(/^tavolo-before-recovery-.*\.db$/);
    for (const path of [aside, copy]) expect(statSync(path).mode & 0o777).toBe(0o600);
    const kept = new DatabaseSync(copy);
    expect(kept.prepare('SELECT count(*) AS n FROM decision').get()).toEqual({ n: 20 });
    kept.close();
    expect((await asked('check')).status).toBe(0);
  });

  test('behind a snapshot is left alone, unless a number is named; later snapshots go', async () => {
    const snapshot = { seq: 9, version: SNAPSHOT_VERSION, bytes: Uint8Array.of(1, 2, 3) };
    await onStore((storage) => keepSnapshot(storage, ONE.id, snapshot));
    sql(BREAK_7);
    expect((await asked('check')).out).toContain('It opens from a snapshot');
    const left = await asked('recover', ONE.id, '--to', 'last-good');
    expect([left.status, left.out]).toEqual([1, expect.stringContaining('nothing to recover')]);
    expect((await asked('recover', ONE.id, '--to', '8')).out).toContain(
      'good up to decision 6 only',
    );
    expect((await asked('recover', ONE.id, '--to', '5')).status).toBe(0);
    await onStore(async (storage) => {
      expect(await storage.read(ONE.id, 0, 100)).toEqual(decisions(1, 5));
      expect(await storage.snapshotHeads(ONE.id)).toEqual([]);
    });
  });
});

test('a broken text goes back to its last good update, and its board stays', async () => {
  sql("UPDATE text_update SET bytes = x'00' WHERE n = 4");
  const found = await asked('check');
  expect([found.status, found.out]).toEqual([
    1,
    expect.stringContaining('Good up to update 3 of 5'),
  ]);
  const cut = await asked('recover', ONE.id, '--text', TEXT.name, '--to', 'last-good');
  expect([cut.status, cut.out]).toEqual([0, expect.stringContaining('is at update 3 again')]);
  await onStore(async (storage) => {
    expect(await storage.readText(TEXT, 0, 10)).toEqual([1, 2, 3].map(update));
    expect(await storage.read(ONE.id, 0, 100)).toEqual(decisions(1, 10));
    expect((await storage.findWorkshop(ONE.id))?.restore).toBe(1);
  });
});

test('nothing is done while a server has the folder, to what is whole, or to what is not there', async () => {
  await onStore(async () => {
    const busy = program('recover', ONE.id, '--to', '5');
    expect([busy.status, busy.out]).toEqual([1, expect.stringContaining('in use')]);
  });
  const whole = await asked('recover', ONE.id, '--to', 'last-good');
  expect([whole.status, whole.out]).toEqual([1, expect.stringContaining('nothing to recover')]);
  expect((await asked('recover', idOf(9), '--to', '5')).out).toContain('There is no workshop');
  expect((await asked('erase')).status).toBe(2);
  await onStore(async (storage) => {
    expect(await storage.read(ONE.id, 0, 100)).toEqual(decisions(1, 10));
  });
});

test('a backup is verified before it takes the place of what is there, with new epochs', async () => {
  const file = join(temporaryFolder(), 'tavolo.backup');
  expect((await asked('backup', file)).status).toBe(0);
  expect((await asked('backup', file)).out).toContain('exists');
  await onStore((storage) => storage.append(ONE.id, [decision(11)], null));
  sql(`UPDATE workshop SET restore = 4 WHERE id = '${ONE.id}'`);
  const back = await asked('restore', file);
  expect([back.status, back.out]).toEqual([0, expect.stringContaining('Restored')]);
  await onStore(async (storage) => {
    expect(await storage.read(ONE.id, 0, 100)).toEqual(decisions(1, 10));
    // Above the epoch of what was lost, so that no page takes its copy of that for this.
    expect((await storage.findWorkshop(ONE.id))?.restore).toBe(5);
    expect((await storage.findWorkshop(TWO.id))?.restore).toBe(1);
  });
  fileLike(/^tavolo-before-restore-.*\.db$/);

  const db = new DatabaseSync(file);
  db.exec(BREAK_7);
  db.close();
  const broken = await asked('restore', file);
  expect([broken.status, broken.out]).toEqual([
    1,
    expect.stringContaining('not what was backed up'),
  ]);
});
