/**
 * An update of Yjs (first encoding) as plain data, without touching a document: Yjs' own
 * reader makes roots and keeps what does not fit for later, so it must not see the bytes
 * before the gate has. Anything that is not exactly one update throws.
 */
import * as decoding from 'lib0/decoding';

export interface Place {
  readonly client: number;
  readonly clock: number;
}

export type Content =
  | { readonly is: 'deleted' }
  | { readonly is: 'words' }
  | { readonly is: 'format'; readonly key: string; readonly value: unknown }
  | { readonly is: 'type'; readonly type: number; readonly name: string }
  | { readonly is: 'values'; readonly values: readonly unknown[] }
  | { readonly is: 'json' | 'binary' | 'embed' | 'document' };

export interface Item {
  readonly is: 'item';
  readonly clock: number;
  readonly length: number;
  readonly left: Place | null;
  readonly right: Place | null;
  /** Where it says it belongs; null where that follows from its neighbours. */
  readonly parent: Place | { readonly root: string } | null;
  readonly key: string | null;
  readonly content: Content;
}

export type Struct =
  | Item
  | { readonly is: 'collected' | 'skip'; readonly clock: number; readonly length: number };

/** Consecutive structs of one client. */
export interface Section {
  readonly client: number;
  readonly structs: readonly Struct[];
}

export interface DeletedRange extends Place {
  readonly length: number;
}

export interface DecodedUpdate {
  readonly sections: readonly Section[];
  readonly deleted: readonly DeletedRange[];
}

/** Of Yjs' type numbers the two that a text is made of. */
export const XML_ELEMENT = 3;
export const XML_TEXT = 6;
const XML_HOOK = 5;

/** Client ids are 32 bits. */
const MAX_CLIENT = 2 ** 32 - 1;
/** Clocks stay far below what a number can count. */
const MAX_CLOCK = 2 ** 40;

export class MalformedUpdate extends Error {
  override readonly name = 'MalformedUpdate';
}

export function decodeUpdate(bytes: Uint8Array): DecodedUpdate {
  const decoder = decoding.createDecoder(bytes);
  const sections: Section[] = [];
  for (let left = count(decoder, 4); left > 0; left -= 1) sections.push(readSection(decoder));
  const deleted: DeletedRange[] = [];
  for (let left = count(decoder, 2); left > 0; left -= 1) {
    const client = readClient(decoder);
    for (let ranges = count(decoder, 2); ranges > 0; ranges -= 1) {
      deleted.push({ client, clock: readClock(decoder), length: readLength(decoder) });
    }
  }
  if (decoding.hasContent(decoder)) throw new MalformedUpdate('bytes after the end');
  return { sections, deleted };
}

function readSection(decoder: decoding.Decoder): Section {
  const number = count(decoder, 1);
  const client = readClient(decoder);
  let clock = readClock(decoder);
  const structs: Struct[] = [];
  for (let left = number; left > 0; left -= 1) {
    const struct = readStruct(decoder, clock);
    clock += struct.length;
    structs.push(struct);
  }
  return { client, structs };
}

const LEFT = 128;
const RIGHT = 64;
const KEY = 32;
const CONTENT = 31;
const COLLECTED = 0;
const SKIP = 10;

function readStruct(decoder: decoding.Decoder, clock: number): Struct {
  const info = decoding.readUint8(decoder);
  const content = info & CONTENT;
  if (content === COLLECTED || content === SKIP) {
    if (info !== content) throw new MalformedUpdate('flags where none belong');
    return { is: content === SKIP ? 'skip' : 'collected', clock, length: readLength(decoder) };
  }
  const left = (info & LEFT) === 0 ? null : readPlace(decoder);
  const right = (info & RIGHT) === 0 ? null : readPlace(decoder);
  let parent: Item['parent'] = null;
  let key: string | null = null;
  if (left === null && right === null) {
    const kind = decoding.readVarUint(decoder);
    if (kind > 1) throw new MalformedUpdate('a parent of no kind');
    parent = kind === 1 ? { root: decoding.readVarString(decoder) } : readPlace(decoder);
    if ((info & KEY) !== 0) key = decoding.readVarString(decoder);
  }
  return { is: 'item', clock, left, right, parent, key, ...readContent(decoder, content) };
}

function readContent(
  decoder: decoding.Decoder,
  kind: number,
): { readonly content: Content; readonly length: number } {
  switch (kind) {
    case 1:
      return { content: { is: 'deleted' }, length: readLength(decoder) };
    case 2: {
      const length = readLength(decoder);
      for (let left = length; left > 0; left -= 1) decoding.readVarString(decoder);
      return { content: { is: 'json' }, length };
    }
    case 3:
      decoding.readVarUint8Array(decoder);
      return { content: { is: 'binary' }, length: 1 };
    case 4: {
      const { length } = decoding.readVarString(decoder);
      if (length === 0) throw new MalformedUpdate('nothing');
      return { content: { is: 'words' }, length };
    }
    case 5:
      JSON.parse(decoding.readVarString(decoder));
      return { content: { is: 'embed' }, length: 1 };
    case 6: {
      const key = decoding.readVarString(decoder);
      const value: unknown = JSON.parse(decoding.readVarString(decoder));
      return { content: { is: 'format', key, value }, length: 1 };
    }
    case 7: {
      const type = decoding.readVarUint(decoder);
      const named = type === XML_ELEMENT || type === XML_HOOK;
      const name = named ? decoding.readVarString(decoder) : '';
      return { content: { is: 'type', type, name }, length: 1 };
    }
    case 8: {
      const length = readLength(decoder);
      if (length > rest(decoder)) throw new MalformedUpdate('more values than bytes');
      const values = Array.from({ length }, () => decoding.readAny(decoder) as unknown);
      return { content: { is: 'values', values }, length };
    }
    case 9:
      decoding.readVarString(decoder);
      decoding.readAny(decoder);
      return { content: { is: 'document' }, length: 1 };
    default:
      throw new MalformedUpdate(`content of no kind: ${kind}`);
  }
}

function readPlace(decoder: decoding.Decoder): Place {
  return { client: readClient(decoder), clock: readClock(decoder) };
}

function readClient(decoder: decoding.Decoder): number {
  const client = decoding.readVarUint(decoder);
  if (client > MAX_CLIENT) throw new MalformedUpdate('a client of more than 32 bits');
  return client;
}

function readClock(decoder: decoding.Decoder): number {
  const clock = decoding.readVarUint(decoder);
  if (clock > MAX_CLOCK) throw new MalformedUpdate('a clock beyond all time');
  return clock;
}

function readLength(decoder: decoding.Decoder): number {
  const length = readClock(decoder);
  if (length === 0) throw new MalformedUpdate('nothing');
  return length;
}

/** A count of things that take `least` bytes each: more than fit is a lie, told before anything is made of it. */
function count(decoder: decoding.Decoder, least: number): number {
  const number = decoding.readVarUint(decoder);
  if (number * least > rest(decoder)) throw new MalformedUpdate('more than there are bytes');
  return number;
}

function rest(decoder: decoding.Decoder): number {
  return decoder.arr.length - decoder.pos;
}
