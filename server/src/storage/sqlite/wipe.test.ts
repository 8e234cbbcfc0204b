/** What a closed round leaves in the bytes of the files, while the store is still open. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterId, RoundId, SeatId } from '@tavolo/model';
import { expect, test } from 'vitest';
import { decision, decisions, idOf, workshopRecord } from '../storage-samples.ts';
import { openSqliteStorage } from './open-sqlite.ts';
import { temporaryFolder } from './temporary-folder.ts';

test('[V5] with the close the ballots are gone from the write-ahead log, too', async () => {
  const record = workshopRecord(1);
  const key = { workshopId: record.id, roundId: idOf<RoundId>(70) };
  const folder = temporaryFolder();
  const storage = await openSqliteStorage(folder);
  try {
    await storage.createWorkshop(record, decisions(1, 1), 'hash');
    const dots = { item: idOf<ClusterId>(1), n: 2, version: 9_000_000_000_123 };
    const guard = { seq: 1, types: ['closeRound'] } as const;
    await storage.castDots(key, idOf<SeatId>(11), dots, 5, guard);
    const filesWithIt = () =>
      readdirSync(folder).filter((name) =>
        readFileSync(join(folder, name)).includes(String(dots.version)),
      );
    expect(filesWithIt()).toEqual(['tavolo.db-wal']);
    const { revision } = await storage.readBallots(key, []);
    const closing = [{ roundId: key.roundId, revision }];
    const closed = await storage.append(record.id, [decision(2)], null, closing);
    expect(closed).toEqual({ ok: true });
    expect(filesWithIt()).toEqual([]);
    expect(await storage.read(record.id, 1, 10)).toEqual([decision(2)]);
  } finally {
    await storage.close();
  }
});
