/**
 * All workshops of this node: loads each once, keeps it while somebody is connected, and
 * lets announced moves take effect when they are due.
 */
import { nextDueAt, type WorkshopId } from '@tavolo/model';
import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import { BrokenLog } from '../storage/errors.ts';
import type { Storage } from '../storage/storage.ts';
import type { Change, House, OpenWorkshop } from './contract.ts';
import { startDueMoves } from './due-moves.ts';
import { LiveWorkshop } from './live-workshop.ts';
import { type Saving, UNWATCHED } from './saving.ts';
import { openSnapshotShelf } from './snapshot-shelf.ts';

/** How long a workshop stays in memory after the last person has left. */
const KEEP_MS = 30_000;

export interface HouseOptions {
  readonly storage: Storage;
  readonly bus: Bus;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** 32 random bits. */
  readonly random: () => number;
  /** The watch over this storage, where there is one. */
  readonly saving?: Saving;
}

interface Room {
  readonly workshop: Promise<LiveWorkshop | null>;
  loaded: LiveWorkshop | null;
  holds: number;
  unload: NodeJS.Timeout | null;
}

export function openHouse(options: HouseOptions): House {
  const { storage, bus, log, clock, random, saving = UNWATCHED } = options;
  const rooms = new Map<WorkshopId, Room>();
  /** Out of memory, and their snapshots on the way to the disk. */
  const leaving = new Set<Promise<void>>();
  /** Commits of theirs failed; each waits once for the disk, however many fail meanwhile. */
  const doubted = new Set<LiveWorkshop>();
  let closed = false;

  const listeners = new Set<(workshop: OpenWorkshop, change: Change) => void>();
  const damages = new Map<WorkshopId, BrokenLog>();
  const house: House = {
    saving,
    get damaged() {
      return [...damages.keys()];
    },
    open,
    hold,
    subscribe,
    close,
  };
  const snapshots = openSnapshotShelf({ storage, log });
  const moves = startDueMoves({ storage, log, clock, open });

  const stopListening = bus.listen((message) => {
    if (message.is !== 'decided') return;
    const { workshopId, seq } = message;
    const loaded = rooms.get(workshopId)?.loaded;
    if (loaded === undefined || loaded === null || loaded.seq >= seq) return;
    loaded.catchUp().catch((error: unknown) => {
      log.error({ workshop: workshopId, err: error }, 'could not catch up with the log');
    });
  });

  async function load(id: WorkshopId): Promise<LiveWorkshop | null> {
    const record = await storage.findWorkshop(id);
    if (record === null) return null;
    const workshop = new LiveWorkshop(record, await snapshots.load(id), {
      storage,
      clock,
      random,
      committed: (changed) => bus.tell({ is: 'decided', workshopId: changed.id, seq: changed.seq }),
      rested: snapshots.rested,
      listenerFailed: (error) => log.error({ workshop: id, err: error }, 'a listener failed'),
      unsure: (unsure) => void settle(unsure),
    });
    await workshop.catchUp();
    let announced = nextDueAt(workshop.state);
    workshop.subscribe((change) => {
      for (const listener of listeners) listener(workshop, change);
      const at = nextDueAt(change.after);
      if (at !== announced) moves.look();
      announced = at;
    });
    return workshop;
  }

  /** A commit that was not acknowledged may be on the disk all the same: then it is shown as soon as it can be read. */
  async function settle(workshop: LiveWorkshop): Promise<void> {
    if (doubted.has(workshop)) return;
    doubted.add(workshop);
    await saving.whenWell();
    doubted.delete(workshop);
    if (closed) return;
    try {
      await workshop.catchUp();
    } catch (error) {
      log.error({ workshop: workshop.id, err: error }, 'could not read what a failed commit left');
    }
  }

  function open(id: WorkshopId): Promise<OpenWorkshop | null> {
    if (closed) return Promise.reject(new Error('the house is closed'));
    const present = rooms.get(id);
    if (present !== undefined) {
      keep(id, present);
      return present.workshop;
    }
    const damage = damages.get(id);
    if (damage !== undefined) return Promise.reject(damage);
    const room: Room = { workshop: load(id), loaded: null, holds: 0, unload: null };
    rooms.set(id, room);
    room.workshop.then(
      (workshop) => {
        room.loaded = workshop;
        // Unknown ids must not fill the memory.
        if (workshop === null) rooms.delete(id);
        else keep(id, room);
      },
      (error: unknown) => {
        rooms.delete(id);
        if (error instanceof BrokenLog) noteDamage(error);
      },
    );
    return room.workshop;
  }

  /** Read once: it stays so until somebody has recovered it, for which this program has to end. */
  function noteDamage(error: BrokenLog): void {
    const { workshopId, seq, reason } = error;
    damages.set(workshopId, error);
    log.error({ workshop: workshopId, seq, reason }, 'the log of a workshop is broken');
  }

  /** Starts the time after which an unused workshop leaves memory, anew. */
  function keep(id: WorkshopId, room: Room): void {
    if (room.unload !== null) clearTimeout(room.unload);
    room.unload = null;
    if (room.holds > 0 || closed) return;
    room.unload = setTimeout(() => {
      if (room.holds > 0) return;
      const { loaded } = room;
      if (loaded?.idle !== true) {
        keep(id, room);
        return;
      }
      rooms.delete(id);
      const left = snapshots.left(loaded).finally(() => leaving.delete(left));
      leaving.add(left);
    }, KEEP_MS);
    room.unload.unref();
  }

  function hold(workshop: OpenWorkshop): () => void {
    const room = rooms.get(workshop.id);
    if (room === undefined || room.loaded !== workshop) {
      throw new Error('hold a workshop right after opening it');
    }
    room.holds += 1;
    keep(workshop.id, room);
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      room.holds -= 1;
      keep(workshop.id, room);
    };
  }

  function subscribe(listener: (workshop: OpenWorkshop, change: Change) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    stopListening();
    await moves.close();
    for (const room of rooms.values()) {
      if (room.unload !== null) clearTimeout(room.unload);
      try {
        // Whatever is in the queue is on the disk before the storage is closed.
        const workshop = await room.workshop;
        await workshop?.finish();
        if (workshop !== null) await snapshots.left(workshop);
      } catch (error) {
        log.error({ err: error }, 'could not finish a workshop');
      }
    }
    rooms.clear();
    await Promise.all(leaving);
  }

  moves.look();
  return house;
}
