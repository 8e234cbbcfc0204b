/** Updates that no Yjs would write, byte by byte. */
import * as encoding from 'lib0/encoding';

export interface At {
  readonly client: number;
  readonly clock: number;
}

/** Writes one struct. */
export type Forged = (to: encoding.Encoder) => void;

export interface ForgedSection extends At {
  readonly structs: readonly Forged[];
}

export function forged(
  sections: readonly ForgedSection[],
  deleted: readonly (At & { readonly length: number })[] = [],
  after: readonly number[] = [],
): Uint8Array {
  const to = encoding.createEncoder();
  encoding.writeVarUint(to, sections.length);
  for (const { client, clock, structs } of sections) {
    encoding.writeVarUint(to, structs.length);
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, clock);
    for (const struct of structs) struct(to);
  }
  const byClient = new Map<number, { clock: number; length: number }[]>();
  for (const { client, ...range } of deleted) {
    const ranges = byClient.get(client);
    if (ranges === undefined) byClient.set(client, [range]);
    else ranges.push(range);
  }
  encoding.writeVarUint(to, byClient.size);
  for (const [client, ranges] of byClient) {
    encoding.writeVarUint(to, client);
    encoding.writeVarUint(to, ranges.length);
    for (const { clock, length } of ranges) {
      encoding.writeVarUint(to, clock);
      encoding.writeVarUint(to, length);
    }
  }
  for (const byte of after) encoding.writeUint8(to, byte);
  return encoding.toUint8Array(to);
}

export const collected =
  (length: number, flags = 0): Forged =>
  (to) => {
    encoding.writeUint8(to, flags);
    encoding.writeVarUint(to, length);
  };

export const skipped =
  (length: number): Forged =>
  (to) => {
    encoding.writeUint8(to, 10);
    encoding.writeVarUint(to, length);
  };

interface Where {
  readonly left?: At;
  readonly right?: At;
  readonly root?: string;
  readonly parent?: At;
  readonly key?: string;
  /** 1 is a root, 0 a part; others are neither. */
  readonly parentKind?: number;
}

/** `kind` is Yjs' number of the content; `write` its body. */
export const item =
  (where: Where, kind: number, write: Forged): Forged =>
  (to) => {
    const { left, right, root, parent, key } = where;
    const alone = left === undefined && right === undefined;
    const flags =
      (left === undefined ? 0 : 128) |
      (right === undefined ? 0 : 64) |
      (alone && key !== undefined ? 32 : 0);
    encoding.writeUint8(to, flags | kind);
    for (const beside of [left, right]) if (beside !== undefined) writeAt(to, beside);
    if (alone) {
      encoding.writeVarUint(to, where.parentKind ?? (root === undefined ? 0 : 1));
      if (root !== undefined) encoding.writeVarString(to, root);
      else if (parent !== undefined) writeAt(to, parent);
      if (key !== undefined) encoding.writeVarString(to, key);
    }
    write(to);
  };

export const element = (where: Where, name: string): Forged =>
  item(where, 7, (to) => {
    encoding.writeVarUint(to, 3);
    encoding.writeVarString(to, name);
  });

/** A type by its number: 0 array, 1 map, 2 text, 4 fragment, 5 hook, 6 words of an element. */
export const type = (where: Where, number: number): Forged =>
  item(where, 7, (to) => {
    encoding.writeVarUint(to, number);
    if (number === 5) encoding.writeVarString(to, 'hook');
  });

export const words = (where: Where, text: string): Forged =>
  item(where, 4, (to) => encoding.writeVarString(to, text));

export const format = (where: Where, mark: string, value: unknown): Forged =>
  item(where, 6, (to) => {
    encoding.writeVarString(to, mark);
    encoding.writeVarString(to, JSON.stringify(value));
  });

export const embed = (where: Where, value: unknown): Forged =>
  item(where, 5, (to) => encoding.writeVarString(to, JSON.stringify(value)));

export const value = (where: Where, any: string | number | object | null): Forged =>
  item(where, 8, (to) => {
    encoding.writeVarUint(to, 1);
    encoding.writeAny(to, any as never);
  });

export const binary = (where: Where): Forged =>
  item(where, 3, (to) => encoding.writeVarUint8Array(to, Uint8Array.of(1, 2, 3)));

export const json = (where: Where): Forged =>
  item(where, 2, (to) => {
    encoding.writeVarUint(to, 1);
    encoding.writeVarString(to, '{"a":1}');
  });

export const subdocument = (where: Where): Forged =>
  item(where, 9, (to) => {
    encoding.writeVarString(to, 'f0f0f0f0-0000-4000-8000-000000000000');
    encoding.writeAny(to, {} as never);
  });

function writeAt(to: encoding.Encoder, { client, clock }: At): void {
  encoding.writeVarUint(to, client);
  encoding.writeVarUint(to, clock);
}
