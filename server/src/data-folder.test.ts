import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { DataFolderError, prepareDataFolder } from './data-folder.ts';
import { temporaryFolder } from './storage/sqlite/temporary-folder.ts';

describe('the data folder', () => {
  test('is made where it is missing, for this user alone, and left empty', async () => {
    const path = join(temporaryFolder(), 'deep', 'data');
    expect(await prepareDataFolder(path)).toBe(path);
    expect(statSync(path).mode & 0o777).toBe(0o700);
    expect(readdirSync(path)).toEqual([]);
  });

  test('keeps the rights and the files it had', async () => {
    const path = temporaryFolder();
    chmodSync(path, 0o750);
    writeFileSync(join(path, 'mine'), 'x');
    await prepareDataFolder(path);
    expect(statSync(path).mode & 0o777).toBe(0o750);
    expect(readdirSync(path)).toEqual(['mine']);
  });

  test('a file in its place is named, and so is a file on the way to it', async () => {
    const file = join(temporaryFolder(), 'data');
    writeFileSync(file, 'x');
    for (const path of [file, join(file, 'inner')]) {
      const error = await prepareDataFolder(path).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(DataFolderError);
      expect(error).toMatchObject({ problem: 'not a folder', folder: path });
    }
  });

  test.each(['cannot be made', 'read-only', 'in use', 'newer', 'foreign'] as const)(
    'the error "%s" is one line that names the folder and the way out',
    (problem) => {
      const { message } = new DataFolderError(problem, '/srv/tavolo');
      expect(message).toContain('/srv/tavolo');
      expect(message).toContain('TAVOLO_DATA_DIR');
      expect(message).not.toContain('\n');
    },
  );

  test('a folder that cannot be made is named', async () => {
    const nowhere = join(temporaryFolder(), 'data');
    symlinkSync('/nowhere/at/all', nowhere);
    for (const path of [nowhere, join(temporaryFolder(), 'x'.repeat(300))]) {
      await expect(prepareDataFolder(path)).rejects.toMatchObject({ problem: 'cannot be made' });
    }
  });

  // Rights do not bind root, who runs tests in many containers; /proc refuses root, too.
  test.skipIf(process.platform !== 'linux')(
    'a folder below /proc is refused, not waited for',
    async () => {
      const made = prepareDataFolder('/proc/tavolo/data');
      await expect(made).rejects.toMatchObject({ problem: 'cannot be made' });
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'a folder that cannot be written is named',
    async () => {
      await expect(prepareDataFolder('/proc/self')).rejects.toMatchObject({ problem: 'read-only' });
    },
  );

  test('rights that were taken away make it read-only', async () => {
    const path = join(temporaryFolder(), 'data');
    mkdirSync(path, { mode: 0o500 });
    const prepared = prepareDataFolder(path);
    // For root these rights are no obstacle, and then the folder is good.
    if (process.getuid?.() === 0) await expect(prepared).resolves.toBe(path);
    else await expect(prepared).rejects.toMatchObject({ problem: 'read-only' });
  });
});
