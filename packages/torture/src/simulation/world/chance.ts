/**
 * The random bytes of a simulated world. Yjs and lib0 take `getRandomValues` when they are
 * loaded, so this has to be loaded before them: whoever simulates imports it first. Outside a
 * world the system's own random bytes are passed on.
 */
import { webcrypto } from 'node:crypto';
import { type Seeded, seeded } from '../../seeded.ts';

let source: Seeded | null = null;
const ofTheSystem = webcrypto.getRandomValues.bind(webcrypto);

Object.defineProperty(webcrypto, 'getRandomValues', {
  configurable: true,
  writable: true,
  value: <View extends ArrayBufferView>(view: View): View => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
    if (source === null) ofTheSystem(bytes);
    else bytes.set(source.bytes(bytes.length));
    return view;
  },
});

/** From now on all random numbers of this process come from `seeded`; returns the way back. */
export function takeChanceFrom(seeded: Seeded): () => void {
  const random = Math.random;
  source = seeded;
  Math.random = () => seeded.next();
  return () => {
    source = null;
    Math.random = random;
  };
}

/** Whatever draws (a new document's client id) has to draw from a world's numbers, or no run could be repeated. */
export function checkChance(draw: () => number): void {
  const drawn = [1, 1].map((seed) => {
    const giveBack = takeChanceFrom(seeded(seed));
    const number = draw();
    giveBack();
    return number;
  });
  if (new Set(drawn).size > 1) throw new Error('chance.ts has to be loaded before Yjs');
}
