/**
 * Plausible payloads for any command, made from its schema and what is there: a new command
 * needs no line here. Around one that might well be accepted, each id is exchanged for every
 * other kind of thing that there is (somebody else's card, one in the bin, another table …).
 */
import {
  COMMANDS,
  type CommandType,
  type Order,
  PHASES,
  type SeatId,
  Table,
  uuidFrom,
  type Workshop,
} from '@tavolo/model';
import * as z from 'zod';
import type { Seeded } from '../seeded.ts';

/** What a payload is about, as the rules see it. */
export interface Try {
  readonly order: Order;
  /** The one that is most likely to be accepted. */
  readonly isBase: boolean;
  /** The asking seat's own card, or its own table. */
  readonly own: boolean;
  /** The first choice of each small list, such as need or offer: rules may differ there. */
  readonly family: string;
}

export interface Field {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly required?: readonly string[];
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
  readonly oneOf?: readonly Field[];
  readonly enum?: readonly string[];
  readonly const?: string;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
}

/** Ids whose names do not say which of the workshop's tables they are in. */
const TABLE_OF: Readonly<Record<string, string>> = {
  into: 'cards',
  after: 'cards',
  offer: 'cards',
  item: 'clusters',
  items: 'clusters',
};
/** Choices that no rule looks at; the others are all tried. */
const ONE_WILL_DO = new Set(['language', 'role', 'phase', 'writtenIn']);
const MOST_CHOICES = 4;
/** Commands whose first id is that of what they make. */
export const MAKES_ANEW = /^(create|write|open|propose|make)/;

export function schemaOf(type: CommandType): readonly Field[] {
  const schema = z.toJSONSchema(COMMANDS[type].payload as never, { io: 'input' }) as Field;
  return schema.oneOf ?? schema.anyOf ?? [schema];
}

export const isId = ({ type, pattern }: Field): boolean =>
  type === 'string' && pattern?.startsWith('^[0-9a-f]{8}-') === true;

export function triesOf(
  type: CommandType,
  state: Workshop,
  seatId: SeatId,
  random: Seeded,
): readonly Try[] {
  const tries: Try[] = [];
  for (const [index, { properties = {} }] of schemaOf(type).entries()) {
    const maker = new Maker(type, state, seatId, random);
    const base = Object.fromEntries(
      Object.entries(properties).map(([name, field], at) => [
        name,
        maker.one(name, field, at === 0),
      ]),
    );
    const add = (payload: Readonly<Record<string, unknown>>, isBase: boolean): void => {
      tries.push({
        // Made after the schema of this very type.
        order: { type, ...payload } as unknown as Order,
        isBase,
        own: (type === 'lowerHand' && payload.seatId === seatId) || isOwn(payload, state, seatId),
        family: Object.entries(properties)
          .flatMap(([name, { enum: choices }]) => (isFew(name, choices) ? [payload[name]] : []))
          .join(' '),
      });
    };
    add(base, index === 0);
    if (index > 0) continue;
    for (const [name, field] of Object.entries(properties)) {
      for (const other of maker.others(name, field, base[name]))
        add({ ...base, [name]: other }, false);
    }
  }
  return tries;
}

function isFew(name: string, choices: readonly string[] | undefined): boolean {
  return choices !== undefined && choices.length <= MOST_CHOICES && !ONE_WILL_DO.has(name);
}

class Maker {
  readonly #type: CommandType;
  readonly #state: Workshop;
  readonly #seatId: SeatId;
  readonly #random: Seeded;
  readonly #used = new Set<string>();

  constructor(type: CommandType, state: Workshop, seatId: SeatId, random: Seeded) {
    this.#type = type;
    this.#state = state;
    this.#seatId = seatId;
    this.#random = random;
  }

  /** The likeliest value; what a command makes anew has an id of its own. */
  one(name: string, field: Field, isFirst = false): unknown {
    if (field.const !== undefined) return field.const;
    if (field.enum !== undefined) return this.#choice(name, field.enum);
    if (isId(field)) {
      const isNew = isFirst && MAKES_ANEW.test(this.#type);
      const known = isNew ? [] : this.#known(name).filter((id) => !this.#used.has(id));
      const id = known[0] ?? this.#fresh();
      this.#used.add(id);
      return id;
    }
    // A time would have to lie ahead.
    if (name === 'closesAt') return null;
    const [either] = field.anyOf ?? field.oneOf ?? [];
    if (either !== undefined) return this.one(name, either);
    switch (field.type) {
      case 'object':
        return Object.fromEntries(
          Object.entries(field.properties ?? {}).map(([key, inner]) => [key, this.one(key, inner)]),
        );
      case 'array':
        return field.items === undefined ? [] : [this.one(name, field.items)];
      case 'integer':
      case 'number':
        return Math.max(field.minimum ?? 1, 1) + (name === 'afterS' ? 600 : 0);
      case 'boolean':
        return true;
      case 'string':
        return field.format === 'date' ? '2027-01-31' : `Parole ${this.#random.below(1_000_000)}`;
      default:
        throw new Error(
          `no plausible value for ${this.#type}.${name}: teach plausible.ts its kind`,
        );
    }
  }

  /** Everything else that could stand there. */
  others(name: string, field: Field, base: unknown): readonly unknown[] {
    if (isFew(name, field.enum)) return (field.enum ?? []).filter((each) => each !== base);
    const inner = field.anyOf?.find(isId) ?? field;
    const isList = inner.type === 'array' && inner.items !== undefined && isId(inner.items);
    if (!isList && !isId(inner)) return [];
    const ids = [...this.#known(name), this.#fresh()].map((id) => (isList ? [id] : id));
    const none = field.anyOf?.some(({ type }) => type === 'null') === true ? [null] : [];
    return [...ids, ...none].filter((each) => JSON.stringify(each) !== JSON.stringify(base));
  }

  #choice(name: string, choices: readonly string[]): string {
    if (name === 'writtenIn') return this.#state.phase;
    if (name === 'phase') {
      const next = PHASES.find((phase) => phase !== this.#state.phase);
      if (next !== undefined) return next;
    }
    return choices[name === 'role' ? 4 : 0] ?? '';
  }

  /** One of each kind that is there, the asking seat's own first. */
  #known(name: string): readonly string[] {
    const stem = name.replace(/Ids?$/, '');
    const table: unknown = Reflect.get(this.#state, TABLE_OF[stem] ?? `${stem}s`);
    if (!(table instanceof Table)) return [];
    const kinds = new Map<string, string>();
    for (const [id, thing] of table.entries()) {
      const kind = kindOf(thing, this.#state, this.#seatId);
      if (!kinds.has(kind)) kinds.set(kind, id);
    }
    const mine = (kind: string) => (kind.startsWith('true') ? 0 : 1);
    return [...kinds].sort(([a], [b]) => mine(a) - mine(b)).map(([, id]) => id);
  }

  #fresh(): string {
    return uuidFrom(this.#random.bytes(16));
  }
}

/** Enough to tell things apart that a rule might treat differently. */
function kindOf(thing: unknown, state: Workshop, seatId: SeatId): string {
  const about = thing as Readonly<Record<string, unknown>>;
  const ownTable = state.seats.get(seatId)?.tableId ?? null;
  const isMine =
    about.author === seatId ||
    (ownTable !== null && (about.tableId === ownTable || about.id === ownTable)) ||
    // Whom a facilitator gives a role to is somebody else.
    ('owner' in about && 'role' in about && about.id !== seatId && about.owner !== true);
  const marks = ['status', 'kind', 'heldFor', 'withdrawnFrom', 'role'].map((key) => about[key]);
  const isPlaced = about.clusterId !== null;
  return [isMine, ...marks, isPlaced, about.mergedInto === null].join(' ');
}

/** The card or the hand, or else the table or the proposal's table, is the asking seat's. */
function isOwn(
  payload: Readonly<Record<string, unknown>>,
  state: Workshop,
  seatId: SeatId,
): boolean {
  const card = state.cards.get(payload.cardId as never);
  if (card !== undefined && card.author === seatId) return true;
  const tableId = state.proposals.get(payload.proposalId as never)?.tableId ?? payload.tableId;
  return typeof tableId === 'string' && tableId === state.seats.get(seatId)?.tableId;
}
