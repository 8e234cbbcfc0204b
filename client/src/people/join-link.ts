/**
 * The address others join at. It is this page's own, since whoever reads it here can reach it
 * there; but whoever leads on the server's own computer reads one that only that computer
 * knows, so the origin that the server tells takes its place.
 */
import { normaliseCode, shownCode } from '@tavolo/protocol';

export function joinLink(origin: string, code: string): string {
  return `${origin}/j/${readCode(code)}`;
}

/** `told` is what the server says; null before it has said anything. */
export function joinOrigin(
  page: { readonly origin: string; readonly hostname: string },
  told: string | null,
): string {
  return told !== null && isLoopback(page.hostname) ? told : page.origin;
}

/** The code as people read it, in whichever form it came. */
export function readCode(code: string): string {
  return shownCode(normaliseCode(code));
}

/** An address that only this computer can reach: a link or QR with it leads nobody here. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
