/**
 * People who type over a network that delays, drops and reconnects, before a server that is
 * restarted and a disk that fails now and then: in the end all screens are the same as the
 * server's, and no acknowledged word is missing. The network is simulated, the rest is real.
 */
import { textNameOf, textOf, textRoot } from '@tavolo/documents';
import type { SeatId } from '@tavolo/model';
import { someNewBlock, textsIn } from '@tavolo/server/testing/some-edit';
import type { OpenText } from '@tavolo/server/texts/contract';
import * as Y from 'yjs';
import { seeded } from '../seeded.ts';
import { type Disk, openTable } from './table.ts';

const STEPS = 60;
const PEOPLE = 3;

/** A page: its document, and a line to the server with frames under way in both directions. */
class Page {
  readonly doc = new Y.Doc();
  readonly seatId: SeatId;
  /** Words that the server has acknowledged, by the marks this page typed. */
  readonly acknowledged: string[] = [];
  readonly #up: { update: Uint8Array; marks: readonly string[] }[] = [];
  readonly #down: Uint8Array[] = [];
  #unsent: string[] = [];
  #line: { open: boolean } | null = null;
  #stop = (): void => undefined;

  constructor(seatId: SeatId) {
    this.seatId = seatId;
    this.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'net' || this.#line === null) return;
      this.#up.push({ update, marks: this.#unsent.splice(0) });
    });
  }

  get online(): boolean {
    return this.#line !== null;
  }

  /** A word of its own, to be looked for at the end. */
  type(mark: string): void {
    this.#unsent.push(mark);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(mark)]);
    this.doc.transact(() => textRoot(this.doc).insert(0, [paragraph]));
  }

  async connect(text: OpenText): Promise<void> {
    const line = { open: true };
    const others = text.subscribe((change) => {
      for (const { update, writer } of change) if (writer !== own) this.#down.push(update);
    });
    const own = { seatId: this.seatId, isGone: () => !line.open };
    this.#line = line;
    this.#stop = others;
    this.#own = own;
    await text.read((doc) => {
      Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(this.doc)), 'net');
      const update = Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(doc));
      this.#up.push({ update, marks: [...this.#waiting, ...this.#unsent.splice(0)] });
    });
  }

  #own = { seatId: '' as SeatId, isGone: () => true };
  /** Typed, sent perhaps, not acknowledged. */
  #waiting: string[] = [];

  /** One frame goes up, or one comes down. */
  step(text: OpenText, up: boolean): void {
    const line = this.#line;
    if (line === null) return;
    if (!up) {
      const update = this.#down.shift();
      if (update !== undefined) Y.applyUpdate(this.doc, update, 'net');
      return;
    }
    const frame = this.#up.shift();
    if (frame === undefined) return;
    this.#waiting.push(...frame.marks);
    text.write({
      writer: this.#own,
      update: frame.update,
      done: ({ is }) => {
        // Of an earlier connection: that one is gone.
        if (!line.open) return;
        if (is === 'failed') this.cut();
        else if (is !== 'kept') throw new Error(`the gate said ${JSON.stringify(is)}`);
        else {
          this.acknowledged.push(...frame.marks);
          this.#waiting = this.#waiting.filter((mark) => !frame.marks.includes(mark));
        }
      },
    });
  }

  cut(): void {
    if (this.#line === null) return;
    this.#line.open = false;
    this.#line = null;
    this.#stop();
    this.#unsent.unshift(...this.#up.splice(0).flatMap(({ marks }) => marks));
    this.#down.length = 0;
  }

  /** Until nothing is under way. */
  settle(text: OpenText): void {
    while (this.#up.length > 0) this.step(text, true);
    while (this.#down.length > 0) this.step(text, false);
  }
}

export interface TextsConverged {
  /** Words that pages were told are safe. */
  readonly acknowledged: number;
  /** Lines cut, commits that failed, restarts. */
  readonly faults: number;
}

/**
 * One run; throws where somebody reads something else than the server has, or an acknowledged
 * word is gone. `lying` is for the control: a disk that says it has kept what it has not.
 */
export async function convergeTexts(seed: number, lying = false): Promise<TextsConverged> {
  const random = seeded(seed).below;
  const disk: Disk = { fails: false, lies: false };
  const table = await openTable(seed, PEOPLE, disk);
  let [faults, acknowledged] = [0, 0];
  let texts = table.openTexts();
  const load = async (): Promise<OpenText> => {
    const loaded = await texts.open(table.workshop, textNameOf(table.proposalId));
    if (loaded === null) throw new Error('no such proposal');
    return loaded;
  };
  let text = await load();
  const pages = table.seats.map((seatId) => new Page(seatId));
  try {
    for (let step = 0; step < STEPS; step += 1) {
      // What is under way may land now, or later.
      if (random(3) === 0) await text.read(() => undefined);
      const page = pages[random(PEOPLE)];
      if (page === undefined) continue;
      const kind = random(20);
      if (kind < 4) page.type(`parola${step}x`);
      else if (kind < 8 && page.online) someHarmlessEdit(page.doc, random);
      else if (kind < 16) page.step(text, random(2) === 0);
      else if (kind === 16) page.cut();
      else if (kind === 17) {
        if (lying) disk.lies = true;
        else disk.fails = true;
      } else if (kind === 18) {
        for (const each of pages) each.cut();
        disk.lies = false;
        await texts.close();
        texts = table.openTexts();
        text = await load();
      } else if (!page.online) await page.connect(text);
      if (kind >= 16 && kind <= 18) faults += 1;
    }
    disk.fails = false;
    disk.lies = false;
    for (let round = 0; round < 3; round += 1) {
      for (const page of pages) {
        if (!page.online) await page.connect(text);
        page.settle(text);
      }
      await text.read(() => undefined);
      for (const page of pages) page.settle(text);
    }
    const truth = await text.read((doc) => textOf(doc).text);
    for (const page of pages) {
      if (textOf(page.doc).text !== truth) throw new Error('somebody reads another text');
      const lost = page.acknowledged.find((mark) => !truth.includes(mark));
      if (lost !== undefined) throw new Error(`${lost} was acknowledged and is gone`);
      acknowledged += page.acknowledged.length;
    }
  } finally {
    for (const page of pages) page.cut();
    await texts.close();
    await table.close();
  }
  return { acknowledged, faults };
}

/** An edit that takes no words away and breaks none: those are looked for at the end. */
function someHarmlessEdit(doc: Y.Doc, random: (below: number) => number): void {
  const marks = textsIn(textRoot(doc)).filter((text) => text.length > 0);
  const text = marks[random(Math.max(1, marks.length))];
  if (text === undefined || random(3) === 0) someNewBlock(doc, random);
  else if (random(2) === 0) text.insert(text.length, ' e poi');
  else text.format(0, text.length, { bold: {} });
}
