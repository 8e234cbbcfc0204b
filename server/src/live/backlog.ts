/**
 * A page that takes nothing in must not pile up in the server's memory: every feed is sent
 * whole, so a few that nobody reads are soon large. Such a connection is let go; when it
 * comes back it gets everything as it is then.
 */
import type { LiveSocket } from './sockets.ts';

/** As on sync sockets. */
const MAX_BACKLOG = 4 * 1024 * 1024;
/** On connecting all feeds wait at once, and one alone may be larger than the bound above. */
const LARGEST_AT_ONCE = 3;

export function watchBacklog(conn: LiveSocket['conn']): void {
  let waiting = 0;
  let largest = 0;
  const isBehind = () => waiting > Math.max(MAX_BACKLOG, largest * LARGEST_AT_ONCE);

  conn.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
    const size = typeof data === 'string' ? data.length : 0;
    waiting += size;
    largest = Math.max(largest, size);
    // Later: where nothing is in its way, this packet leaves in the same turn.
    if (isBehind()) setImmediate(() => isBehind() && conn.close(true));
  });
  conn.on('flush', () => {
    waiting = 0;
  });
}
