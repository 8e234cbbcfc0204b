/**
 * Where a request may come from. Cookies are sent by whatever page is open; the Origin says
 * which one it was.
 */
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { hostname } from 'node:os';

/** `publicUrl` is the one address this installation answers to; null: wherever it is reached. */
export function isOriginAllowed(
  request: IncomingMessage,
  kind: 'change' | 'upgrade',
  publicUrl: URL | null,
): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) {
    if (kind === 'upgrade') return false;
    const site = request.headers['sec-fetch-site'];
    return site === undefined || site === 'same-origin';
  }
  if (publicUrl !== null) return origin === publicUrl.origin;
  const from = URL.canParse(origin) ? new URL(origin) : null;
  return from !== null && host !== undefined && from.host === host && isOurName(from.hostname);
}

/**
 * Without a public address only names that no stranger can point at this machine: an
 * address itself, localhost, the machine's own name. (A page at a foreign name that is
 * made to resolve to 127.0.0.1 has a matching Origin and Host.)
 */
function isOurName(name: string): boolean {
  const bare = name.replace(/^\[|\]$/g, '');
  const own = hostname().toLowerCase();
  return (
    isIP(bare) !== 0 ||
    bare === 'localhost' ||
    bare.endsWith('.localhost') ||
    bare.endsWith('.local') ||
    bare === own
  );
}
