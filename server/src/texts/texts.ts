/**
 * The texts in memory: each is loaded once, however many ask, and leaves when nobody has
 * been there for a while and nothing is on its way to the disk. Opened by `app`.
 */
import { textNameOf } from '@tavolo/documents';
import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import { LIMITS } from '../limits.ts';
import type { Storage } from '../storage/storage.ts';
import type { Change, House, OpenWorkshop } from '../workshop/contract.ts';
import type { Texts } from './contract.ts';
import { ALL_GATE_RULES, type GateRule } from './gate.ts';
import { TextKeeper } from './keeper.ts';
import { subjectOf } from './subject.ts';
import { firstNotes, firstUpdate } from './template.ts';

export interface TextsOptions {
  readonly storage: Storage;
  readonly house: House;
  readonly bus: Bus;
  readonly log: Logger;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** How long a text stays in memory after the last writer has left. */
  readonly keepMs?: number;
  /** All of them; a test leaves one out to see that it is this one that holds. */
  readonly rules?: ReadonlySet<GateRule>;
}

interface Shelf {
  readonly workshop: OpenWorkshop;
  readonly keeper: Promise<TextKeeper>;
  readonly release: () => void;
  loaded: TextKeeper | null;
  holds: number;
  unload: NodeJS.Timeout | null;
}

export function openTexts(options: TextsOptions): Texts {
  const {
    storage,
    house,
    bus,
    log,
    clock,
    keepMs = LIMITS.keepMs,
    rules = ALL_GATE_RULES,
  } = options;
  const shelves = new Map<string, Shelf>();
  const underWay = new Set<Promise<unknown>>();
  let closed = false;

  const stops = [
    house.subscribe((workshop, change) => {
      if (change.before.phase === change.after.phase || closed) return;
      follow(keepPhaseVersions(workshop, change));
    }),
    bus.listen((message, from) => {
      if (message.is !== 'written' || from === bus.node || closed) return;
      const shelf = shelves.get(shelfKey({ id: message.workshopId }, message.document));
      if (shelf !== undefined) follow(shelf.keeper.then((keeper) => keeper.heard(message.n)));
    }),
    // Where nobody may have been told.
    house.whenWritten((workshop, name, n) => {
      const shelf = shelves.get(shelfKey(workshop, name));
      if (shelf !== undefined && !closed) follow(shelf.keeper.then((keeper) => keeper.heard(n)));
    }),
    house.whenLost((workshop) => {
      for (const [id, shelf] of shelves) {
        if (shelf.workshop !== workshop) continue;
        if (shelf.unload !== null) clearTimeout(shelf.unload);
        shelves.delete(id);
        shelf.release();
      }
    }),
  ];

  /** Owns a promise nobody waits for. */
  function follow(work: Promise<unknown>): void {
    const watched = work
      .catch((error: unknown) => log.error({ err: error }, 'a text could not be kept'))
      .finally(() => underWay.delete(watched));
    underWay.add(watched);
  }

  async function keepPhaseVersions(workshop: OpenWorkshop, change: Change): Promise<void> {
    for (const proposalId of change.before.proposals.keys()) {
      await (await open(workshop, textNameOf(proposalId)))?.keepPhaseVersion(change.before.phase);
    }
  }

  const shelfKey = (workshop: Pick<OpenWorkshop, 'id'>, name: string): string =>
    `${workshop.id} ${name}`;

  async function open(workshop: OpenWorkshop, name: string): Promise<TextKeeper | null> {
    if (closed) throw new Error('the texts are closed');
    if (subjectOf(workshop.state, name) === null) return null;
    const id = shelfKey(workshop, name);
    const present = shelves.get(id);
    if (present !== undefined) {
      keep(id, present);
      return present.keeper;
    }
    const about = { workshop: workshop.id, document: name };
    const shelf: Shelf = {
      workshop,
      keeper: TextKeeper.load({
        workshop,
        key: { workshopId: workshop.id, name },
        storage,
        saving: house.saving,
        clock,
        rules,
        first: () => {
          const subject = subjectOf(workshop.state, name);
          if (subject === null) throw new Error('what the text belongs to is gone');
          return subject.is === 'proposal'
            ? firstUpdate(workshop.state, subject.proposal)
            : firstNotes();
        },
        failed: (error) => log.error({ ...about, err: error }, 'a text failed'),
        aheadOfLog: ({ n }) =>
          log.warn({ ...about, n }, 'a snapshot of a text is ahead of its log and is not used'),
        written: (n) => bus.tell({ is: 'written', workshopId: workshop.id, document: name, n }),
        mended: (how) => log.warn({ ...about, how }, 'a text could not be shown'),
      }),
      // A text needs its workshop: who may write stands there.
      release: house.hold(workshop),
      loaded: null,
      holds: 0,
      unload: null,
    };
    shelves.set(id, shelf);
    try {
      shelf.loaded = await shelf.keeper;
    } catch (error) {
      shelves.delete(id);
      shelf.release();
      throw error;
    }
    keep(id, shelf);
    return shelf.loaded;
  }

  /** Starts the time after which an unused text leaves memory, anew. */
  function keep(id: string, shelf: Shelf): void {
    if (shelf.unload !== null) clearTimeout(shelf.unload);
    shelf.unload = null;
    if (shelf.holds > 0 || closed || shelves.get(id) !== shelf) return;
    shelf.unload = setTimeout(() => {
      const { loaded } = shelf;
      if (shelf.holds > 0) return;
      if (loaded?.idle !== true) {
        keep(id, shelf);
        return;
      }
      shelves.delete(id);
      shelf.release();
      follow(loaded.close());
    }, keepMs);
    shelf.unload.unref();
  }

  return {
    open,
    hold(text) {
      const id = shelfKey(text.workshop, text.name);
      const shelf = shelves.get(id);
      if (shelf === undefined || shelf.loaded !== text) {
        throw new Error('hold a text right after opening it');
      }
      shelf.holds += 1;
      keep(id, shelf);
      let held = true;
      return () => {
        if (!held) return;
        held = false;
        shelf.holds -= 1;
        keep(id, shelf);
      };
    },
    count: () => shelves.size,
    async close() {
      if (closed) return;
      closed = true;
      for (const stop of stops) stop();
      await Promise.all(underWay);
      for (const shelf of shelves.values()) {
        if (shelf.unload !== null) clearTimeout(shelf.unload);
        await shelf.loaded
          ?.close()
          .catch((error: unknown) => log.error({ err: error }, 'could not finish a text'));
        shelf.release();
      }
      shelves.clear();
    },
  };
}
