/**
 * What pages get that ask with the same state vector: encoded once. A room that comes back
 * together has either nothing or what it had when the server went, so a few answers serve
 * all of them; on a board of 5,000 cards one takes 17 ms. While people write, an answer stays
 * good: the changes since go out behind it.
 */
import * as Y from 'yjs';
import { step2Frame, updateFrame } from './frames.ts';

/** Different vectors whose answers are kept; the newest stay. */
const MOST_ANSWERS = 16;
/** Past so much behind an answer (bytes, frames), a new one is less. */
const MOST_BEHIND = 128 * 1024;
const MOST_FRAMES = 64;

interface Answer {
  readonly frame: Uint8Array;
  /** How many of the changes it already has. */
  readonly from: number;
}

export class SharedAnswers {
  readonly #doc: Y.Doc;
  readonly #answers = new Map<string, Answer>();
  /** Changes since the oldest of the answers, each as a frame. */
  #since: Uint8Array[] = [];
  #bytes = 0;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  changed(update: Uint8Array): void {
    if (this.#answers.size === 0) return;
    this.#since.push(updateFrame(update));
    this.#bytes += update.length;
    if (this.#bytes <= MOST_BEHIND && this.#since.length <= MOST_FRAMES) return;
    this.#answers.clear();
    this.#since = [];
    this.#bytes = 0;
  }

  /** Frames in their order, the answer first. */
  to(vector: Uint8Array): readonly Uint8Array[] {
    const key = Buffer.from(vector).toString('base64');
    const known = this.#answers.get(key);
    if (known !== undefined) return [known.frame, ...this.#since.slice(known.from)];
    const frame = step2Frame(Y.encodeStateAsUpdate(this.#doc, vector));
    this.#answers.set(key, { frame, from: this.#since.length });
    if (this.#answers.size > MOST_ANSWERS) {
      const [oldest] = this.#answers.keys();
      if (oldest !== undefined) this.#answers.delete(oldest);
    }
    return [frame];
  }
}
