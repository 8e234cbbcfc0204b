/// <reference types="node" />
/**
 * The real server as a process of its own, from its sources, on an empty folder; and rooms
 * that speak to it through real sockets, each with the cookie of its own browser.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CreatedWorkshop } from '@tavolo/protocol';
import { WebSocket } from 'ws';
import type { Room, RoomState } from '../contract.ts';
import { openRoomElsewhere } from '../room-elsewhere.ts';

const MAIN = fileURLToPath(new URL('../../../../server/src/main.ts', import.meta.url));
const START_MS = 60_000;

export class RealServer {
  readonly origin: string;
  readonly #folder: string;
  #process: ChildProcess | null = null;

  private constructor(origin: string, folder: string) {
    this.origin = origin;
    this.#folder = folder;
  }

  static async start(): Promise<RealServer> {
    const origin = `http://127.0.0.1:${await freePort()}`;
    const folder = await mkdtemp(join(tmpdir(), 'tavolo-room-'));
    const server = new RealServer(origin, folder);
    await server.run();
    return server;
  }

  /** Also after `kill`, on the same address and folder. */
  async run(): Promise<void> {
    const started = spawn(process.execPath, ['--conditions=source', '--import', 'tsx', MAIN], {
      env: {
        PATH: process.env.PATH,
        PORT: new URL(this.origin).port,
        HOST: '127.0.0.1',
        TAVOLO_DATA_DIR: this.#folder,
        TAVOLO_DEMO: 'off',
        TAVOLO_LOG: 'silent',
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.#process = started;
    // A run of tests that is broken off must not leave a server behind.
    const end = () => started.kill('SIGKILL');
    process.once('exit', end);
    started.once('exit', () => process.off('exit', end));
    let said = '';
    started.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    await until(async () => {
      if (started.exitCode !== null) throw new Error(`the server ended: ${said}`);
      return fetch(`${this.origin}/healthz`).then(
        ({ ok }) => ok,
        () => false,
      );
    }, START_MS);
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = null;
    if (running === null || running.exitCode !== null) return;
    const gone = once(running, 'exit');
    running.kill('SIGKILL');
    await gone;
  }

  /** What a restore from a backup does to every workshop while the program stands still. */
  async restored(): Promise<void> {
    const file = join(this.#folder, 'tavolo.db');
    const raise = `const { DatabaseSync } = require('@photostructure/sqlite');
      const database = new DatabaseSync(process.argv[1]);
      database.exec('UPDATE workshop SET restore = restore + 1');
      database.close();`;
    await promisify(execFile)(process.execPath, ['-e', raise, file], { cwd: dirname(MAIN) });
  }

  async close(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** One browser: it keeps the cookie that the server gave it. */
export class Browser {
  readonly #origin: string;
  #cookie = '';

  constructor(server: RealServer) {
    this.#origin = server.origin;
  }

  get headers(): Record<string, string> {
    return { origin: this.#origin, cookie: this.#cookie };
  }

  async post<T>(path: string, body: unknown): Promise<T> {
    const response = await fetch(`${this.#origin}${path}`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie !== undefined) this.#cookie = cookie.split(';')[0] ?? '';
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  create(): Promise<CreatedWorkshop> {
    return this.post('/api/workshops', { title: 'Prova', language: 'it', template: 'blank' });
  }

  /** The class y-websocket dials with, which brings the cookie along as a browser does. */
  get Socket(): typeof globalThis.WebSocket {
    const { headers } = this;
    class Dialed extends WebSocket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols ?? [], { headers });
      }
    }
    // ws has all of the browser's class that y-websocket uses.
    return Dialed as unknown as typeof globalThis.WebSocket;
  }

  open(workshopId: string): Room {
    const { headers, Socket } = this;
    return openRoomElsewhere(workshopId, { origin: this.#origin, headers, Socket });
  }
}

/** Resolves once `holds` holds for a room; fails with what it last was. */
export function seen(room: Room, holds: (state: RoomState) => boolean, ms = 20_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!holds(room.get())) return;
      end();
      resolve();
    };
    const leave = room.subscribe(look);
    const timer = setTimeout(() => {
      end();
      const { opening, saving, refused } = room.get();
      reject(new Error(`not seen: ${JSON.stringify({ opening, saving, refused })}`));
    }, ms);
    const end = () => {
      clearTimeout(timer);
      leave();
    };
    look();
  });
}

export async function until(holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('it did not come to hold');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
