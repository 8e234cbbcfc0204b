/**
 * Commands that lie in their form: another actor, fields too many, keys of the language's own,
 * numbers that are none, words beyond any measure. Made from the schema of every command, out
 * of a payload that would be accepted.
 */
import { COMMAND_TYPES, type CommandType, LIMITS, type Phase } from '@tavolo/model';
import { anyId } from '@tavolo/server/testing/venue';
import type { Seeded } from '../seeded.ts';
import { asBody, type Body, knockLive, knockOverHttp } from './knock.ts';
import { type Field, isId, schemaOf, triesOf } from './plausible.ts';
import { type Stage, setStage } from './stage.ts';
import { refusedSoFar, watched } from './watched.ts';

/** Together everything can be accepted in one of these. */
export const FORGED_IN = ['listen', 'share', 'cluster', 'prioritise', 'tables', 'plenary'] as const;

export interface Forgeries {
  readonly attempts: number;
  readonly faults: readonly string[];
  /** Commands that were accepted unforged: it was the forgery that was refused. */
  readonly acceptedUnforged: number;
}

export async function tryForgeries(
  random: Seeded,
  atMost: number,
  phases: readonly Phase[],
): Promise<Forgeries> {
  let attempts = 0;
  const faults: string[] = [];
  const acceptedUnforged = new Set<CommandType>();
  for (const phase of phases) {
    let stage = await setStage(phase);
    try {
      for (const type of COMMAND_TYPES) {
        const seatId = stage.people.get('facilitator')?.seatId;
        const [base] =
          seatId === undefined ? [] : triesOf(type, stage.venue.workshop.state, seatId, random);
        if (base === undefined) continue;
        const order = { ...base.order };
        for (const [what, body] of some(forgedFrom(type, order, random), random, atMost)) {
          attempts += 1;
          const fault = await faultAfter(stage, body, random);
          if (fault !== null) faults.push(`${type} in ${phase}, ${what}: ${fault}`);
        }
        stage.pass(100);
        const unforged = asBody({ ...order, cmdId: anyId() });
        const headers = stage.people.get('facilitator')?.headers ?? {};
        if ((await knockOverHttp(stage.venue, headers, unforged)).refusal !== null) continue;
        acceptedUnforged.add(type);
        await stage.close();
        stage = await setStage(phase);
      }
    } finally {
      await stage.close();
    }
  }
  return { attempts, faults, acceptedUnforged: acceptedUnforged.size };
}

function some<Item>(all: readonly Item[], random: Seeded, atMost: number): readonly Item[] {
  if (all.length <= atMost) return all;
  return Array.from({ length: atMost }, () => random.pick(all));
}

async function faultAfter(stage: Stage, body: Body, random: Seeded): Promise<string | null> {
  stage.pass(50);
  const before = watched(stage.venue);
  const refused = await refusedSoFar(stage.venue);
  const { headers } = stage.people.get('facilitator') ?? { headers: {} };
  const { refusal, status } =
    random.below(2) === 0
      ? await knockOverHttp(stage.venue, headers, body)
      : await knockLive(stage.live('facilitator'), body);
  if (refusal === null) return 'accepted';
  if (status >= 500) return String(status);
  if (!(await before.isAsBefore())) return 'refused and done all the same';
  return (await refusedSoFar(stage.venue)) === refused + 1 ? null : 'not counted';
}

type Payload = Readonly<Record<string, unknown>>;

function forgedFrom(
  type: CommandType,
  order: Payload,
  random: Seeded,
): (readonly [string, Body])[] {
  const cmdId = anyId();
  const whole = { ...order, cmdId };
  const json = (change: Payload): Body => asBody({ ...whole, ...change });
  /** As text: these keys cannot be written in a literal, or the value not in JSON. */
  const raw = (more: string): Body => ({ json: `${JSON.stringify(whole).slice(0, -1)},${more}}` });
  const forged: (readonly [string, Body])[] = [
    ['another actor', json({ actor: { kind: 'seat', seatId: random.pick([anyId(), 'server']) } })],
    ['an author', json({ author: anyId() })],
    ['a seat', json({ seat: anyId(), owner: true })],
    ['a time', json({ now: 0, seed: 1 })],
    ['a key __proto__', raw('"__proto__":{"role":"facilitator"}')],
    ['a key constructor', raw('"constructor":{"prototype":{"role":"facilitator"}}')],
    ['a key toString', raw('"toString":1')],
    ['an order of the server', json({ type: 'takeSeat' })],
    ['a type from the prototype', json({ type: 'constructor' })],
    ['a type __proto__', json({ type: '__proto__' })],
    ['a type that is a list', json({ type: [type] })],
    ['no id', asBody(order)],
    ['an id that is none', json({ cmdId: '1' })],
    ['an id in capitals', json({ cmdId: `${cmdId.slice(0, -1)}A`.toUpperCase() })],
    ['an id with a line after it', json({ cmdId: `${cmdId}\n` })],
    ['a list of letters', asBody(Object.entries(whole).flat().map(String).join(''))],
    ['nothing', { json: 'null' }],
    ['a number', { json: '7' }],
  ];
  const { properties = {}, required = [] } = schemaOf(type)[0] ?? {};
  for (const [name, field] of Object.entries(properties)) {
    if (required.includes(name)) forged.push([`no ${name}`, json({ [name]: undefined })]);
    for (const [what, value] of liesFor(field, order[name])) {
      const body =
        typeof value === 'string' && what === 'as written'
          ? raw(`"${name}":${value}`)
          : json({ [name]: value });
      forged.push([`${name}: ${what} ${String(value).slice(0, 20)}`, body]);
    }
  }
  return forged;
}

/** Longer than any list may be, and in a frame that is still read: a larger one ends at the door. */
function endless(plausible: unknown): readonly unknown[] {
  const each = JSON.stringify(plausible)?.length ?? 1;
  return Array.from({ length: Math.min(1_000, Math.floor(50_000 / each)) }, () => plausible);
}

/** What the longest of all texts may have, in characters. */
const LONGEST = Math.max(LIMITS.cardText, LIMITS.amendmentText, LIMITS.sheetText);

/** Values that no field of this kind takes. */
function liesFor(field: Field, plausible: unknown): (readonly [string, unknown])[] {
  const kinds = new Set([field, ...(field.anyOf ?? [])].map(({ type }) => type));
  const lies: (readonly [string, unknown])[] = [
    ['a list of itself', [[plausible]]],
    ['an object', { id: plausible, length: 1 }],
  ];
  if (kinds.has('integer') || kinds.has('number')) {
    for (const number of ['1e309', '-1e309', '1e21', '9007199254740993', '0.5', '-1000000000']) {
      lies.push(['as written', number]);
    }
    lies.push(['no number', null], ['a word', '1'], ['yes', true]);
  } else if (kinds.has('string')) {
    lies.push(['a number', 7], ['yes', true]);
    const isClosedList = field.enum !== undefined || field.const !== undefined;
    if (isId(field) || isClosedList || field.anyOf?.some(isId) === true) {
      lies.push(
        ['a path', '../board'],
        ['a key', '__proto__'],
        ['nothing', ''],
        ['a space', `${String(plausible)} `],
      );
    } else {
      // Words: beyond the frame, or nothing that can be seen where words are needed.
      lies.push(['endless', 'a'.repeat(60_001)]);
      lies.push(['too long', 'è'.repeat(LONGEST + 1)]);
    }
  } else if (kinds.has('array')) {
    lies.push(['endless', endless(plausible)], ['no list', plausible === null ? 1 : {}]);
    lies.push(['like a list', { 0: plausible, length: 1 }]);
  } else if (kinds.has('boolean')) {
    lies.push(['a number', 1], ['a word', 'true'], ['nothing', null]);
  }
  return lies;
}
