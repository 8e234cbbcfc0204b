/**
 * A workshop of 5,000 cards, each placed twice, that nobody had in memory: how long until it
 * is there, read from its whole log, and from its snapshot with the rest of the log. On the
 * real store; no browser and no network.
 */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CardId,
  type ClusterId,
  type CommandId,
  type Order,
  SERVER,
  type SeatId,
  type WorkshopId,
} from '@tavolo/model';
import { openLocalBus } from '@tavolo/server/bus/local';
import { openLog } from '@tavolo/server/log';
import { dropSnapshots } from '@tavolo/server/storage/snapshots';
import { openSqliteStorage } from '@tavolo/server/storage/sqlite/open-sqlite';
import type { Storage } from '@tavolo/server/storage/storage';
import type { OpenWorkshop } from '@tavolo/server/workshop/contract';
import { createWorkshop } from '@tavolo/server/workshop/create-workshop';
import { openHouse } from '@tavolo/server/workshop/house';
import type { Scenario } from './scenario.ts';

const CARDS = 5_000;
const SEATS = 50;
const CLUSTERS = 40;
/** Decisions after the snapshot: people went on a little. */
const TAIL = 100;
const EVERYTHING = Number.MAX_SAFE_INTEGER;

export const open: Scenario = {
  name: 'open',
  measures: [
    { key: 'log', name: 'opened from its whole log', unit: 'ms', goal: null },
    { key: 'snapshot', name: 'opened from its snapshot', unit: 'ms', goal: null },
    { key: 'ratio', name: 'the log takes so many times as long', unit: 'times', goal: null },
    { key: 'decisions', name: 'decisions in the log', unit: 'decisions', goal: null },
  ],
  run,
};

async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'tavolo-open-'));
  const storage = await openSqliteStorage(folder);
  try {
    const id = randomUUID() as string as WorkshopId;
    const decisions = await fill(storage, id);
    const snapshot = await timeToOpen(storage, id, decisions);
    await dropSnapshots(storage, id, 0, EVERYTHING);
    const log = await timeToOpen(storage, id, decisions);
    return { log, snapshot, ratio: log / snapshot, decisions };
  } finally {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function house(storage: Storage) {
  const log = openLog('error');
  return openHouse({ storage, bus: openLocalBus(), log, clock: Date.now, random: () => 7 });
}

async function timeToOpen(storage: Storage, id: WorkshopId, decisions: number): Promise<number> {
  const opening = house(storage);
  const from = performance.now();
  const workshop = await opening.open(id);
  const took = performance.now() - from;
  if (workshop?.seq !== decisions) throw new Error('it did not come back whole');
  await opening.close();
  return took;
}

/** Returns the number of the last decision; the snapshot stands `TAIL` before it. */
async function fill(storage: Storage, id: WorkshopId): Promise<number> {
  const owner = randomUUID() as string as SeatId;
  const created = await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId: id,
      title: 'Prendersi cura',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: owner, name: 'Ada' },
      themes: [],
    },
    {
      storage,
      now: Date.now(),
      randomBytes: (count) => crypto.getRandomValues(new Uint8Array(count)),
      recoveryHash: randomUUID(),
    },
  );
  if (!created.ok) throw new Error(created.refusal.kind);
  const first = house(storage);
  const workshop = await opened(first, id);
  const seats = await seated(workshop);
  await does(workshop, owner, [{ type: 'moveToPhase', phase: 'listen', afterS: 0 }]);
  const cards = Array.from({ length: CARDS }, () => randomUUID() as string as CardId);
  const writing = cards.map((cardId, n): readonly [SeatId, Order] => [
    seats[n % SEATS] ?? owner,
    {
      type: 'writeCard',
      cardId,
      kind: 'need',
      text: `Mi servirebbe qualcuno che accompagni mia madre alle visite del mattino, almeno il ${n}.`,
      language: 'it',
      themeId: null,
      signed: false,
      writtenIn: 'listen',
    },
  ]);
  await Promise.all(writing.map(([seat, order]) => does(workshop, seat, [order])));
  const clusters = Array.from({ length: CLUSTERS }, () => randomUUID() as string as ClusterId);
  await does(workshop, owner, [
    { type: 'moveToPhase', phase: 'cluster', afterS: 0 },
    ...clusters.map(
      (clusterId, n): Order => ({
        ...{ type: 'createCluster', clusterId, themeId: null, name: `Gruppo ${n}`, question: '' },
        ...{ x: (n % 8) * 900, y: Math.floor(n / 8) * 900 },
      }),
    ),
  ]);
  for (const shift of [0, 7]) {
    await does(
      workshop,
      owner,
      cards.map((cardId, n): Order => {
        const clusterId = clusters[(n + shift) % CLUSTERS] ?? null;
        return { type: 'placeCard', cardId, clusterId, after: null };
      }),
    );
  }
  // Leaving makes the snapshot; what follows is too little for another one.
  await first.close();
  const second = house(storage);
  const again = await opened(second, id);
  for (let n = 0; n < TAIL; n += 1) {
    const cardId = cards[n] as CardId;
    await does(again, owner, [{ type: 'placeCard', cardId, clusterId: null, after: null }]);
  }
  const { seq } = again;
  const [head] = await storage.snapshotHeads(id);
  if (head === undefined || head.seq > seq - TAIL) throw new Error('no snapshot before the tail');
  // Not closed: its leaving would make the snapshot of now.
  return seq;
}

async function opened(from: ReturnType<typeof house>, id: WorkshopId): Promise<OpenWorkshop> {
  const workshop = await from.open(id);
  if (workshop === null) throw new Error('the workshop is not there');
  return workshop;
}

async function seated(workshop: OpenWorkshop): Promise<readonly SeatId[]> {
  const seats = Array.from({ length: SEATS }, () => randomUUID() as string as SeatId);
  for (const seatId of seats) {
    const seat = { seatId, role: 'participant', name: '', kind: null } as const;
    const order = { type: 'takeSeat', ...seat, organisation: null, language: 'it' } as const;
    await workshop.order(order, SERVER);
  }
  return seats;
}

async function does(workshop: OpenWorkshop, seat: SeatId, orders: readonly Order[]): Promise<void> {
  const all = orders.map((order) => {
    const cmdId = randomUUID() as string as CommandId;
    return workshop.perform(seat, { ...order, cmdId });
  });
  for (const performed of await Promise.all(all)) {
    if (!performed.ok) throw new Error(performed.refusal.kind);
  }
}
