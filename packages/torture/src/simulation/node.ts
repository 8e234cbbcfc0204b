/** One node: the whole server as `app.ts` opens it, on a simulated disk, bus and network. */
import type { Server } from 'node:http';
import { type App, openApp } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { LIMITS } from '@tavolo/server/limits';
import { openLog } from '@tavolo/server/log';
import { openMetrics } from '@tavolo/server/metrics';
import { StorageUnavailable } from '@tavolo/server/storage/errors';
import type { Storage } from '@tavolo/server/storage/storage';
import type { OpenWorkshop } from '@tavolo/server/workshop/contract';
import type * as Y from 'yjs';
import type { Reference } from './reference.ts';
import type { SimulatedBus } from './world/bus.ts';
import type { SimulatedDisk } from './world/disk.ts';
import type { Reachable } from './world/network.ts';
import { type Owner, ownerNamed } from './world/owner.ts';
import type { ServerEnd } from './world/server-end.ts';
import type { VirtualTime } from './world/virtual-time.ts';

export const HOST = '127.0.0.1:3000';

const CONFIG = readConfig({ TAVOLO_DEMO: 'off', PORT: '3000' }, [], () => ({}));
/** One for all lives of all nodes: it watches the process, not the simulation. */
const METRICS = openMetrics();
const SILENT = openLog('silent');

export interface NodeOptions {
  readonly name: string;
  readonly time: VirtualTime;
  readonly disk: SimulatedDisk;
  readonly bus: SimulatedBus;
  readonly reference: Reference;
  /** The random number of every decision in this world. */
  readonly seed: number;
  /** How far its clock is off, ms; read anew each time. */
  readonly skewMs: () => number;
  /** A promise was found broken, in the middle of somebody's code. */
  readonly broken: (error: unknown) => void;
  /** For a control: something between the program and its store. */
  readonly between?: (storage: Storage) => Storage;
}

/** Filled once the disk has answered. */
export interface Asked<Answer> {
  readonly answer: Answer | null;
}

export class ServerNode implements Reachable {
  readonly owner: Owner;
  readonly #options: NodeOptions;
  readonly #boards = new Map<Y.Doc, { workshop: OpenWorkshop; changed: boolean }>();
  #server: Server | null = null;
  #app: App | null = null;
  /** Closing, or closed, of its own accord. */
  isClosing = false;
  isClosed = false;

  constructor(options: NodeOptions) {
    this.owner = ownerNamed(options.name);
    this.#options = options;
  }

  /** Opens it; it is up some turns later. */
  async start(): Promise<void> {
    await this.#options.time.enter(this.owner, () => {
      this.#open().catch((error: unknown) => {
        // Without its store it ends, and whoever runs it starts it again.
        if (error instanceof StorageUnavailable) this.isClosed = true;
        else this.#options.broken(error);
      });
    });
  }

  get isUp(): boolean {
    return this.#app !== null && !this.isClosing && !this.owner.gone;
  }

  /** As its doors ask for it; null while it is not up. */
  async ask<Answer>(question: (app: App) => Promise<Answer>): Promise<Asked<Answer>> {
    const asked: { answer: Answer | null } = { answer: null };
    const app = this.#app;
    if (app === null) return asked;
    await this.#options.time.enter(this.owner, () => {
      question(app).then(
        (answer) => {
          asked.answer = answer;
        },
        (error: unknown) => this.#options.broken(error),
      );
    });
    return asked;
  }

  accept(end: ServerEnd): void {
    if (this.#server === null || this.isClosed) end.destroy();
    else this.#server.emit('connection', end);
  }

  /** As a signal from the operating system would end it. */
  async stop(): Promise<void> {
    const app = this.#app;
    if (app === null || this.isClosing) return;
    this.isClosing = true;
    await this.#options.time.enter(this.owner, () => {
      void app.close().then(() => {
        this.isClosed = true;
      });
    });
  }

  /** P1, wherever a board may have changed since the last look. */
  look(): void {
    for (const seen of this.#boards.values()) {
      if (!seen.changed) continue;
      seen.changed = false;
      this.#check(seen.workshop);
    }
  }

  async #open(): Promise<void> {
    const { time, disk, bus, seed, skewMs, between = (store) => store } = this.#options;
    const app = await openApp(CONFIG, SILENT, {
      prepareFolder: async (folder) => folder,
      openStorage: async () => between(disk.open(this.owner)),
      openDatabase: async () => between(disk.open(this.owner)),
      openBus: () => bus.open(this.owner),
      listen: async (server, port) => {
        this.#server = server;
        return port;
      },
      openMetrics: () => METRICS,
      clock: () => time.now() + skewMs(),
      random: () => seed,
      limits: LIMITS,
    });
    this.#app = app;
    app.house.subscribe((workshop) => this.#watch(workshop));
  }

  #watch(workshop: OpenWorkshop): void {
    const { board } = workshop;
    if (!this.#boards.has(board)) {
      const seen = { workshop, changed: true };
      this.#boards.set(board, seen);
      // Also what no decision has brought.
      board.on('afterTransaction', () => {
        seen.changed = true;
      });
    }
    this.#check(workshop);
  }

  #check({ seq, board }: OpenWorkshop): void {
    try {
      this.#options.reference.checkBoard(seq, board, `the board of ${this.owner.name}`);
    } catch (error) {
      this.#options.broken(error);
    }
  }
}
