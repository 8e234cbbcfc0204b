/**
 * A few numbers about the whole service; never one about a person or a workshop. Opened by
 * `app.ts`; every door counts here what it was asked for and what it turned away.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RequestHandler } from 'express';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Door = 'http' | 'live' | 'board' | 'text' | 'sync';

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  /** Counts every answer. */
  readonly requests: RequestHandler;
  commanded(door: 'http' | 'live', type: string, accepted: boolean): void;
  /** Frames, commands and sockets that went no further than the door; `reason` is one of ours, few and fixed. */
  turnedAway(door: Door, reason: string): void;
  /** Whether the disk takes what people write. */
  saves(saves: boolean): void;
  /** Whether other nodes are heard; never told where there is one alone. */
  hearsOthers(isWell: boolean): void;
  /** A message between nodes was dropped. */
  notPassedOn(why: 'strange' | 'unsent'): void;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const requests = new Histogram({
    name: 'tavolo_http_request_seconds',
    help: 'Time to answer, by group of routes and class of status.',
    labelNames: ['group', 'status'] as const,
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers,
  });
  const commands = new Counter({
    name: 'tavolo_commands_total',
    help: 'Commands decided, by the door they came through.',
    labelNames: ['door', 'type', 'outcome'] as const,
    registers,
  });
  const away = new Counter({
    name: 'tavolo_turned_away_total',
    help: 'Frames, commands and sockets refused at the door.',
    labelNames: ['door', 'reason'] as const,
    registers,
  });
  const saving = new Gauge({
    name: 'tavolo_saving',
    help: '1 while the disk takes what people write, 0 while workshops are read-only.',
    registers,
  });
  saving.set(1);
  const bus = new Gauge({
    name: 'tavolo_redis',
    help: '1 while this node hears the others over Redis, 0 while it looks in the database; 1 where it is alone.',
    registers,
  });
  bus.set(1);
  const notPassedOn = new Counter({
    name: 'tavolo_node_messages_dropped_total',
    help: 'Messages between nodes that were dropped: unsent while Redis is away or behind, strange where they are none of ours.',
    labelNames: ['why'] as const,
    registers,
  });
  new Gauge({
    name: 'tavolo_memory_bytes',
    help: 'Resident memory of the process.',
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  const delay = monitorEventLoopDelay({ resolution: 20 });
  delay.enable();
  new Gauge({
    name: 'tavolo_loop_delay_seconds',
    help: 'Longest wait of the event loop since the last reading.',
    registers,
    collect() {
      this.set(delay.max / 1e9);
      delay.reset();
    },
  });

  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    requests(req, res, next) {
      // Routers shorten the path on its way; here it is whole.
      const end = requests.startTimer({ group: groupOf(req.path) });
      res.once('close', () => {
        end({ status: `${Math.floor(res.statusCode / 100)}xx` });
      });
      next();
    },
    commanded(door, type, accepted) {
      commands.inc({ door, type, outcome: accepted ? 'accepted' : 'refused' });
    },
    turnedAway(door, reason) {
      away.inc({ door, reason });
    },
    saves(saves) {
      saving.set(saves ? 1 : 0);
    },
    hearsOthers(isWell) {
      bus.set(isWell ? 1 : 0);
    },
    notPassedOn(why) {
      notPassedOn.inc({ why });
    },
  };
}

/** Few and fixed: whatever a stranger types must not become a label. */
function groupOf(path: string): string {
  if (path.startsWith('/api/')) return 'api';
  if (path.startsWith('/assets/')) return 'assets';
  return /^\/[jr](\/|$)/.test(path) ? 'join' : 'pages';
}
