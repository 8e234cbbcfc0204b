/**
 * Somebody who types words into the text that all write together, on the page's own code. A
 * word is done when the page says "saved". None is written twice, so each can be counted.
 */
import type { SharedText } from '@tavolo/client/state/contract';
import { textRoot } from '@tavolo/documents';
import { Phone } from '@tavolo/e2e/room/phone';
import * as Y from 'yjs';
import type { Seeded } from '../seeded.ts';
import { type Done, type Hand, now, Pace } from './hands.ts';

/** As many words as anybody has on the way before they look whether they are saved. */
const MOST_WAITING = 20;
/** "Saved" is told in a pause of the typing. */
const BREATH_WORDS = 3;

export class TypingHand implements Hand {
  readonly kind = 'word';
  readonly done: Done[] = [];
  readonly wrong: string[] = [];
  readonly phone: Phone;
  readonly #told: () => void;
  readonly #pace: Pace;
  #text: SharedText | null = null;
  #mine: { readonly doc: Y.Doc; readonly text: Y.XmlText } | null = null;
  #waiting: { readonly what: string; readonly begunAt: number }[] = [];
  #count = 0;
  #unsent = 0;

  constructor(
    url: string,
    { name, cookie }: { readonly name: string; readonly cookie: string },
    { random, told }: { readonly random: Seeded; readonly told: () => void },
  ) {
    this.#told = told;
    this.phone = new Phone(url, name).takes(cookie);
    this.#pace = new Pace(random.fork(name), () => this.#act());
  }

  get name(): string {
    return this.phone.name;
  }

  get isSettled(): boolean {
    return this.#waiting.length === 0;
  }

  async open(workshopId: string, document: string): Promise<void> {
    await this.phone.open(workshopId);
    const text = this.phone.room.openText(document);
    this.#text = text;
    text.subscribe(() => this.#look());
  }

  rest(): void {
    this.#pace.isResting = true;
  }

  wake(): void {
    this.#pace.isResting = false;
  }

  close(): void {
    this.#pace.end();
    this.#text?.close();
    this.phone.close();
  }

  #act(): void {
    const state = this.#text?.get();
    const { opening } = this.phone.room.get();
    if (opening.is !== 'ready' && opening.is !== 'opening') this.wrong.push(opening.is);
    // Whoever comes anew has the same words to say that they were handed back.
    if (state === undefined || state.shown === null || state.readOnly) return;
    const isBurst = this.#waiting.length < BREATH_WORDS || state.saving === 'offline';
    if (!isBurst || this.#waiting.length >= MOST_WAITING) return;
    this.#count += 1;
    const what = `${this.name}n${this.#count}`;
    this.#waiting.push({ what, begunAt: now() });
    const text = this.#paragraphIn(state.shown.doc);
    text.insert(text.length, `${what} `);
  }

  #paragraphIn(doc: Y.Doc): Y.XmlText {
    if (this.#mine?.doc === doc) return this.#mine.text;
    const text = new Y.XmlText();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [text]);
    textRoot(doc).push([paragraph]);
    this.#mine = { doc, text };
    return text;
  }

  #look(): void {
    const unsent = this.phone.room.unsent.get();
    for (const { reason } of unsent.slice(this.#unsent)) this.wrong.push(`handed back: ${reason}`);
    this.#unsent = unsent.length;
    if (this.#text?.get().saving !== 'saved') return;
    const at = now();
    for (const word of this.#waiting) this.done.push({ ...word, at, boardSeq: null });
    this.#waiting = [];
    this.#told();
  }
}
