/**
 * The demonstration workshop: made once in an empty data folder, put back as it was on
 * request. Called by `app.ts` at every start, which prints the addresses.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type { AnyOrder, ProposalId, SeatId, WorkshopId } from '@tavolo/model';
import type { Storage } from '../storage/storage.ts';
import type { House, OpenWorkshop, Performed } from '../workshop/contract.ts';
import { createWorkshop } from '../workshop/create-workshop.ts';
import { readFixture } from './fixture.ts';
import { demonstrationContent, openingWords } from './mapping.ts';

export interface DemonstrationOptions {
  readonly storage: Storage;
  readonly house: House;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The conductor's shown name, in the workshop's language. */
  readonly ownerName: string;
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
  if (found === null) await createEmpty(options, key.hash);
  else await storage.setRecovery(found.id, key.hash);

  const record = found ?? (await storage.findDemonstration());
  const workshop = record === null ? null : await house.open(record.id);
  if (workshop === null) throw new Error('the demonstration was made and is not there');
  // Also after a start that was cut short between making and filling it.
  if (workshop.seq <= 1) orThrow(await resetDemonstration(workshop));
  return { workshopId: workshop.id, joinCode: workshop.joinCode, recoveryToken: key.token };
}

/** Puts the demonstration back as it was, its proposals with new texts; seats stay, at no table. Refused in any other workshop (rule W4). */
export function resetDemonstration(workshop: OpenWorkshop): Promise<Performed> {
  const content = demonstrationContent(readFixture(), () => randomUUID() as string as ProposalId);
  return workshop.order({ type: 'fillDemonstration', content });
}

async function createEmpty(options: DemonstrationOptions, recoveryHash: string): Promise<void> {
  const { storage, clock, ownerName } = options;
  const order: Extract<AnyOrder, { type: 'openWorkshop' }> = {
    type: 'openWorkshop',
    // Random, not named after the fixture: two installations must not share an id.
    workshopId: randomUUID() as string as WorkshopId,
    ...openingWords(readFixture()),
    review: 'off',
    demonstration: true,
    owner: { seatId: randomUUID() as string as SeatId, name: ownerName },
    themes: [],
  };
  const created = await createWorkshop(order, {
    storage,
    now: clock(),
    randomBytes: (count) => randomBytes(count),
    recoveryHash,
  });
  if (!created.ok) throw new Error(`the demonstration was refused: ${created.refusal.kind}`);
}

function orThrow(performed: Performed): void {
  if (!performed.ok) throw new Error(`filling was refused: ${performed.refusal.kind}`);
}
