/** The store of one computer: one file in the data folder. Opened by `app`, known to nobody else. */
import { dirname, join } from 'node:path';
import { prepareDataFolder } from '../../data-folder.ts';
import type { Storage } from '../storage.ts';
import type { Operation } from '../writes.ts';
import type { Answer } from './operations.ts';
import { startThread } from './thread.ts';
import { tryRoom } from './try-room.ts';

/** Rejects with a DataFolderError where the folder cannot be used. */
export async function openSqliteStorage(folder: string): Promise<Storage> {
  const file = join(await prepareDataFolder(folder), 'tavolo.db');
  const thread = await startThread({ file });

  function call<Name extends Operation>(name: Name) {
    // The worker runs the call of this name, so its answer has this type.
    return (...args: Parameters<Storage[Name]>) =>
      thread.ask({ name, args }) as Promise<Answer<Name>>;
  }

  return {
    createWorkshop: call('createWorkshop'),
    findWorkshop: call('findWorkshop'),
    setJoinCode: call('setJoinCode'),
    findWorkshopByCode: call('findWorkshopByCode'),
    findDemonstration: call('findDemonstration'),
    dueMoves: call('dueMoves'),
    append: call('append'),
    read: call('read'),
    castDots: call('castDots'),
    findBallot: call('findBallot'),
    countVoters: call('countVoters'),
    readBallots: call('readBallots'),
    saveSession: call('saveSession'),
    findSession: call('findSession'),
    endFormer: call('endFormer'),
    endSession: call('endSession'),
    prolongSession: call('prolongSession'),
    rotateSessions: call('rotateSessions'),
    sweepSessions: call('sweepSessions'),
    useRecovery: call('useRecovery'),
    setRecovery: call('setRecovery'),
    appendText: call('appendText'),
    readText: call('readText'),
    textAuthors: call('textAuthors'),
    saveTextSnapshot: call('saveTextSnapshot'),
    findTextSnapshot: call('findTextSnapshot'),
    saveTextVersion: call('saveTextVersion'),
    textVersions: call('textVersions'),
    findTextVersion: call('findTextVersion'),
    saveSnapshotPart: call('saveSnapshotPart'),
    sealSnapshot: call('sealSnapshot'),
    snapshotHeads: call('snapshotHeads'),
    readSnapshotPart: call('readSnapshotPart'),
    dropSnapshotPart: call('dropSnapshotPart'),
    async check(room = 0) {
      // The log's file has room left over inside; only a file of its own shows what the disk has.
      if (room > 0) await tryRoom(dirname(file), room);
      await thread.ask({ name: 'check', args: [] });
    },
    close: () => thread.close(),
  };
}
