/**
 * The gate against random writers: it takes all that an editor writes, and whatever
 * mutation of it passes leaves a document that is sound in every respect it promises.
 * Seeded: a failure names its seed.
 */
import {
  ALLOWED_MARKS,
  allowedNode,
  isAllowedMark,
  templateUpdate,
  textRoot,
} from '@tavolo/documents';
import type { SeatId } from '@tavolo/model';
import { describe, expect, it, test } from 'vitest';
import * as Y from 'yjs';
import { seededFrom } from '../testing/seeded.ts';
import { someEdit } from '../testing/some-edit.ts';
import { decodeUpdate } from './decode-update.ts';
import { ALL_GATE_RULES, type GateRule, judge, type Verdict } from './gate.ts';
import { applied, emptyText, textFrom } from './text-document.ts';

const LONG = process.env.TAVOLO_LONG === '1';
const SEED = Number(process.env.TAVOLO_SEED ?? 20_261_124);
const ANNA = 'anna' as SeatId;
const BEA = 'bea' as SeatId;

/** A text with its template, who has written in it, and the gate in front. */
class Guarded {
  readonly doc = textFrom([templateUpdate([{ heading: 'Oggi', paragraphs: ['Mamma è sola.'] }])]);
  readonly authors = new Map<number, SeatId>();
  rules: ReadonlySet<GateRule> = ALL_GATE_RULES;

  judge(update: Uint8Array, seatId: SeatId): Verdict {
    return judge(update, {
      doc: this.doc,
      seatId,
      ownerOf: (client) => this.authors.get(client) ?? null,
      clientsOfSeat: () => [...this.authors.values()].filter((each) => each === seatId).length,
      room: 2 * 1024 * 1024,
      rules: this.rules,
    });
  }

  take(update: Uint8Array, seatId: SeatId): Verdict {
    const verdict = this.judge(update, seatId);
    if (verdict.is === 'denied') return verdict;
    applied(this.doc, update);
    for (const client of verdict.fresh) this.authors.set(client, seatId);
    return verdict;
  }
}

/** Nothing waits, nothing stands where it should not, no root but one. */
function faultsOf(doc: Y.Doc): string[] {
  const faults: string[] = [];
  if (doc.store.pendingStructs !== null) faults.push('structs are waiting');
  if (doc.store.pendingDs !== null) faults.push('deletions are waiting');
  for (const name of doc.share.keys()) if (name !== 'body') faults.push(`a root ${name}`);
  const look = (part: unknown, holds: string): void => {
    if (part instanceof Y.XmlText) {
      if (holds !== 'words') faults.push('words where none belong');
      for (const { insert, attributes } of part.toDelta() as {
        insert: unknown;
        attributes?: Record<string, unknown>;
      }[]) {
        if (typeof insert !== 'string') faults.push('no words');
        for (const [key, value] of Object.entries(attributes ?? {})) {
          if (!isAllowedMark(key, value)) faults.push(`mark ${key}`);
        }
      }
      return;
    }
    if (!(part instanceof Y.XmlElement)) {
      faults.push('neither words nor an element');
      return;
    }
    const node = allowedNode(part.nodeName);
    if (node === null || node.within !== holds) faults.push(`${part.nodeName} in ${holds}`);
    for (const [key, value] of Object.entries(part.getAttributes())) {
      if (node?.attributes[key]?.(value) !== true) faults.push(`attribute ${key}`);
    }
    for (const child of part.toArray()) look(child, node?.holds ?? 'nothing');
  };
  for (const part of textRoot(doc).toArray()) look(part, 'blocks');
  return faults;
}

describe('the reader', () => {
  it('reads what Yjs writes as Yjs reads it', () => {
    const random = seededFrom(SEED);
    const doc = emptyText();
    const updates: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array) => updates.push(update));
    for (let count = 0; count < 400; count += 1) someEdit(doc, random);
    updates.push(Y.encodeStateAsUpdate(doc));
    for (const update of updates) {
      const ours = decodeUpdate(update);
      const theirs = Y.decodeUpdate(update);
      const flat = ours.sections.flatMap(({ client, structs }) =>
        structs.map(({ clock, length }) => ({ client, clock, length })),
      );
      expect(flat).toEqual(
        theirs.structs.map(({ id, length }) => ({ client: id.client, clock: id.clock, length })),
      );
      const deleted = [...theirs.ds.clients].flatMap(([client, ranges]) =>
        ranges.map(({ clock, len }) => ({ client, clock, length: len })),
      );
      expect(ours.deleted).toEqual(deleted);
    }
  });

  it('throws on what is cut short or goes on', () => {
    const doc = emptyText();
    someEdit(doc, seededFrom(1));
    const update = Y.encodeStateAsUpdate(doc);
    for (let length = 0; length < update.length; length += 1) {
      expect(() => decodeUpdate(update.subarray(0, length))).toThrow();
    }
    expect(() => decodeUpdate(Uint8Array.of(...update, 0))).toThrow();
    expect(() => decodeUpdate(Y.encodeStateAsUpdateV2(doc))).toThrow();
  });
});

test('what editors write passes, also late, twice, and in whole copies', () => {
  const random = seededFrom(SEED);
  const guarded = new Guarded();
  const people = [ANNA, BEA, ANNA, BEA].map((seatId) => {
    const doc = textFrom([Y.encodeStateAsUpdate(guarded.doc)]);
    const outbox: Uint8Array[] = [];
    doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin !== 'net') outbox.push(update);
    });
    return { seatId, doc, outbox };
  });
  for (let round = 0; round < (LONG ? 5_000 : 800); round += 1) {
    const person = people[random(people.length)];
    if (person === undefined) continue;
    const { seatId, doc, outbox } = person;
    const kind = random(6);
    if (kind <= 2) someEdit(doc, random);
    else if (kind === 3) {
      Y.applyUpdate(doc, Y.encodeStateAsUpdate(guarded.doc, Y.encodeStateVector(doc)), 'net');
    } else {
      // As after a reconnection, or one by one; sometimes the same again.
      const whole = kind === 5;
      const frames = whole
        ? [Y.encodeStateAsUpdate(doc, Y.encodeStateVector(guarded.doc))]
        : [...outbox];
      if (whole && random(2) === 0) frames.push(...outbox);
      outbox.length = 0;
      for (const frame of frames) {
        const verdict = guarded.take(frame, seatId);
        expect(verdict.is === 'denied' ? verdict.rule : 'allowed', `seed ${SEED}`).toBe('allowed');
      }
    }
  }
  expect(faultsOf(guarded.doc)).toEqual([]);
  expect(guarded.doc.store.clients.size).toBeGreaterThan(4);
});

test('no mutated update that passes does harm, and none takes long', { timeout: 600_000 }, () => {
  const random = seededFrom(SEED);
  let [passed, denied, slowest] = [0, 0, 0];
  for (let round = 0; round < (LONG ? 1_000 : 150); round += 1) {
    const guarded = new Guarded();
    const bea = textFrom([Y.encodeStateAsUpdate(guarded.doc)]);
    someEdit(bea, random);
    guarded.take(Y.encodeStateAsUpdate(bea, Y.encodeStateVector(guarded.doc)), BEA);
    const anna = textFrom([Y.encodeStateAsUpdate(guarded.doc)]);
    for (let count = 0; count < 3; count += 1) someEdit(anna, random);
    const good = Y.encodeStateAsUpdate(anna, Y.encodeStateVector(guarded.doc));
    for (let tries = 0; tries < 40; tries += 1) {
      const beaBefore = Y.getState(guarded.doc.store, bea.clientID);
      const update = mutated(good, random);
      const start = performance.now();
      const verdict = guarded.judge(update, ANNA);
      slowest = Math.max(slowest, performance.now() - start);
      if (verdict.is === 'denied') {
        denied += 1;
        continue;
      }
      passed += 1;
      guarded.take(update, ANNA);
      expect(faultsOf(guarded.doc), `seed ${SEED}, round ${round}`).toEqual([]);
      expect(Y.getState(guarded.doc.store, bea.clientID)).toBe(beaBefore);
    }
  }
  expect(passed).toBeGreaterThan(20);
  expect(denied).toBeGreaterThan(passed);
  // A tenth of a millisecond as a rule; a busy machine may stop for a moment.
  expect(slowest).toBeLessThan(1_000);
});

test('every mark on the list can be written', () => {
  expect(Object.keys(ALLOWED_MARKS)).toHaveLength(5);
  const guarded = new Guarded();
  const doc = textFrom([Y.encodeStateAsUpdate(guarded.doc)]);
  const words = new Y.XmlText('abcdefghij');
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [words]);
  textRoot(doc).insert(0, [paragraph]);
  for (const [index, name] of Object.keys(ALLOWED_MARKS).entries()) {
    words.format(index, 2, { [name]: name === 'link' ? { href: 'https://a.it' } : {} });
    words.format(index, 1, { [name]: null });
  }
  const update = Y.encodeStateAsUpdate(doc, Y.encodeStateVector(guarded.doc));
  expect(guarded.take(update, ANNA).is).toBe('allowed');
});

function mutated(update: Uint8Array, random: (below: number) => number): Uint8Array {
  const bytes = [...update];
  for (let count = 1 + random(3); count > 0; count -= 1) {
    const at = random(bytes.length + 1);
    const kind = random(5);
    if (kind === 0) bytes[at] = random(256);
    else if (kind === 1) bytes.splice(at, 1 + random(4));
    else if (kind === 2) bytes.splice(at, 0, random(256));
    else if (kind === 3) bytes[at] = ((bytes[at] ?? 0) + 1) % 256;
    else bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}
