/**
 * What pages get that ask with the same state vector: encoded once. A room that comes back
 * together has either nothing or what it had when the server went, so a few answers serve
 * all of them; on a board of 5,000 cards one takes 17 ms. While people write, an answer stays
 * good: the changes since go out before it, as one. Yjs keeps them until what they build on is there,
 * and a page takes itself to be in step with the answer: nothing may be missing then.
 */
import * as Y from 'yjs';
import { step2Frame, updateFrame } from './frames.ts';

/** Different vectors whose answers are kept; the newest stay. */
const MOST_ANSWERS = 16;
/** Past so much beside an answer (bytes, changes), a new one is less. */
const MOST_BESIDE = 128 * 1024;
const MOST_CHANGES = 64;

interface Answer {
  readonly frame: Uint8Array;
  /** How many of the changes it already has. */
  readonly from: number;
  /** Those it does not have, made when they are asked for; null where another has come since. */
  beside: Uint8Array | null;
}

export interface SharedAnswer {
  /** What has changed since the document was encoded; null where nothing has. */
  readonly before: Uint8Array | null;
  /** With it a page is in step: it goes last. */
  readonly document: Uint8Array;
}

export class SharedAnswers {
  readonly #doc: Y.Doc;
  readonly #answers = new Map<string, Answer>();
  /** Changes since the oldest of the answers. */
  #since: Uint8Array[] = [];
  #bytes = 0;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  changed(update: Uint8Array): void {
    if (this.#answers.size === 0) return;
    this.#since.push(update);
    this.#bytes += update.length;
    if (this.#bytes <= MOST_BESIDE && this.#since.length <= MOST_CHANGES) {
      for (const answer of this.#answers.values()) answer.beside = null;
      return;
    }
    this.#answers.clear();
    this.#since = [];
    this.#bytes = 0;
  }

  to(vector: Uint8Array): SharedAnswer {
    const key = Buffer.from(vector).toString('base64');
    const known = this.#answers.get(key);
    if (known !== undefined) return { before: this.#beside(known), document: known.frame };
    const frame = step2Frame(Y.encodeStateAsUpdate(this.#doc, vector));
    this.#answers.set(key, { frame, from: this.#since.length, beside: null });
    if (this.#answers.size > MOST_ANSWERS) {
      const [oldest] = this.#answers.keys();
      if (oldest !== undefined) this.#answers.delete(oldest);
    }
    return { before: null, document: frame };
  }

  /** One frame: each by itself would be put away by Yjs with all that wait already, again and again. */
  #beside(answer: Answer): Uint8Array | null {
    if (answer.from === this.#since.length) return null;
    answer.beside ??= updateFrame(Y.mergeUpdates(this.#since.slice(answer.from)));
    return answer.beside;
  }
}
