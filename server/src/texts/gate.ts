/**
 * What somebody sends for a text is looked at here before it touches the document: is it
 * theirs to say, does it fit on what is there, and is it allowed content? Pure: reads the
 * document and never changes it. Called by the keeper, in the document's own queue, because
 * an answer is true only until the next update.
 */
import { TEXT_SERVER_CLIENT } from '@tavolo/documents';
import type { SeatId } from '@tavolo/model';
import * as Y from 'yjs';
import { type DecodedUpdate, decodeUpdate, type Item, type Section } from './decode-update.ts';
import { Outline } from './outline.ts';

/** Each is one way to do harm; the tests show that each holds by leaving it out. */
export const GATE_RULES = [
  /** Not an update in Yjs' first encoding, to the last byte. */
  'malformed',
  /** Of more parts than anybody writes in one go. */
  'too-many-parts',
  /** The text has no room left. */
  'full',
  /** A client twice in one update: Yjs would read the second alone. */
  'doubled-client',
  /** Under a client id of somebody else, or of the server. */
  'foreign-client',
  /** More client ids than one person can have come by. */
  'too-many-clients',
  /** A hole in the sender's own numbers: kept by Yjs for later, and merged again and again. */
  'gap',
  /** Says that a hole is meant. */
  'skip',
  /** A collected stretch longer than any text. */
  'too-long',
  /** Stands beside or in what nobody has written. */
  'unknown-reference',
  /** Deletes what is not there yet: the next words of somebody. */
  'future-delete',
  /** Outside the one root. */
  'unknown-root',
  /** Between neighbours that are not in the same place. */
  'mixed-place',
  /** A node, or a kind of content, that is not on the list or not where the list wants it. */
  'node',
  'attribute',
  'mark',
  /** Deeper than anybody reads. */
  'depth',
] as const;
export type GateRule = (typeof GATE_RULES)[number];

export const ALL_GATE_RULES: ReadonlySet<GateRule> = new Set(GATE_RULES);

/** An afternoon without a connection in one frame is a few hundred. */
const MAX_PARTS = 50_000;
/** Ids of one seat that have written in one text: each page load brings one, over months. */
export const MAX_CLIENTS_PER_SEAT = 1_000;
/** Characters that may have been written and deleted again before anybody saw them. */
const MAX_COLLECTED = 4_000_000;

export interface GateContext {
  readonly doc: Y.Doc;
  readonly seatId: SeatId;
  /** Whose a client id is; null while it is nobody's. */
  readonly ownerOf: (client: number) => SeatId | null;
  /** How many client ids of this seat have written here; counted where a new one comes. */
  readonly clientsOfSeat: () => number;
  /** Bytes that the text may still grow by. */
  readonly room: number;
  readonly rules: ReadonlySet<GateRule>;
}

export type Verdict =
  /** `fresh`: client ids that this update begins to use. */
  | { readonly is: 'allowed'; readonly fresh: readonly number[]; readonly empty: boolean }
  | { readonly is: 'denied'; readonly rule: GateRule };

class Denied extends Error {
  readonly rule: GateRule;
  constructor(rule: GateRule) {
    super(rule);
    this.rule = rule;
  }
}

export function judge(update: Uint8Array, context: GateContext): Verdict {
  try {
    return allowed(update, context);
  } catch (error) {
    if (error instanceof Denied) return { is: 'denied', rule: error.rule };
    throw error;
  }
}

function allowed(bytes: Uint8Array, context: GateContext): Verdict {
  const { rules } = context;
  const insist = (rule: GateRule, holds: boolean): void => {
    if (!holds && rules.has(rule)) throw new Denied(rule);
  };
  const update = decoded(bytes);
  if (update === null) {
    insist('malformed', false);
    return { is: 'allowed', fresh: [], empty: false };
  }
  const parts = update.sections.reduce((sum, { structs }) => sum + structs.length, 0);
  insist('too-many-parts', parts + update.deleted.length <= MAX_PARTS);
  insist('full', bytes.length <= context.room || parts === 0);
  const clients = update.sections.map(({ client }) => client);
  insist('doubled-client', new Set(clients).size === clients.length);

  const fresh: number[] = [];
  for (const section of update.sections) lookAtAuthor(section, context, fresh, insist);
  insist(
    'too-many-clients',
    fresh.length === 0 || context.clientsOfSeat() + fresh.length <= MAX_CLIENTS_PER_SEAT,
  );

  const outline = new Outline(context.doc, insist);
  const known = follow(update.sections, context.doc, outline, insist);
  for (const { client, clock, length } of update.deleted) {
    insist('future-delete', clock + length <= known(client));
  }
  return { is: 'allowed', fresh, empty: parts === 0 && update.deleted.length === 0 };
}

type Insist = (rule: GateRule, holds: boolean) => void;

/** Null where it cannot be read; whatever the reader throws is about these bytes. */
function decoded(bytes: Uint8Array): DecodedUpdate | null {
  try {
    return decodeUpdate(bytes);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Whose is it to say; and does it go on where this client has left off? */
function lookAtAuthor(
  { client, structs }: Section,
  { doc, seatId, ownerOf }: GateContext,
  fresh: number[],
  insist: Insist,
): void {
  const state = Y.getState(doc.store, client);
  const [first, last] = [structs[0], structs.at(-1)];
  // What is known already is passed over by Yjs; a copy may send it again.
  if (first === undefined || last === undefined || last.clock + last.length <= state) return;
  insist('gap', first.clock <= state);
  const owner = ownerOf(client);
  insist(
    'foreign-client',
    client !== TEXT_SERVER_CLIENT && (owner === seatId || (owner === null && state === 0)),
  );
  if (owner === null || state === 0) fresh.push(client);
  let collected = 0;
  for (const { is, length } of structs) {
    insist('skip', is !== 'skip');
    if (is === 'collected') collected += length;
  }
  insist('too-long', collected <= MAX_COLLECTED);
}

/**
 * Goes through the sections as Yjs will: each as far as what it refers to is there, until
 * all are through. Returns how far each client is known afterwards.
 */
function follow(
  sections: readonly Section[],
  doc: Y.Doc,
  outline: Outline,
  insist: Insist,
): (client: number) => number {
  const reached = new Map<number, number>();
  const known = (client: number): number =>
    Math.max(reached.get(client) ?? 0, Y.getState(doc.store, client));
  const waiting = sections.map(({ client, structs }) => ({ client, structs, next: 0 }));
  for (let moved = true; moved; ) {
    moved = false;
    for (const section of waiting) {
      const { client, structs } = section;
      for (; section.next < structs.length; section.next += 1) {
        const struct = structs[section.next];
        if (struct === undefined || (struct.is === 'item' && !isReady(struct, known))) break;
        if (struct.is === 'item') {
          // Also of what is known already, and passed over: it is read all the same.
          outline.lookAt(struct);
          if (struct.clock + struct.length > known(client)) outline.add(client, struct);
        } else if (struct.clock + struct.length > known(client)) {
          outline.addCollected(client, struct.clock, struct.length);
        }
        reached.set(client, Math.max(known(client), struct.clock + struct.length));
        moved = true;
      }
    }
  }
  insist(
    'unknown-reference',
    waiting.every(({ structs, next }) => next === structs.length),
  );
  return known;
}

function isReady({ left, right, parent }: Item, known: (client: number) => number): boolean {
  return [left, right, parent].every(
    (place) => place === null || 'root' in place || place.clock < known(place.client),
  );
}
