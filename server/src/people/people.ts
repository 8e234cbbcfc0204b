/** Everybody at the door: opened once by `app`, used by `http`; `live` and `sync` need the doorkeeper alone. */
import type { Storage } from '../storage/storage.ts';
import type { House } from '../workshop/contract.ts';
import type { Doorkeeper } from './contract.ts';
import { type Creating, openCreating } from './creating.ts';
import { openDoorkeeper } from './doorkeeper.ts';
import { type Joining, openJoining } from './joining.ts';
import { openNewcomers } from './newcomers.ts';
import type { Limiters } from './open-limiters.ts';
import { openRecovery, type Recovery } from './recovery.ts';
import { keyFor, openSeal, type Seal } from './secrets.ts';
import { openSessions, type Sessions } from './sessions.ts';
import { openWrongCodes } from './wrong-codes.ts';

export interface PeopleOptions {
  readonly storage: Storage;
  readonly house: House;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The one origin people come by; null: whatever address reaches this machine. */
  readonly publicUrl: string | null;
  readonly secure: boolean;
  readonly sessionDays: number;
  /** As kept by the storage: what one node signs, another knows again. */
  readonly key: Uint8Array;
  readonly limiters: Limiters;
  /** What creating a workshop takes; null where anyone may. */
  readonly operatorCode: string | null;
}

export interface People {
  readonly doorkeeper: Doorkeeper;
  readonly sessions: Sessions;
  readonly joining: Joining;
  readonly recovery: Recovery;
  readonly creating: Creating;
  readonly seal: Seal;
}

export function openPeople(options: PeopleOptions): People {
  const { storage, house, clock, limiters } = options;
  const sessions = openSessions(
    storage,
    { secure: options.secure, days: options.sessionDays },
    clock,
    keyFor('successors of tokens', options.key),
  );
  const publicUrl = options.publicUrl === null ? null : new URL(options.publicUrl);
  const wrongCodes = openWrongCodes(limiters);
  const newcomers = openNewcomers(clock, limiters);
  return {
    doorkeeper: openDoorkeeper(sessions, publicUrl),
    sessions,
    joining: openJoining({ storage, house, sessions, wrongCodes, newcomers }),
    recovery: openRecovery(storage, house, sessions, wrongCodes),
    creating: openCreating(
      storage,
      house,
      sessions,
      wrongCodes,
      options.operatorCode,
      clock,
      limiters,
    ),
    seal: openSeal(clock, keyFor('forms', options.key)),
  };
}
