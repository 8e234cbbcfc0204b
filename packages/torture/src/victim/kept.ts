/** What is on the disk, read when the server is gone: the log alone says what was kept. */
import type { WorkshopId } from '@tavolo/model';
import { openSqliteStorage } from '@tavolo/server/storage/sqlite/open-sqlite';
import type { Decision, Storage } from '@tavolo/server/storage/storage';
import { sentAs } from './cheats.ts';

export interface Kept {
  readonly decisions: readonly Decision[];
  /** How often each command is in it. */
  readonly commands: ReadonlyMap<string, number>;
}

const NOTHING: Kept = { decisions: [], commands: new Map() };

/** Throws where the log has a gap or a broken row: that is no clean prefix. */
export async function readKept(folder: string, workshopId: WorkshopId): Promise<Kept> {
  const storage = await openSqliteStorage(folder);
  try {
    return await keptIn(storage, workshopId);
  } finally {
    await storage.close();
  }
}

/** Reads on from `known`, which is not changed. */
export async function keptIn(
  storage: Pick<Storage, 'read'>,
  workshopId: WorkshopId,
  known: Kept = NOTHING,
): Promise<Kept> {
  const decisions = [...known.decisions];
  const commands = new Map(known.commands);
  for (;;) {
    const page = await storage.read(workshopId, decisions.length, 2_000);
    if (page.length === 0) return { decisions, commands };
    decisions.push(...page);
    for (const { cmdId } of page) {
      if (cmdId === null) continue;
      const sent = sentAs(cmdId);
      commands.set(sent, (commands.get(sent) ?? 0) + 1);
    }
  }
}

/** Acknowledged commands that are not there. */
export function lostOf({ commands }: Kept, acknowledged: Iterable<string>): number {
  return [...acknowledged].filter((cmdId) => !commands.has(cmdId)).length;
}

/** Commands that took effect more than once. */
export function doubledOf({ commands }: Kept): number {
  return [...commands.values()].filter((times) => times > 1).length;
}
