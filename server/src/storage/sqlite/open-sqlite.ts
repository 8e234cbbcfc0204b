/** The store of one computer: one file in the data folder. Opened by `app`, known to nobody else. */
import { dirname, join } from 'node:path';
import { prepareDataFolder } from '../../data-folder.ts';
import { storageThrough } from '../calls.ts';
import type { Storage } from '../storage.ts';
import { startThread } from './thread.ts';
import { tryRoom } from './try-room.ts';

/** Rejects with a DataFolderError where the folder cannot be used. */
export async function openSqliteStorage(folder: string): Promise<Storage> {
  const file = join(await prepareDataFolder(folder), 'tavolo.db');
  const thread = await startThread({ file });

  const calls = storageThrough((call) => thread.ask(call));
  return {
    ...calls,
    async check(room = 0) {
      // The log's file has room left over inside; only a file of its own shows what the disk has.
      if (room > 0) await tryRoom(dirname(file), room);
      await calls.check();
    },
    close: () => thread.close(),
  };
}
