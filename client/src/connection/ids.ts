import { uuidFrom } from '@tavolo/model';

/**
 * A new random id. By `getRandomValues`: `randomUUID` is missing on plain-http addresses,
 * which is how phones in a room reach a laptop. The caller names the kind of id it wants.
 */
export function newId<Id extends string>(): Id {
  return uuidFrom(crypto.getRandomValues(new Uint8Array(16))) as Id;
}
