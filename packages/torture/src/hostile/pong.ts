import type { WebSocket } from 'ws';

/** The server answers only so many pings a second and says nothing to the others: it is asked again. */
const AGAIN_MS = 100;

/** What was sent to this client before has arrived when its pong has, or when it is closed. */
export function pong(socket: WebSocket): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  return new Promise((resolve) => {
    const asking = setInterval(() => {
      if (socket.readyState === socket.OPEN) socket.ping();
    }, AGAIN_MS);
    const done = (): void => {
      clearInterval(asking);
      socket.off('pong', done).off('close', done);
      resolve();
    };
    socket.on('pong', done).on('close', done);
    socket.ping();
  });
}
