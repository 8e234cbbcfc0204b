/**
 * What a killed server leaves behind: two workshops and a text, partly in the database file
 * and partly in its WAL, with a snapshot; and the truth about them, which every load is held to.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type CardId,
  type CommandId,
  keptState,
  type Order,
  type SeatId,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import { openLocalBus } from '@tavolo/server/bus/local';
import { openLog } from '@tavolo/server/log';
import { openSqliteStorage } from '@tavolo/server/storage/sqlite/open-sqlite';
import type { Decision, Storage } from '@tavolo/server/storage/storage';
import type { TextKey, TextUpdate } from '@tavolo/server/storage/text-storage';
import { createWorkshop } from '@tavolo/server/workshop/create-workshop';
import { openHouse } from '@tavolo/server/workshop/house';
import { WorkshopCopy } from '@tavolo/server/workshop/workshop-copy';
import * as Y from 'yjs';
import type { Seeded } from '../seeded.ts';

/** Needs written while the file is in its first life, and in the second, which is killed. */
const EARLIER = 40;
const LATER = 40;
const UPDATES = 12;
const NOW = Date.UTC(2026, 10, 24, 9);

/** Everything that is true of one workshop, by the number of the last decision. */
export interface Truth {
  readonly id: WorkshopId;
  readonly log: readonly Decision[];
  readonly prints: readonly string[];
  /** Decisions in the database file itself; the rest stands in the WAL alone. */
  readonly inFile: number;
}

export interface Image {
  readonly folder: string;
  readonly truths: readonly Truth[];
  readonly text: {
    readonly key: TextKey;
    readonly updates: readonly TextUpdate[];
    readonly inFile: number;
  };
}

/** What a load is compared by: the whole state, and the board's bytes. */
export function printOf(state: Workshop, board: Y.Doc): string {
  const { meta, tables } = keptState(state);
  const rows = Object.values(tables).map((table) =>
    [...table].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return createHash('sha256')
    .update(JSON.stringify([meta, rows]))
    .update(Y.encodeStateAsUpdate(board))
    .digest('hex');
}

/** `base` is an empty folder. */
export async function makeImage(base: string, random: Seeded): Promise<Image> {
  const newId = <Id extends string>(): Id => idFrom(random.bytes(16)) as Id;
  const [living, folder] = [join(base, 'living'), join(base, 'image')];
  mkdirSync(folder);
  const ids = [newId<WorkshopId>(), newId<WorkshopId>()] as const;
  const owner = newId<SeatId>();
  const key: TextKey = { workshopId: ids[0], name: `proposal-${newId()}` };
  const updates = textOf(UPDATES);

  const first = await openSqliteStorage(living);
  for (const id of ids) await create(first, id, owner, random);
  await (await write(first, ids, owner, EARLIER, newId)).leave();
  await first.appendText(key, updates.slice(0, UPDATES / 2), [], null);
  const inFile = await Promise.all(ids.map(async (id) => (await logOf(first, id)).length));
  await first.close();

  const second = await openSqliteStorage(living);
  const people = await write(second, ids, owner, LATER, newId);
  for (const update of updates.slice(UPDATES / 2)) await second.appendText(key, [update], [], null);
  // Copied under a store that is at rest: byte for byte what a kill would leave.
  for (const ending of ['', '-wal']) {
    copyFileSync(join(living, `tavolo.db${ending}`), join(folder, `tavolo.db${ending}`));
  }
  const logs = await Promise.all(ids.map((id) => logOf(second, id)));
  await people.leave();
  await second.close();

  const truths = ids.map((id, index): Truth => {
    const log = logs[index] ?? [];
    return { id, log, prints: printsOf(log), inFile: inFile[index] ?? 0 };
  });
  return { folder, truths, text: { key, updates, inFile: UPDATES / 2 } };
}

/** A random UUID of the form that browsers make. */
function idFrom(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  const [a, b, c, d, e] = [
    [0, 8],
    [8, 12],
    [13, 16],
    [17, 20],
    [20, 32],
  ].map(([from, to]) => hex.slice(from, to));
  return `${a}-${b}-4${c}-8${d}-${e}`;
}

/** A copy to be damaged. */
export function copyOf(folder: string, to: string): string {
  cpSync(folder, to, { recursive: true });
  return to;
}

function printsOf(log: readonly Decision[]): string[] {
  const copy = new WorkshopCopy();
  const prints = [printOf(copy.state, copy.board)];
  for (const decision of log) {
    copy.apply(decision);
    prints.push(printOf(copy.state, copy.board));
  }
  return prints;
}

async function create(
  storage: Storage,
  workshopId: WorkshopId,
  owner: SeatId,
  random: Seeded,
): Promise<void> {
  const created = await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId,
      title: 'Prova',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: owner, name: 'Anna' },
      themes: [],
    },
    {
      storage,
      now: NOW,
      randomBytes: (count) => random.bytes(count),
      recoveryHash: idFrom(random.bytes(16)),
    },
  );
  if (!created.ok) throw new Error(created.refusal.kind);
}

/** One commit for each, so that the WAL can be torn between any two. Whoever leaves, leaves a snapshot. */
async function write(
  storage: Storage,
  ids: readonly WorkshopId[],
  owner: SeatId,
  needs: number,
  newId: <Id extends string>() => Id,
): Promise<{ leave(): Promise<void> }> {
  const log = openLog('silent');
  const bus = openLocalBus();
  const house = openHouse({ storage, bus, log, clock: () => NOW, random: () => 7 });
  for (const id of ids) {
    const workshop = await house.open(id);
    if (workshop === null) throw new Error('the workshop is not there');
    const does = async (order: Order): Promise<void> => {
      const performed = await workshop.perform(owner, {
        ...order,
        cmdId: newId<CommandId>(),
      });
      if (!performed.ok) throw new Error(performed.refusal.kind);
    };
    if (workshop.state.phase !== 'listen') {
      await does({ type: 'moveToPhase', phase: 'listen', afterS: 0 });
    }
    for (let n = 0; n < needs; n += 1) {
      await does({
        type: 'writeCard',
        cardId: newId<CardId>(),
        kind: 'need',
        text: `Serve un posto per il ${n} del mese, e ci va bene ogni ora.`,
        language: 'it',
        themeId: null,
        signed: false,
        writtenIn: 'listen',
      });
    }
  }
  return {
    async leave() {
      await house.close();
      await bus.close();
    },
  };
}

function textOf(count: number): readonly TextUpdate[] {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const updates: TextUpdate[] = [];
  doc.on('update', (bytes: Uint8Array) => {
    updates.push({ n: updates.length + 1, seatId: null, at: 1_000 + updates.length, bytes });
  });
  for (let n = 0; n < count; n += 1) doc.getText('body').insert(0, `Riga ${n}. `);
  return updates;
}

async function logOf(storage: Storage, id: WorkshopId): Promise<readonly Decision[]> {
  return storage.read(id, 0, 10_000);
}
