/** The address others join at. It is this page's own: whoever reads it here can reach it there. */
import { normaliseCode, shownCode } from '@tavolo/protocol';

export function joinLink({ origin }: { readonly origin: string }, code: string): string {
  return `${origin}/j/${readCode(code)}`;
}

/** The code as people read it, in whichever form it came. */
export function readCode(code: string): string {
  return shownCode(normaliseCode(code));
}

/** An address that only this computer can reach: a link or QR with it leads nobody here. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
