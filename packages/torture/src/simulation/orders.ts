/**
 * Something that a person might want done, of any command that there is: made from its schema
 * and from what is on the person's screen. A new command needs no line here.
 */
import {
  COMMAND_TYPES,
  COMMANDS,
  type CommandType,
  type Order,
  PHASES,
  parseCommand,
  phaseIndex,
  uuidFrom,
  type Workshop,
} from '@tavolo/model';
import * as z from 'zod';
import type { Seeded } from '../seeded.ts';

/** What is used of a JSON schema. */
interface Field {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
  readonly oneOf?: readonly Field[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
}

const SCHEMAS: Readonly<Record<CommandType, Field>> = Object.fromEntries(
  COMMAND_TYPES.map((type) => [
    type,
    z.toJSONSchema(COMMANDS[type].payload as never, { io: 'input' }) as Field,
  ]),
) as Record<CommandType, Field>;

/** What people do most; everything else comes up now and then. */
const OFTEN: Partial<Record<CommandType, number>> = {
  writeCard: 12,
  editCard: 3,
  placeCard: 6,
  withdrawCard: 3,
  restoreCard: 2,
  moveToPhase: 4,
  assignTable: 3,
  createProposal: 2,
  editProposalField: 4,
  mergeCards: 2,
  revealCards: 5,
  closeWorkshop: 0.2,
  reopenWorkshop: 3,
  setRole: 0.5,
};
const WEIGHTS = COMMAND_TYPES.map((type) => OFTEN[type] ?? 1);
const TOTAL = WEIGHTS.reduce((sum, weight) => sum + weight, 0);

export interface Wanting {
  /** As the person sees it. */
  readonly workshop: Workshop;
  readonly random: Seeded;
  /** Words that are nowhere else. */
  readonly newWords: () => string;
}

/** Null where this person can think of nothing of that kind now. */
export function someOrder(wanting: Wanting): Order | null {
  return orderOf(someType(wanting.random), wanting);
}

export function orderOf(type: CommandType, wanting: Wanting): Order | null {
  const made = { type, ...(someValue(SCHEMAS[type], '', type, wanting) as object) };
  // What does not even parse would not be offered by the page either.
  const parsed = parseCommand({ ...made, cmdId: someId(wanting.random) });
  if (!parsed.ok) return null;
  const { cmdId: _, ...order } = parsed.command;
  return order as Order;
}

function someType(random: Seeded): CommandType {
  let left = random.next() * TOTAL;
  for (const [index, type] of COMMAND_TYPES.entries()) {
    left -= WEIGHTS[index] ?? 0;
    if (left < 0) return type;
  }
  return 'writeCard';
}

function someValue(field: Field, name: string, type: CommandType, wanting: Wanting): unknown {
  const { random, workshop } = wanting;
  if (field.const !== undefined) return field.const;
  const choices = field.anyOf ?? field.oneOf;
  if (choices !== undefined) return someValue(random.pick(choices), name, type, wanting);
  if (name === 'writtenIn' && random.below(10) > 0) return workshop.phase;
  if (name === 'phase') return somePhase(wanting);
  if (field.enum !== undefined) return random.pick(field.enum);
  switch (field.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(field.properties ?? {}).map(([key, each]) => [
          key,
          someValue(each, key, type, wanting),
        ]),
      );
    case 'array':
      return Array.from({ length: 1 + random.below(2) }, () =>
        someValue(field.items ?? {}, name.replace(/s$/, ''), type, wanting),
      );
    case 'integer':
    case 'number':
      return name === 'afterS' ? random.pick([0, 0, 5, 20]) : random.below(500);
    case 'boolean':
      return random.below(2) === 0;
    case 'null':
      return null;
    default:
      return field.pattern?.startsWith('^[0-9a-f]{8}') === true
        ? theIdOf(name, type, wanting)
        : someWords(name, field, wanting);
  }
}

/** People go on to the next phase as a rule, and sometimes anywhere. */
function somePhase({ random, workshop }: Wanting): unknown {
  const next = PHASES[phaseIndex(workshop.phase) + 1];
  return random.below(3) === 0 || next === undefined ? random.pick(PHASES) : next;
}

function someWords(name: string, { pattern }: Field, { random, newWords }: Wanting): string {
  if (pattern !== undefined) return '2027-01-31';
  const words = newWords();
  return name === 'name' || name === 'title'
    ? words
    : `${words}${random.pick(['', ' è sola', ' 👵🏽'])}`;
}

/** Ids whose names do not say which of the workshop's tables they are in. */
const NAMED: Readonly<Record<string, string>> = { after: 'cards', into: 'cards', offer: 'cards' };

/** A new one where the command makes the thing, as a rule one that is there everywhere else. */
function theIdOf(name: string, type: CommandType, { random, workshop }: Wanting): string {
  const thing = name.replace(/Id$/, '');
  const makes =
    (type.startsWith('create') || type === 'writeCard') &&
    type.toLowerCase().endsWith(thing.toLowerCase());
  const table = (workshop as unknown as Record<string, unknown>)[NAMED[thing] ?? `${thing}s`];
  const known = isTable(table) ? [...table.keys()] : [];
  const isNew = makes ? random.below(30) > 0 : random.below(30) === 0;
  return isNew || known.length === 0 ? someId(random) : random.pick(known);
}

function isTable(value: unknown): value is { keys(): Iterable<string> } {
  return typeof value === 'object' && value !== null && 'keys' in value;
}

export function someId<Id extends string>(random: Seeded): Id {
  return uuidFrom(random.bytes(16)) as Id;
}
