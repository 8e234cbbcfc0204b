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
import type { Storage } from '../storage/storage.ts';
import { freeCode } from './free-code.ts';

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

  const joinCode = await freeCode(
    (code) =>
      storage.createWorkshop(
        {
          id: order.workshopId,
          joinCode: code,
          demonstration: order.demonstration,
          restore: 0,
          dueAt: null,
        },
        [{ seq: 1, seatId: null, cmdId: null, type: order.type, events, in: [], at: now }],
        recoveryHash,
      ),
    randomBytes,
  );
  return { ok: true, joinCode };
}
