import { createHash } from 'node:crypto';

/**
 * A UUID that a name always gives again (version 5, by SHA-1), so that a reset brings back
 * the same cards. Only for the demonstration: an id of a real card must tell nothing.
 */
export function namedId<Id extends string>(name: string): Id {
  const bytes = createHash('sha1').update(`tavolo demonstration ${name}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20)];
  // A branded id is a checked string: this one has the form by construction.
  return [...parts, hex.slice(20)].join('-') as Id;
}
