/**
 * The doorbell of many nodes: Redis carries what one says to the others. A channel for each
 * workshop, joined by the nodes that have it in memory, and one for the whole installation.
 */
import { randomUUID } from 'node:crypto';
import type { WorkshopId } from '@tavolo/model';
import type { Bus, BusStatus, Message } from '../bus.ts';
import { openListeners } from '../listeners.ts';
import { readAddress } from './address.ts';
import { openConnection } from './connection.ts';
import { type Dial, dialRedis } from './line.ts';
import { LONGEST, readMessage, writeMessage } from './wire.ts';

export interface RedisBusOptions {
  /** As in REDIS_URL. */
  readonly url: string;
  /** Two installations may share one Redis: channels carry this name. */
  readonly installation: string;
  /** Told what a listener threw. */
  readonly failed?: (error: unknown) => void;
  /** A message went no further: `strange` was none of ours, `unsent` found no line, or one too far behind. */
  readonly dropped?: (why: 'strange' | 'unsent') => void;
  /** Told why Redis cannot be used, each time it is lost. */
  readonly lost?: (error: Error) => void;
  readonly dial?: Dial;
}

export function openRedisBus(options: RedisBusOptions): Bus {
  const { url, installation, failed, dropped, lost } = options;
  const node = randomUUID();
  const listeners = openListeners(failed);
  const watchers = new Set<(status: BusStatus) => void>();
  let status: BusStatus = { well: false };
  let closed = false;

  // In braces: a cluster keeps what has the same words in them on one server.
  const channel = (about: string) => `tavolo:{${installation}:${about}}`;

  const connection = openConnection({
    dial: options.dial ?? dialRedis(readAddress(url)),
    ownChannel: channel(node),
    random: Math.random,
    changed(well, why) {
      if (why !== null) lost?.(why);
      if (well === status.well) return;
      status = { well };
      for (const watcher of [...watchers]) watcher(status);
    },
  });

  const hears = (isOfChannel: (message: Message) => boolean) => (text: string) => {
    const said = readMessage(text, node, isOfChannel);
    if (said === 'own' || closed) return;
    if (said === 'strange') dropped?.('strange');
    else listeners.tell(said.message, said.from);
  };
  connection.join(
    channel('all'),
    hears((message) => !('workshopId' in message)),
  );

  return {
    node,
    isShared: true,
    get status() {
      return status;
    },
    subscribe(watcher) {
      const mine = (next: BusStatus) => watcher(next);
      watchers.add(mine);
      return () => watchers.delete(mine);
    },
    tell(message) {
      if (closed) return;
      queueMicrotask(() => listeners.tell(message, node));
      const to = channel('workshopId' in message ? message.workshopId : 'all');
      const text = writeMessage(node, message);
      const isSent = text.length <= LONGEST && connection.send(to, text, message.is === 'pointing');
      if (!isSent) dropped?.('unsent');
    },
    follow(workshopId: WorkshopId) {
      if (closed) return { ready: Promise.resolve(), stop: () => undefined };
      const isOurs = (message: Message) =>
        'workshopId' in message && message.workshopId === workshopId;
      return connection.join(channel(workshopId), hears(isOurs));
    },
    listen: (heard) => (closed ? () => undefined : listeners.add(heard)),
    async close() {
      if (closed) return;
      closed = true;
      listeners.clear();
      watchers.clear();
      connection.close();
    },
  };
}
