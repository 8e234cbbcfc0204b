/**
 * The program that the durability tests kill, trace and starve: `writer.ts <folder>
 * <workshops> <appends>`. Each workshop has one writer in a loop, as the house has; what is
 * acknowledged is said at once as `ack <workshop> <seq>`, a rejection as `failed <workshop>`.
 * A line is written by one call that returns when the pipe has it.
 */
import { randomUUID } from 'node:crypto';
import { writeSync } from 'node:fs';
import type { Storage } from '../../storage.ts';
import { decision, decisions, idOf, workshopRecord } from '../../storage-samples.ts';
import { openSqliteStorage } from '../open-sqlite.ts';

const [folder = '', workshops = '1', appends = '1'] = process.argv.slice(2);
const storage = await openSqliteStorage(folder);
const writers = Array.from({ length: Number(workshops) }, (_, n) => write(storage, n + 1));
await Promise.all(writers);
await storage.close();

async function write(store: Storage, workshop: number): Promise<void> {
  const { id } = workshopRecord(workshop);
  if ((await store.findWorkshop(id)) === null) {
    const created = await store.createWorkshop(workshopRecord(workshop), decisions(1, 1), `${id}`);
    if (created) say(`ack ${workshop} 1`);
  }
  let last = await lastSeq(store, workshop);
  for (let done = 0; done < Number(appends); ) {
    // Sizes differ, so that frames end in the middle of pages and pages split.
    const text = 'né '.repeat(1 + ((last * 37) % 700));
    const next = { ...decision(last + 1, text), cmdId: randomUUID() };
    try {
      const result = await store.append(id, [next], null);
      last = result.ok ? last + 1 : result.seq;
      if (result.ok) say(`ack ${workshop} ${last}`);
    } catch (error) {
      say(`failed ${workshop} ${error instanceof Error ? error.name : 'unknown'}`);
    }
    done += 1;
  }
}

async function lastSeq(store: Storage, workshop: number): Promise<number> {
  let last = 0;
  for (;;) {
    const page = await store.read(idOf(workshop), last, 500);
    if (page.length === 0) return last;
    last += page.length;
  }
}

function say(line: string): void {
  writeSync(1, `${line}\n`);
}
