/** Opens a new workshop: its first decision, its code and its owner's key, all or nothing. */
import {
  type AnyOrder,
  decide,
  isAskServer,
  isRefusal,
  type Refusal,
  SERVER,
  UNOPENED,
} from '@tavolo/model';
import { codeFrom } from '@tavolo/protocol';
import type { Storage } from '../storage/storage.ts';

/** 30^8 codes: even with a million workshops, two in a row being taken is a one-in-a-million event. */
const CODE_TRIES = 5;

export interface CreateOptions {
  readonly storage: Storage;
  readonly now: number;
  /** Cryptographic random bytes. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** SHA-256 of the owner's recovery key, hex. */
  readonly recoveryHash: string;
}

export type Created =
  | { readonly ok: true; readonly joinCode: string }
  | { readonly ok: false; readonly refusal: Refusal };

export async function createWorkshop(
  order: Extract<AnyOrder, { type: 'openWorkshop' }>,
  { storage, now, randomBytes, recoveryHash }: CreateOptions,
): Promise<Created> {
  const seed = new DataView(randomBytes(4).slice().buffer).getUint32(0);
  const events = decide(UNOPENED, SERVER, order, { now, seed });
  if (isAskServer(events)) throw new Error('opening a workshop needs no one else');
  if (isRefusal(events)) return { ok: false, refusal: events };

  for (let tries = 0; tries < CODE_TRIES; tries += 1) {
    const joinCode = codeFrom(randomBytes(32));
    if (joinCode === null) continue;
    const created = await storage.createWorkshop(
      {
        id: order.workshopId,
        joinCode,
        demonstration: order.demonstration,
        restore: 0,
        dueAt: null,
      },
      [{ seq: 1, seatId: null, cmdId: null, type: order.type, events, in: [], at: now }],
      recoveryHash,
    );
    if (created) return { ok: true, joinCode };
  }
  throw new Error('no free join code found');
}
