/** Random words of the door, and the one form in which they are kept: their SHA-256. */
import { createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as they stand in a cookie or a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

const TOKEN = /^[A-Za-z0-9_-]{43}$/;

export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A key for one purpose alone, from the installation's own. */
export function keyFor(purpose: string, installationKey: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', installationKey, '', purpose, 32));
}

/** Compares without telling by its time how much was right. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(a).digest(),
    createHash('sha256').update(b).digest(),
  );
}

/** Signs what a form must bring back, so that a form on another page cannot be made by hand. */
export interface Seal {
  /** A token for one kind of form, good for half a day; no two are alike. */
  seal(purpose: string): string;
  isSealed(purpose: string, token: string): boolean;
}

const SEAL_MS = 12 * 60 * 60 * 1000;

/** Made by one node, a form may come back to another: the key is the installation's, and stays over a restart. */
export function openSeal(now: () => number, key: Uint8Array = randomBytes(32)): Seal {
  const sign = (purpose: string, what: string) =>
    createHmac('sha256', key).update(`${purpose}\n${what}`).digest('base64url');
  return {
    seal(purpose) {
      const what = `${(now() + SEAL_MS).toString(36)}-${randomBytes(9).toString('hex')}`;
      return `${what}.${sign(purpose, what)}`;
    },
    isSealed(purpose, token) {
      const [what = '', signature = ''] = token.split('.');
      if (!sameSecret(signature, sign(purpose, what))) return false;
      return Number.parseInt(what, 36) > now();
    },
  };
}
