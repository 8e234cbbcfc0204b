/**
 * Announced moves take effect and rounds close at their time, also when the server was down at that moment:
 * due times are in the storage, and any node may ask. `decide` refuses the second who does.
 */
import { dueOrders, type WorkshopId } from '@tavolo/model';
import type { Logger } from 'pino';
import { BrokenLog } from '../storage/errors.ts';
import type { Storage } from '../storage/storage.ts';
import type { OpenWorkshop } from './contract.ts';

/** The longest sleep; Node's timers overflow at 24 days. */
const LONGEST_MS = 3_600_000;
/** Where other nodes announce, too, of workshops that are not in memory here. One look is one row of an index. */
const LONGEST_SHARED_MS = 1_000;
/** A node that has it in memory is first; the others come in for one that has died. */
const OTHERS_FIRST_MS = 500;
/** After a failure, and the least time between two looks. */
const RETRY_MS = 1_000;
const SOONEST_MS = 5;
/** Until a workshop that could not be opened or written is tried again. */
const BROKEN_RETRY_MS = 5_000;

interface DueMovesOptions {
  readonly storage: Storage;
  readonly log: Logger;
  readonly clock: () => number;
  readonly open: (id: WorkshopId) => Promise<OpenWorkshop | null>;
  /** Other nodes may announce, too. */
  readonly isShared: boolean;
  /** Whether it is in memory here. */
  readonly isPresent: (id: WorkshopId) => boolean;
}

export interface DueMoves {
  /** Something was announced or cancelled: look at the due times again. */
  look(): void;
  close(): Promise<void>;
}

export function startDueMoves(options: DueMovesOptions): DueMoves {
  const { storage, log, clock, open, isShared, isPresent } = options;
  const longest = isShared ? LONGEST_SHARED_MS : LONGEST_MS;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let closed = false;

  function look(): void {
    if (closed) return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    lookAgain = false;
    looking = settle()
      .catch((error: unknown) => {
        log.error({ err: error }, 'could not settle announced moves');
        return clock() + RETRY_MS;
      })
      .then((next) => {
        looking = null;
        if (lookAgain) look();
        else if (next !== null) sleepUntil(next);
        else if (isShared) sleepUntil(clock() + longest);
      });
  }

  /** Settles what is due; the time of the next one, or null. */
  async function settle(): Promise<number | null> {
    let next: number | null = null;
    let failed = false;
    for (const { workshopId, dueAt } of await storage.dueMoves(clock())) {
      const at = isShared && !isPresent(workshopId) ? dueAt + OTHERS_FIRST_MS : dueAt;
      if (at > clock()) next = next === null ? at : Math.min(next, at);
      else if (!(await complete(workshopId))) failed = true;
    }
    const again = clock() + BROKEN_RETRY_MS;
    return failed ? Math.min(next ?? again, again) : next;
  }

  /** False where it could not be asked: one broken workshop must not keep the others waiting. */
  async function complete(workshopId: WorkshopId): Promise<boolean> {
    try {
      const workshop = await open(workshopId);
      if (workshop === null) return true;
      for (const order of dueOrders(workshop.state, clock())) {
        const performed = await workshop.order(order);
        if (performed.ok || performed.refusal.kind === 'not-due') continue;
        const what = { workshop: workshopId, type: order.type, refusal: performed.refusal.kind };
        log.warn(what, 'what was due was refused');
      }
      return true;
    } catch (error) {
      // The house has said so; nothing changes while this program runs.
      if (error instanceof BrokenLog) return true;
      log.error({ workshop: workshopId, err: error }, 'could not do what was due');
      return false;
    }
  }

  function sleepUntil(time: number): void {
    if (closed) return;
    if (timer !== null) clearTimeout(timer);
    const delay = Math.min(Math.max(time - clock(), SOONEST_MS), longest);
    timer = setTimeout(look, delay);
    timer.unref();
  }

  async function close(): Promise<void> {
    closed = true;
    if (timer !== null) clearTimeout(timer);
    await looking;
  }

  return { look, close };
}
