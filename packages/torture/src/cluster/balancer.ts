/**
 * What stands before the nodes: takes a connection, picks any node that calls itself ready,
 * and joins the two. It knows nothing of people and keeps nobody at the node they had: the
 * simplest thing that an operator could put there.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Seeded } from '../seeded.ts';

export interface Target {
  /** Null while no program is there. */
  readonly port: number | null;
  readonly isReady: boolean;
}

export interface Balancer {
  /** What people dial. */
  readonly url: string;
  /** From now on, and whoever is elsewhere is torn away; null: all of them. */
  only(targets: readonly Target[] | null): void;
  close(): Promise<void>;
}

export async function openBalancer(
  targets: () => readonly Target[],
  random: Seeded,
): Promise<Balancer> {
  const lines = new Map<Socket, Target>();
  let chosen: readonly Target[] | null = null;

  const server = createServer({ pauseOnConnect: true }, (near) => {
    near.on('error', () => near.destroy());
    near.setNoDelay(true);
    const open = (chosen ?? targets()).filter(({ port }) => port !== null);
    const ready = open.filter(({ isReady }) => isReady);
    dial(near, shuffled(ready.length > 0 ? ready : open, random));
  });

  /** One after the other: who has just died refuses, and the next is asked. */
  function dial(near: Socket, [target, ...others]: readonly Target[]): void {
    if (near.destroyed) return;
    if (target === undefined || target.port === null) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: '127.0.0.1', port: target.port, noDelay: true });
    const refused = (): void => dial(near, others);
    far.once('error', refused);
    far.once('connect', () => {
      far.off('error', refused);
      far.on('error', () => far.destroy());
      lines.set(near, target);
      near.pipe(far).pipe(near);
      near.once('close', () => {
        lines.delete(near);
        far.destroy();
      });
      far.once('close', () => near.destroy());
      if (near.destroyed) far.destroy();
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    only(next) {
      chosen = next;
      for (const [near, target] of [...lines]) {
        if (next?.includes(target) === false) near.resetAndDestroy();
      }
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const near of lines.keys()) near.destroy();
      await closed;
    },
  };
}

function shuffled<Item>(items: readonly Item[], random: Seeded): Item[] {
  return items
    .map((item) => ({ item, at: random.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
