/** Inside the attacked server: what is still in memory, and a server that keeps everything there. */
import { createHook } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { Socket } from 'node:net';
import { queryObjects } from 'node:v8';
import { TextKeeper } from '@tavolo/server/texts/keeper';
import type { House } from '@tavolo/server/workshop/contract';
import { LiveWorkshop } from '@tavolo/server/workshop/live-workshop';
import * as Y from 'yjs';
import type { Left } from './words.ts';

const MEGABYTE = 1024 * 1024;
const LONGEST_MS = 2 ** 31 - 1;
/** As one who writes down what each connection was sent. */
const NOTES = 2_000;

/** Has to begin before anything that is to be counted. */
export function watchRemains(): { left(): Left } {
  const timers = new Set<number>();
  createHook({
    init: (id, type) => void (type === 'Timeout' && timers.add(id)),
    destroy: (id) => void timers.delete(id),
  }).enable();
  // Counting them leaves out what nothing holds any more.
  const count = (of: typeof LiveWorkshop | typeof TextKeeper | typeof Y.Doc | typeof Socket) =>
    queryObjects(of as new (...args: never[]) => unknown, { format: 'count' }) as number;
  return {
    left() {
      globalThis.gc?.();
      globalThis.gc?.();
      return {
        heapMB: process.memoryUsage().heapUsed / MEGABYTE,
        timers: timers.size,
        workshops: count(LiveWorkshop),
        texts: count(TextKeeper),
        documents: count(Y.Doc),
        sockets: count(Socket),
      };
    },
  };
}

/** What a server does that forgets to let go. */
export function hoard(house: House): void {
  const kept: unknown[] = [];
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { readonly socket: object };
    const timer = setTimeout(() => kept.push(socket), LONGEST_MS).unref();
    kept.push(socket, timer, new Array<number>(NOTES).fill(kept.length));
  });
  const { open } = house;
  Object.assign(house, {
    async open(id: Parameters<House['open']>[0]) {
      const workshop = await open(id);
      if (workshop !== null) kept.push(house.hold(workshop));
      return workshop;
    },
  });
}
