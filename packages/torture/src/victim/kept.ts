/** What is on the disk, read when the server is gone: the log alone says what was kept. */
import type { WorkshopId } from '@tavolo/model';
import { openSqliteStorage } from '@tavolo/server/storage/sqlite/open-sqlite';
import type { Decision } from '@tavolo/server/storage/storage';
import { sentAs } from './cheats.ts';

export interface Kept {
  readonly decisions: readonly Decision[];
  /** How often each command is in it. */
  readonly commands: ReadonlyMap<string, number>;
}

/** Throws where the log has a gap or a broken row: that is no clean prefix. */
export async function readKept(folder: string, workshopId: WorkshopId): Promise<Kept> {
  const storage = await openSqliteStorage(folder);
  try {
    const decisions: Decision[] = [];
    for (;;) {
      const page = await storage.read(workshopId, decisions.length, 2_000);
      if (page.length === 0) break;
      decisions.push(...page);
    }
    const commands = new Map<string, number>();
    for (const { cmdId } of decisions) {
      if (cmdId === null) continue;
      const sent = sentAs(cmdId);
      commands.set(sent, (commands.get(sent) ?? 0) + 1);
    }
    return { decisions, commands };
  } finally {
    await storage.close();
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
