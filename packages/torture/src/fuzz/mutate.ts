/**
 * Good bytes made bad: cut, spliced with other good bytes, numbers pushed to their edges,
 * lengths that lie. What comes out is often still nearly right, and so gets further in.
 */
import type { Seeded } from '../seeded.ts';

/** Variable numbers at the edges of what readers expect. */
const EDGES: readonly (readonly number[])[] = [
  [0],
  [1],
  [0x7f],
  [0x80, 0x01],
  [0xff, 0x7f],
  // 2^31 - 1, 2^31, 2^32 - 1, 2^32.
  [0xff, 0xff, 0xff, 0xff, 0x07],
  [0x80, 0x80, 0x80, 0x80, 0x08],
  [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0x80, 0x80, 0x80, 0x80, 0x10],
  // 2^53 - 1, and beyond; a zero in six bytes; a number that never ends.
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f],
  [0x80, 0x80, 0x80, 0x80, 0x80, 0x00],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
];
const MOST = 4_096;

export function mutated(models: readonly Uint8Array[], random: Seeded): Uint8Array {
  if (random.below(20) === 0) return random.bytes(random.below(200));
  const bytes = [...random.pick(models)];
  for (let times = random.below(4); times > 0; times -= 1) {
    const at = random.below(bytes.length + 1);
    switch (random.below(9)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
        break;
      case 2:
        bytes.splice(at, 1 + random.below(8));
        break;
      case 3:
        bytes.splice(at, 0, ...random.bytes(random.below(8)));
        break;
      case 4:
        bytes.splice(at, 1, ...random.pick(EDGES));
        break;
      case 5:
        bytes.length = at;
        break;
      case 6: {
        // The end of another good one.
        const other = random.pick(models);
        bytes.splice(at, bytes.length, ...other.subarray(random.below(other.length + 1)));
        break;
      }
      case 7: {
        const piece = bytes.slice(at, at + 1 + random.below(30));
        bytes.splice(random.below(bytes.length + 1), 0, ...piece);
        break;
      }
      default: {
        const [a, b] = [random.below(bytes.length + 1), random.below(bytes.length + 1)];
        [bytes[a], bytes[b]] = [bytes[b] ?? 0, bytes[a] ?? 0];
      }
    }
    if (bytes.length > MOST) bytes.length = MOST;
  }
  return Uint8Array.from(bytes, (byte) => byte ?? 0);
}

const WORDS = [
  '__proto__',
  'constructor',
  'toJSON',
  'then',
  'length',
  '',
  '\u0000',
  '\ud800',
  '\u202e',
  '../board',
  'null',
];
const VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -0,
  -1,
  0.5,
  2 ** 53,
  1e308,
  '',
  'x'.repeat(2_001),
  [],
  {},
  [[]],
  [null],
];

/** JSON that was good, with a key, a value or a whole branch exchanged; now and then cut or broken. */
export function mutatedJson(models: readonly unknown[], random: Seeded): string {
  const changed = exchanged(random.pick(models), random, 0);
  const text = JSON.stringify(changed) ?? '';
  switch (random.below(8)) {
    case 0:
      return text.slice(0, random.below(text.length + 1));
    case 1: {
      const at = random.below(text.length + 1);
      const put = random.pick(['"', '{', '[', '\\u', '1e999', ',', '\u0000', '}']);
      return text.slice(0, at) + put + text.slice(at + 1);
    }
    case 2:
      return text.replace('{', `{"${random.pick(WORDS)}":${'['.repeat(random.below(20))}1,`);
    default:
      return text;
  }
}

function exchanged(value: unknown, random: Seeded, depth: number): unknown {
  if (random.below(6) === 0) return random.pick([...VALUES, ...WORDS]);
  if (depth > 6 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map((item) => exchanged(item, random, depth + 1));
    return random.below(8) === 0 ? [...items, ...items] : items;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      if (random.below(15) === 0) return [];
      const name = random.below(15) === 0 ? random.pick(WORDS) : key;
      return [[name, random.below(2) === 0 ? inner : exchanged(inner, random, depth + 1)]];
    }),
  );
}
