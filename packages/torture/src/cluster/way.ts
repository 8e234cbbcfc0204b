/**
 * The network between a node and a service, as a stretch of it of our own: what goes through
 * can be cut (every connection is torn, none is taken), frozen (all are taken and nothing
 * passes, as where a cable is pulled) or made slow.
 */
import { once } from 'node:events';
import {
  type AddressInfo,
  connect,
  createServer,
  type NetConnectOpts,
  type Socket,
} from 'node:net';

type State = 'open' | 'cut' | 'frozen';

export interface Way {
  readonly port: number;
  /** Connections that were torn, held up or turned away. */
  readonly hurt: number;
  cut(): void;
  freeze(): void;
  /** Each piece arrives so much later, in both directions; 0 is as quick as it goes. */
  delay(ms: number): void;
  /** Everything passes again; what was held up first. */
  heal(): void;
  close(): Promise<void>;
}

/** Who dialled, and whom it leads to. */
type Line = readonly [Socket, Socket];

/** Leads to `target`, which need not be there yet. */
export async function openWay(target: NetConnectOpts): Promise<Way> {
  const lines = new Set<Line>();
  /** Taken while frozen: they go nowhere yet. */
  const held = new Set<Socket>();
  let state: State = 'open';
  let delayMs = 0;
  let hurt = 0;

  const server = createServer({ pauseOnConnect: true }, (near) => {
    near.on('error', () => near.destroy());
    near.setNoDelay(true);
    if (state !== 'open') hurt += 1;
    if (state === 'cut') near.resetAndDestroy();
    else if (state === 'frozen') {
      held.add(near);
      near.once('close', () => held.delete(near));
    } else lead(near);
  });

  function lead(near: Socket): void {
    const far = connect(target);
    const line: Line = [near, far];
    lines.add(line);
    for (const [from, to] of [line, [far, near] as const]) {
      // Later pieces never overtake earlier ones: timers of one length run in their order.
      from.on('data', (piece: Buffer) => {
        if (delayMs === 0) pass(from, to, piece);
        else setTimeout(() => pass(from, to, piece), delayMs);
      });
      from.on('end', () => setTimeout(() => to.end(), delayMs));
      from.on('close', () => {
        lines.delete(line);
        to.destroy();
      });
      from.on('error', () => from.destroy());
      to.on('drain', () => state !== 'frozen' && from.resume());
    }
    far.setNoDelay(true);
    near.resume();
  }

  function pass(from: Socket, to: Socket, piece: Buffer): void {
    if (!to.destroyed && !to.write(piece)) from.pause();
  }

  const each = (act: (end: Socket) => void): void => {
    for (const line of [...lines]) for (const end of line) act(end);
  };

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    get hurt() {
      return hurt;
    },
    cut() {
      state = 'cut';
      hurt += lines.size;
      for (const [near, far] of [...lines]) {
        near.resetAndDestroy();
        far.destroy();
      }
      for (const near of [...held]) near.resetAndDestroy();
    },
    freeze() {
      state = 'frozen';
      hurt += lines.size;
      each((end) => end.pause());
    },
    delay(ms) {
      delayMs = ms;
      if (ms > 0) hurt += lines.size;
    },
    heal() {
      state = 'open';
      delayMs = 0;
      each((end) => end.resume());
      for (const near of [...held]) {
        held.delete(near);
        lead(near);
      }
    },
    async close() {
      const closed = once(server, 'close');
      server.close();
      each((end) => end.destroy());
      for (const near of [...held]) near.destroy();
      await closed;
    },
  };
}
