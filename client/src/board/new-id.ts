import { uuidFrom } from '@tavolo/model';

/**
 * A random id for something new. `getRandomValues` also works on plain-http addresses in
 * the room's own network, where `randomUUID` is missing.
 */
export function newId<Id extends string>(): Id {
  // The model brands ids; whoever makes the thing makes the id.
  return uuidFrom(crypto.getRandomValues(new Uint8Array(16))) as Id;
}
