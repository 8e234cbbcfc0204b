/**
 * The demonstration workshop: made once in an empty data folder, put back as it was on
 * request. Called by `app.ts` at every start, which prints the addresses.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { AnyOrder, ProposalId, SeatId, WorkshopId } from '@tavolo/model';
import { StorageMisuse } from '../storage/errors.ts';
import type { Storage } from '../storage/storage.ts';
import type { House, OpenWorkshop, Performed } from '../workshop/contract.ts';
import { createWorkshop } from '../workshop/create-workshop.ts';
import { readFixture } from './fixture.ts';
import { demonstrationContent, openingWords } from './mapping.ts';

/** How long another node may take to fill it; it takes a moment. */
const FILLING_MS = 5_000;
const FILLING_LOOKS = 50;

export interface DemonstrationOptions {
  readonly storage: Storage;
  readonly house: House;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The conductor's shown name, in the workshop's language. */
  readonly ownerName: string;
  /** The same on all nodes that start on one store, so that one of them makes it; never that of another installation. */
  readonly workshopId: WorkshopId;
  /** A fresh recovery key: the token for the link, and its hash for the store. */
  readonly newKey: () => { readonly token: string; readonly hash: string };
}

export interface Demonstration {
  readonly workshopId: WorkshopId;
  readonly joinCode: string;
  /** For `/r/<token>`. New at every start, since only its hash is kept and it is to be printed. */
  readonly recoveryToken: string;
}

export async function ensureDemonstration(options: DemonstrationOptions): Promise<Demonstration> {
  const { storage, house, newKey } = options;
  const key = newKey();
  const found = await storage.findDemonstration();
  const isMine = found === null && (await createEmpty(options, key.hash));
  const record = found ?? (await storage.findDemonstration());
  if (record !== null && !isMine) await storage.setRecovery(record.id, key.hash);
  const workshop = record === null ? null : await house.open(record.id);
  if (workshop === null) throw new Error('the demonstration was made and is not there');
  if (!isMine) await whenFilled(workshop);
  // Also after a start that was cut short between making and filling it.
  if (workshop.seq <= 1) orThrow(await resetDemonstration(workshop));
  return { workshopId: workshop.id, joinCode: workshop.joinCode, recoveryToken: key.token };
}

/** Puts the demonstration back as it was, its proposals with new texts; seats stay, at no table. Refused in any other workshop (rule W4). */
export function resetDemonstration(workshop: OpenWorkshop): Promise<Performed> {
  const content = demonstrationContent(readFixture(), () => randomUUID() as string as ProposalId);
  return workshop.order({ type: 'fillDemonstration', content });
}

/** The node that made it fills it next, unless it has died. */
async function whenFilled(workshop: OpenWorkshop): Promise<void> {
  for (let looks = 0; workshop.seq <= 1 && looks < FILLING_LOOKS; looks += 1) {
    await setTimeout(FILLING_MS / FILLING_LOOKS);
    await workshop.catchUp();
  }
}

/** False where another node that starts has been faster. */
async function createEmpty(options: DemonstrationOptions, recoveryHash: string): Promise<boolean> {
  const { storage, clock, ownerName, workshopId } = options;
  const order: Extract<AnyOrder, { type: 'openWorkshop' }> = {
    type: 'openWorkshop',
    workshopId,
    ...openingWords(readFixture()),
    review: 'off',
    demonstration: true,
    owner: { seatId: randomUUID() as string as SeatId, name: ownerName },
    themes: [],
  };
  const surroundings = {
    storage,
    now: clock(),
    randomBytes: (count: number) => randomBytes(count),
    recoveryHash,
  };
  try {
    const created = await createWorkshop(order, surroundings);
    if (!created.ok) throw new Error(`the demonstration was refused: ${created.refusal.kind}`);
    return true;
  } catch (error) {
    if (error instanceof StorageMisuse && error.kind === 'workshop exists') return false;
    throw error;
  }
}

function orThrow(performed: Performed): void {
  if (!performed.ok) throw new Error(`filling was refused: ${performed.refusal.kind}`);
}
