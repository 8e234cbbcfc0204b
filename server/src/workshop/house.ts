/**
 * All workshops of this node: loads each once, keeps it while somebody is connected, and
 * lets announced moves take effect when they are due.
 */
import { nextDueAt, type WorkshopId } from '@tavolo/model';
import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import { LIMITS } from '../limits.ts';
import { BrokenLog } from '../storage/errors.ts';
import type { WorkshopHead } from '../storage/heads.ts';
import type { Storage } from '../storage/storage.ts';
import type { Change, House, OpenWorkshop, WrittenListener } from './contract.ts';
import { startDueMoves } from './due-moves.ts';
import { LiveWorkshop } from './live-workshop.ts';
import { type Saving, UNWATCHED } from './saving.ts';
import { openSnapshotShelf } from './snapshot-shelf.ts';
import { startWatch } from './watch.ts';

export interface HouseOptions {
  readonly storage: Storage;
  readonly bus: Bus;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** 32 random bits. */
  readonly random: () => number;
  /** How long a workshop stays in memory after the last person has left. */
  readonly keepMs?: number;
  /** The watch over this storage, where there is one. */
  readonly saving?: Saving;
}

interface Room {
  readonly workshop: Promise<LiveWorkshop | null>;
  loaded: LiveWorkshop | null;
  holds: number;
  unload: NodeJS.Timeout | null;
  /** Ends hearing what other nodes say of it. */
  readonly stop: () => void;
}

export function openHouse(options: HouseOptions): House {
  const { storage, bus, log, clock, random, saving = UNWATCHED, keepMs = LIMITS.keepMs } = options;
  const rooms = new Map<WorkshopId, Room>();
  /** Out of memory, and their snapshots on the way to the disk. */
  const leaving = new Set<Promise<void>>();
  /** Commits of theirs failed; each waits once for the disk, however many fail meanwhile. */
  const doubted = new Set<LiveWorkshop>();
  let closed = false;

  const listeners = new Set<(workshop: OpenWorkshop, change: Change) => void>();
  const lostListeners = new Set<(workshop: OpenWorkshop) => void>();
  const damages = new Map<WorkshopId, BrokenLog>();
  const house: House = {
    saving,
    get damaged() {
      return [...damages.keys()];
    },
    open,
    hold,
    subscribe,
    whenLost,
    whenWritten,
    close,
  };
  const snapshots = openSnapshotShelf({ storage, log });
  const moves = startDueMoves({
    storage,
    log,
    clock,
    open,
    isShared: bus.isShared,
    isPresent: (id) => rooms.has(id),
  });
  const watch = startWatch({ bus, storage, log, present: () => [...rooms.keys()], looking });
  const writtenListeners = new Set<WrittenListener>();

  const stopListening = bus.listen((message, from) => {
    if (message.is === 'decided') {
      const loaded = rooms.get(message.workshopId)?.loaded;
      if (loaded !== undefined && loaded !== null) reach(loaded, message.seq);
    } else if (message.is === 'renewed' && from !== bus.node && rooms.has(message.workshopId)) {
      void watch.look([message.workshopId]);
    }
    if (message.is === 'voted' && from !== bus.node) {
      rooms.get(message.workshopId)?.loaded?.ballots.heard(message.seatId);
    }
  });

  function reach(loaded: LiveWorkshop, seq: number): void {
    if (loaded.seq >= seq) return;
    loaded.catchUp().catch((error: unknown) => {
      // Whoever lets it go has told why.
      if (rooms.get(loaded.id)?.loaded !== loaded) return;
      log.error({ workshop: loaded.id, err: error }, 'could not catch up with the log');
    });
  }

  /** What the store says is later than the call: of this node's own doing it may only say more. */
  function looking(): (head: WorkshopHead) => void {
    const before = new Map(
      [...rooms.values()].flatMap(({ loaded }) =>
        loaded === null ? [] : [[loaded, { seq: loaded.seq, joinCode: loaded.joinCode }]],
      ),
    );
    return (head) => {
      const loaded = rooms.get(head.id)?.loaded;
      const known = loaded === null || loaded === undefined ? undefined : before.get(loaded);
      if (loaded === null || loaded === undefined || known === undefined) return;
      if (loaded.restore !== head.restore || head.seq < known.seq) {
        letGo(loaded);
        return;
      }
      if (loaded.joinCode === known.joinCode) loaded.codeIs(head.joinCode);
      reach(loaded, head.seq);
      for (const { name, n } of head.texts) {
        for (const listener of writtenListeners) listener(loaded, name, n);
      }
    };
  }

  /** Its past was changed under this program (a backup came back): it is read anew, and so are its people's copies. */
  function letGo(workshop: LiveWorkshop): void {
    const room = rooms.get(workshop.id);
    if (room?.loaded !== workshop) return;
    log.warn({ workshop: workshop.id }, 'the past of a workshop has changed: it is read anew');
    if (room.unload !== null) clearTimeout(room.unload);
    rooms.delete(workshop.id);
    room.stop();
    workshop.end();
    for (const listener of [...lostListeners]) listener(workshop);
  }

  async function load(id: WorkshopId, following: Promise<void>): Promise<LiveWorkshop | null> {
    // Heard first, read then: what is decided in between is heard.
    await following;
    const record = await storage.findWorkshop(id);
    if (record === null) return null;
    const workshop = new LiveWorkshop(record, await snapshots.load(id), {
      storage,
      clock,
      random,
      isShared: bus.isShared,
      committed: (changed) => bus.tell({ is: 'decided', workshopId: changed.id, seq: changed.seq }),
      renewed: (changed) => bus.tell({ is: 'renewed', workshopId: changed.id }),
      voted: (changed, seatId) => bus.tell({ is: 'voted', workshopId: changed.id, seatId }),
      rested: snapshots.rested,
      listenerFailed: (error) => log.error({ workshop: id, err: error }, 'a listener failed'),
      unsure: (unsure) => void settle(unsure),
      rolledBack: letGo,
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
    const { ready, stop } = bus.follow(id);
    const room: Room = { workshop: load(id, ready), loaded: null, holds: 0, unload: null, stop };
    rooms.set(id, room);
    room.workshop.then(
      (workshop) => {
        room.loaded = workshop;
        // Unknown ids must not fill the memory.
        if (workshop !== null) {
          keep(id, room);
          return;
        }
        rooms.delete(id);
        stop();
      },
      (error: unknown) => {
        rooms.delete(id);
        stop();
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
    // One that was let go is nobody's any more.
    if (room.holds > 0 || closed || rooms.get(id) !== room) return;
    room.unload = setTimeout(() => {
      if (room.holds > 0) return;
      const { loaded } = room;
      if (loaded?.idle !== true) {
        keep(id, room);
        return;
      }
      rooms.delete(id);
      room.stop();
      const left = snapshots.left(loaded).finally(() => leaving.delete(left));
      leaving.add(left);
    }, keepMs);
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

  function whenLost(listener: (workshop: OpenWorkshop) => void): () => void {
    lostListeners.add(listener);
    return () => lostListeners.delete(listener);
  }

  function whenWritten(listener: WrittenListener): () => void {
    writtenListeners.add(listener);
    return () => writtenListeners.delete(listener);
  }

  async function close(): Promise<void> {
    if (closed) return;
    closed = true;
    stopListening();
    await watch.close();
    await moves.close();
    for (const room of rooms.values()) {
      room.stop();
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
