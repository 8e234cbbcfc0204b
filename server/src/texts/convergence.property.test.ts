/**
 * People who type over a network that delays, drops and reconnects, before a server that is
 * restarted and a disk that fails now and then: in the end all screens are the same as the
 * server's, and no acknowledged word is missing. The network is simulated, the rest is real.
 */
import { textOf, textRoot } from '@tavolo/documents';
import type { SeatId } from '@tavolo/model';
import fc from 'fast-check';
import pino from 'pino';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { StorageUnavailable } from '../storage/errors.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import { seededFrom } from '../testing/seeded.ts';
import { someNewBlock, textsIn } from '../testing/some-edit.ts';
import type { OpenText, Texts } from './contract.ts';
import { openTexts } from './texts.ts';

const RUNS = process.env.TAVOLO_LONG === '1' ? 1_000 : 40;
const PEOPLE = 3;

/** A proposal of its own for every run, on a disk that can be told to fail once. */
async function openTable(disk: { fails: boolean }): Promise<Desk> {
  const storage = openMemoryStorage();
  return openDesk({
    ...storage,
    async appendText(...args) {
      if (disk.fails) {
        disk.fails = false;
        throw new StorageUnavailable('for once');
      }
      return storage.appendText(...args);
    },
  });
}

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

test('all screens end up the same, with every acknowledged word', {
  timeout: 600_000,
}, async () => {
  let [runs, acknowledged] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1 }), async (seed) => {
      runs += 1;
      const disk = { fails: false };
      const desk = await openTable(disk);
      const seats = await Promise.all(
        Array.from({ length: PEOPLE }, async () => (await desk.writer()).seatId),
      );
      const random = seededFrom(seed);
      const { storage, house, workshop } = desk.venue;
      const open = (): Texts =>
        openTexts({ storage, house, log: pino({ level: 'silent' }), clock: Date.now });
      let texts = open();
      const load = async (): Promise<OpenText> => {
        const loaded = await texts.open(workshop, desk.key.name);
        if (loaded === null) throw new Error('no such proposal');
        return loaded;
      };
      let text = await load();
      const pages = seats.map((seatId) => new Page(seatId));
      for (let step = 0; step < 60; step += 1) {
        // What is under way may land now, or later.
        if (random(3) === 0) await text.read(() => undefined);
        const page = pages[random(PEOPLE)];
        if (page === undefined) continue;
        const kind = random(20);
        if (kind < 4) page.type(`parola${runs}x${step}`);
        else if (kind < 8 && page.online) someHarmlessEdit(page.doc, random);
        else if (kind < 16) page.step(text, random(2) === 0);
        else if (kind === 16) page.cut();
        else if (kind === 17) disk.fails = true;
        else if (kind === 18) {
          for (const each of pages) each.cut();
          await texts.close();
          texts = open();
          text = await load();
        } else if (!page.online) await page.connect(text);
      }
      disk.fails = false;
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
        expect(textOf(page.doc).text).toBe(truth);
        for (const mark of page.acknowledged) expect(truth).toContain(mark);
        acknowledged += page.acknowledged.length;
      }
      for (const page of pages) page.cut();
      await texts.close();
      await desk.close();
    }),
    { numRuns: RUNS },
  );
  expect(runs).toBe(RUNS);
  expect(acknowledged).toBeGreaterThan(RUNS * 3);
});

/** An edit that takes no words away and breaks none: those are looked for at the end. */
function someHarmlessEdit(doc: Y.Doc, random: (below: number) => number): void {
  const marks = textsIn(textRoot(doc)).filter((text) => text.length > 0);
  const text = marks[random(Math.max(1, marks.length))];
  if (text === undefined || random(3) === 0) someNewBlock(doc, random);
  else if (random(2) === 0) text.insert(text.length, ' e poi');
  else text.format(0, text.length, { bold: {} });
}
