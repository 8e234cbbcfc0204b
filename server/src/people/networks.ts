/** Whom a limit by address counts as one. */
import { isIPv6 } from 'node:net';

/**
 * An IPv4 address is itself, also in its IPv6 form. Of IPv6 the first half counts: a
 * single line gets that many addresses, and could use a new one for each try.
 */
export function networkOf(address: string): string {
  const [bare = ''] = address.split('%');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(bare)) return address;
  // The URL parser writes every spelling of an address in one form.
  const [before = '', after] = new URL(`http://[${bare}]/`).hostname.slice(1, -1).split('::');
  const head = before.split(':').filter((part) => part !== '');
  const tail = (after ?? '').split(':').filter((part) => part !== '');
  const zeros = after === undefined ? 0 : 8 - head.length - tail.length;
  return `${[...head, ...Array<string>(zeros).fill('0'), ...tail].slice(0, 4).join(':')}::/64`;
}
