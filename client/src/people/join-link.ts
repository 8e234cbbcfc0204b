/** The address others join at. It is this page's own: whoever reads it here can reach it there. */
import { shownCode } from '@tavolo/protocol';

export function joinLink({ origin }: { readonly origin: string }, code: string): string {
  return `${origin}/j/${shownCode(code)}`;
}

/** An address that only this computer can reach: a link or QR with it leads nobody here. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
