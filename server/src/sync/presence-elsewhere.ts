/**
 * Who points where on other nodes, in one document: their lines, as they go to people. What
 * comes over the bus is looked at like everything else, and forgotten when it is not renewed.
 */
import { clientCaret, clientPresence, PRESENCE_SHAPES } from '@tavolo/protocol';
import * as z from 'zod/mini';
import { type PresenceLine, presenceLine, readPresenceLine } from './frames.ts';

/** Pages speak of themselves every fifteen seconds; a line that was not is of somebody who is gone. */
const LASTING_MS = 45_000;
/** More than a workshop has people. */
const MOST_LINES = 10_000;
/** Of one node; each makes the rounds slower, and a number is easily said. */
const MOST_PEOPLE = 10_000;
/** Nodes whose clocks are hours apart are still believed; more would silence an id for good. */
const MOST_AHEAD_MS = 24 * 60 * 60 * 1_000;
/** Bytes: what a page may say, with the looks that its server adds. */
const LONGEST = 4_096;

const looks = {
  seatKey: z.string().check(z.maxLength(16)),
  name: z.string().check(z.maxLength(500)),
  shade: z.int().check(z.gte(1), z.lte(5)),
  shape: z.enum(PRESENCE_SHAPES),
};
const onBoard = z.strictObject({ ...clientPresence.shape, ...looks });
const inText = z.strictObject({
  user: z.strictObject({ ...looks, color: z.string().check(z.regex(/^#[0-9a-f]{6}$/)) }),
  cursor: z.nullable(clientCaret),
});

/** As it was last told. */
export interface FarLine {
  readonly client: number;
  readonly clock: number;
  readonly seatKey: string;
  readonly node: string;
  readonly line: Uint8Array;
  readonly at: number;
}

/** A line that has the form of one, taken apart; `seatKey` is null where its person is leaving. */
export interface ReadLine {
  readonly client: number;
  readonly clock: number;
  readonly seatKey: string | null;
  readonly line: Uint8Array;
}

export class PresenceElsewhere {
  readonly #now: () => number;
  readonly #lines = new Map<number, FarLine>();
  /** What people here have not been told yet. */
  readonly #fresh = new Set<number>();
  readonly #people = new Map<string, number>();

  constructor(clock: () => number) {
    this.#now = clock;
  }

  /** Connections to this document on other nodes. */
  get people(): number {
    let sum = 0;
    for (const count of this.#people.values()) sum += count;
    return sum;
  }

  get pending(): number {
    return this.#fresh.size;
  }

  find(client: number): FarLine | undefined {
    return this.#lines.get(client);
  }

  all(): Iterable<FarLine> {
    return this.#lines.values();
  }

  count(node: string, people: number): void {
    if (people === 0) this.#people.delete(node);
    else this.#people.set(node, Math.min(people, MOST_PEOPLE));
  }

  /** Null where it is none of ours. */
  read(line: Uint8Array): ReadLine | null {
    const said = line.length > LONGEST ? null : readPresenceLine(line);
    if (said === null || said.clock > this.#now() + MOST_AHEAD_MS) return null;
    const state = stateOf(said);
    if (state === undefined) return null;
    const { client, clock } = said;
    return { client, clock, seatKey: state === null ? null : seatKeyOf(state), line };
  }

  /** What takes it away from people here; null where nothing does. */
  take(node: string, { client, clock, seatKey, line }: ReadLine): Uint8Array | null {
    const known = this.#lines.get(client);
    if (seatKey === null) {
      if (known?.node !== node) return null;
      this.drop(client);
      return line;
    }
    if (known === undefined && this.#lines.size >= MOST_LINES) return null;
    // An id stays with its seat, which may have come to another node with it.
    if (known !== undefined && (known.seatKey !== seatKey || known.clock >= clock)) return null;
    this.#lines.set(client, { client, clock, seatKey, node, line, at: this.#now() });
    this.#fresh.add(client);
    return null;
  }

  drop(client: number): void {
    this.#lines.delete(client);
    this.#fresh.delete(client);
  }

  /** Up to so many that people here have not been told. */
  takeFresh(most: number): FarLine[] {
    const taken: FarLine[] = [];
    for (const client of this.#fresh) {
      if (taken.length >= most) break;
      this.#fresh.delete(client);
      const line = this.#lines.get(client);
      if (line !== undefined) taken.push(line);
    }
    return taken;
  }

  /** Lines that take away what a node had said. */
  forget(node: string): Uint8Array[] {
    this.#people.delete(node);
    return this.#remove((line) => line.node === node);
  }

  forgetOld(): Uint8Array[] {
    const since = this.#now() - LASTING_MS;
    return this.#remove(({ at }) => at < since);
  }

  clear(): Uint8Array[] {
    return this.#remove(() => true);
  }

  #remove(is: (line: FarLine) => boolean): Uint8Array[] {
    const gone = [...this.#lines.values()].filter(is);
    for (const { client } of gone) this.drop(client);
    return gone.map(({ client, clock }) => presenceLine(client, clock + 1, 'null'));
  }
}

type Shown = z.infer<typeof onBoard> | z.infer<typeof inText>;

/** Null where somebody leaves; undefined where it is not in the form. */
function stateOf({ state }: PresenceLine): Shown | null | undefined {
  let said: unknown;
  try {
    said = JSON.parse(Buffer.from(state).toString());
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (said === null) return null;
  const isText = typeof said === 'object' && 'user' in said;
  const parsed = (isText ? inText : onBoard).safeParse(said);
  return parsed.success ? parsed.data : undefined;
}

function seatKeyOf(state: Shown): string {
  return 'user' in state ? state.user.seatKey : state.seatKey;
}
