/** A join code that nobody has: tried until the store takes one. */
import { codeFrom } from '@tavolo/protocol';

/** 30^8 codes: even with a million workshops, two in a row being taken is a one-in-a-million event. */
const CODE_TRIES = 5;

/** `take` answers false where the code is somebody else's. */
export async function freeCode(
  take: (joinCode: string) => Promise<boolean>,
  randomBytes: (count: number) => Uint8Array,
): Promise<string> {
  for (let tries = 0; tries < CODE_TRIES; tries += 1) {
    const joinCode = codeFrom(randomBytes(32));
    if (joinCode !== null && (await take(joinCode))) return joinCode;
  }
  throw new Error('no free join code found');
}
