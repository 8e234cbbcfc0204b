/** Is there room on the disk, and does it take a write? Tried with a file that is gone afterwards. */
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StorageUnavailable } from '../errors.ts';

export async function tryRoom(folder: string, bytes: number): Promise<void> {
  // Always the same name: what a killed program left behind is overwritten and gone.
  const path = join(folder, '.room');
  try {
    const file = await open(path, 'w', 0o600);
    try {
      await file.writeFile(Buffer.alloc(bytes));
      // Some disks find out only now that they are full.
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw new StorageUnavailable('the disk has no room', { cause });
  } finally {
    await rm(path, { force: true });
  }
}
