/** A workshop at its tables with one proposal, on a store in memory that can be told to fail or to lie. */
import { randomBytes } from 'node:crypto';
import {
  type ClusterId,
  type CommandId,
  type Order,
  type ProposalId,
  type SeatId,
  type TableId,
  uuidFrom,
  type WorkshopId,
} from '@tavolo/model';
import { openLocalBus } from '@tavolo/server/bus/local';
import { openLog } from '@tavolo/server/log';
import { StorageUnavailable } from '@tavolo/server/storage/errors';
import { openMemoryStorage } from '@tavolo/server/storage/memory/memory-storage';
import type { Storage } from '@tavolo/server/storage/storage';
import type { Texts } from '@tavolo/server/texts/contract';
import { openTexts } from '@tavolo/server/texts/texts';
import type { OpenWorkshop, Performed } from '@tavolo/server/workshop/contract';
import { createWorkshop } from '@tavolo/server/workshop/create-workshop';
import { openHouse } from '@tavolo/server/workshop/house';
import { seeded } from '../seeded.ts';

export interface Disk {
  /** The next commit of a text fails. */
  fails: boolean;
  /** Commits of a text are said to be kept and are not. */
  lies: boolean;
}

export interface Table {
  readonly workshop: OpenWorkshop;
  readonly proposalId: ProposalId;
  /** Those who sit at the table. */
  readonly seats: readonly SeatId[];
  openTexts(): Texts;
  close(): Promise<void>;
}

const LOG = openLog('silent');

export async function openTable(seed: number, people: number, disk: Disk): Promise<Table> {
  const random = seeded(seed).fork('table');
  const id = <Id extends string>() => uuidFrom(random.bytes(16)) as Id;
  const storage = failing(openMemoryStorage(), disk);
  const bus = openLocalBus();
  const clock = Date.now;
  const house = openHouse({ storage, bus, log: LOG, clock, random: () => seed });
  const [workshopId, owner] = [id<WorkshopId>(), id<SeatId>()];
  await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId,
      title: 'Prova',
      language: 'it',
      challenge: '',
      audience: 'open',
      review: 'off',
      demonstration: false,
      owner: { seatId: owner, name: 'Anna' },
      themes: [],
    },
    { storage, now: clock(), randomBytes: (count) => randomBytes(count), recoveryHash: 'none' },
  );
  const workshop = await house.open(workshopId);
  if (workshop === null) throw new Error('the workshop was made and is not there');
  const seats = Array.from({ length: people }, () => id<SeatId>());
  const [tableId, proposalId, clusterId] = [id<TableId>(), id<ProposalId>(), id<ClusterId>()];
  const does = async (order: Order) =>
    accepted(await workshop.perform(owner, { ...order, cmdId: id<CommandId>() }));
  await does({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  const cluster = { clusterId, themeId: null, name: 'Il giovedì', question: '', x: 0, y: 0 };
  await does({ type: 'createCluster', ...cluster });
  await does({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
  await does({ type: 'createTable', tableId, name: 'Tavolo 1' });
  for (const seatId of seats) {
    const about = { role: 'participant', name: '', kind: null, organisation: null } as const;
    accepted(await workshop.order({ type: 'takeSeat', seatId, language: 'it', ...about }));
    await does({ type: 'assignTable', seatId, tableId });
  }
  const proposal = { proposalId, tableId, clusterIds: [clusterId], title: 'Una panchina' };
  await does({ type: 'createProposal', ...proposal });
  return {
    workshop,
    proposalId,
    seats,
    openTexts: () => openTexts({ storage, house, bus, log: LOG, clock }),
    async close() {
      await house.close();
      await bus.close();
      await storage.close();
    },
  };
}

function failing(storage: Storage, disk: Disk): Storage {
  let hasLied = false;
  return {
    ...storage,
    async saveTextSnapshot(...args) {
      // Of what is not there it can keep no snapshot either.
      if (!hasLied) await storage.saveTextSnapshot(...args);
    },
    async appendText(...args) {
      if (disk.fails) {
        disk.fails = false;
        throw new StorageUnavailable('for once');
      }
      hasLied ||= disk.lies;
      return disk.lies ? { ok: true } : storage.appendText(...args);
    },
  };
}

function accepted(performed: Performed): void {
  if (!performed.ok) throw new Error(`refused: ${performed.refusal.kind}`);
}
