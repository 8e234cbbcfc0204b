/** Inside the attacked server: what it costs to be attacked. */
import { subscribe } from 'node:diagnostics_channel';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Figures } from './words.ts';

const LOOK_MS = 50;
const MEGABYTE = 1024 * 1024;

export interface Watch {
  figures(collect: boolean): Figures;
  stop(): void;
}

export function watchProcess(): Watch {
  const sockets = new Set<Socket>();
  subscribe('net.server.socket', (message) => {
    const { socket } = message as { readonly socket: Socket };
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let cpu = process.cpuUsage();
  let peak = 0;
  let backlog = 0;
  const look = () => {
    peak = Math.max(peak, highWater());
    for (const socket of sockets) backlog = Math.max(backlog, socket.writableLength);
  };
  const timer = setInterval(look, LOOK_MS);

  return {
    figures(collect) {
      look();
      const used = process.cpuUsage(cpu);
      const seen = {
        stallMs: delay.max / 1e6,
        workMs: (used.user + used.system) / 1_000,
        peakMB: peak / MEGABYTE,
        backlog,
        open: sockets.size,
      };
      if (collect) globalThis.gc?.();
      const memory = process.memoryUsage.rss();
      lowerHighWater();
      delay.reset();
      [peak, backlog] = [memory, 0];
      cpu = process.cpuUsage();
      return { ...seen, memoryMB: memory / MEGABYTE };
    },
    stop() {
      clearInterval(timer);
      delay.disable();
    },
  };
}

/**
 * The most memory that was resident (bytes): Linux keeps it, also for a stretch in which the
 * program was too busy to look. Elsewhere what it is now.
 */
function highWater(): number {
  if (process.platform !== 'linux') return process.memoryUsage.rss();
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return kilobytes === undefined ? process.memoryUsage.rss() : Number(kilobytes) * 1024;
}

/** Lets Linux begin anew: see `clear_refs` in proc(5). */
function lowerHighWater(): void {
  if (process.platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}
