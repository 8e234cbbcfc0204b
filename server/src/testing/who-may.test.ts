/**
 * Every cell of the table of who may do what, asked over HTTP and over the live channel of one
 * workshop that goes through all its phases. What the table does not allow is refused for want
 * of a right and changes nothing; what it allows is not; the lock refuses what it is to refuse.
 */
import { Agent, request } from 'node:http';
import { COMMAND_TYPES, type Order, PHASES, type Phase, ROLES, type Role } from '@tavolo/model';
import { dependsOnWhose, WHO_MAY, type WhoMayRow, whoMay } from '@tavolo/model/testing/who-may';
import type { Answer } from '@tavolo/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LiveClient, liveClient } from './live-clients.ts';
import { type Attempt, attemptsIn } from './permission-attempts.ts';
import { openPermissionRoom, type PermissionRoom } from './permission-room.ts';
import { asCommand } from './venue.ts';

/** Refusals that say "not you", "not now" or "not there". */
const OF_RIGHTS = new Set([
  'wrong-role',
  'wrong-phase',
  'not-yours',
  'not-your-table',
  'not-remote',
]);
const DOORS = ['http', 'live'] as const;
/** A seat may send a burst of sixty, and then waits for the clock. */
const BURST = 40;
const REFILL_MS = 3_000;

interface Cell {
  readonly row: WhoMayRow;
  readonly name: string;
  readonly attempt: Attempt;
  readonly role: Role;
  readonly own: boolean;
}

let room: PermissionRoom;
let attempts: ReadonlyMap<string, Attempt>;
const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const lives = new Map<Role, LiveClient>();
/** What does not agree with the table, one line each. */
const faults: string[] = [];
const accepted = new Set<string>();
let asked = 0;

beforeAll(async () => {
  room = await openPermissionRoom();
  attempts = attemptsIn(room);
  for (const [role, { headers }] of room.people) lives.set(role, liveClient(room.venue, headers));
});

afterAll(async () => {
  for (const live of lives.values()) live.leave();
  agent.destroy();
  await room.venue.close();
});

function overHttp(
  role: Role,
  path: string,
  body?: unknown,
): Promise<{ status: number; text: string }> {
  asked += 1;
  const { origin, workshop } = room.venue;
  const headers = { ...room.people.get(role)?.headers, 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${origin}/api/workshops/${workshop.id}${path}`,
      { agent, method: body === undefined ? 'GET' : 'POST', headers },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (part: string) => {
          text += part;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      },
    );
    sent.on('error', reject).end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** The kinds of the refusals, null where it was accepted. All are of one role. */
async function send(
  door: (typeof DOORS)[number],
  role: Role,
  orders: readonly Order[],
): Promise<readonly (string | null)[]> {
  const commands = orders.map(asCommand);
  const said = (answer: Answer) => ('refusal' in answer ? answer.refusal.kind : null);
  if (door === 'live') {
    asked += commands.length;
    return ((await lives.get(role)?.send(commands)) ?? []).map(said);
  }
  const answers = commands.map((command) => overHttp(role, '/commands', command));
  return (await Promise.all(answers)).map(({ text }) => said(JSON.parse(text) as Answer));
}

function fault(phase: Phase, { row, name, role, own }: Cell, door: string, what: string): void {
  const whose = dependsOnWhose(row) ? (own ? ', own' : ", another's") : '';
  faults.push(`${row.action}: ${name} by ${role} in ${phase}${whose} over ${door}: ${what}`);
}

const orderOf = ({ attempt, role, own }: Cell): Order => attempt.order(room.seat(role), own);

/** All of them at once over each door: none of them is to change anything, so none is in another's way. */
async function sendAll(
  phase: Phase,
  cells: readonly Cell[],
  fits: (kind: string | null, cell: Cell) => boolean,
): Promise<void> {
  const { workshop } = room.venue;
  await workshop.ballots.recount();
  const { state, seq } = workshop;
  const { voters } = workshop.ballots;
  for (const door of DOORS) {
    room.pass(REFILL_MS);
    const each = ROLES.map(async (role) => {
      const its = cells.filter((cell) => cell.role === role);
      for (let at = 0; at < its.length; at += BURST) {
        if (at > 0) room.pass(REFILL_MS);
        const some = its.slice(at, at + BURST);
        const kinds = await send(door, role, some.map(orderOf));
        some.forEach((cell, index) => {
          const kind = kinds[index];
          if (kind === undefined) throw new Error(`no answer to ${cell.name}`);
          if (!fits(kind, cell)) fault(phase, cell, door, `${kind ?? 'accepted'}`);
        });
      }
    });
    await Promise.all(each);
  }
  await workshop.ballots.recount();
  if (workshop.state !== state || workshop.seq !== seq || workshop.ballots.voters !== voters) {
    faults.push(`in ${phase} something was refused and done all the same`);
  }
}

const isForWantOfARight = (kind: string | null, { attempt }: Cell): boolean =>
  (kind !== null && OF_RIGHTS.has(kind)) || (attempt.hidden === true && kind === 'unknown-card');

/** Those of one phase, after what `before` prepares: then nothing but a right can be missing. */
async function askTogether(phase: Phase, cells: readonly Cell[]): Promise<void> {
  await cells[0]?.attempt.before?.();
  const isAllowed = ({ row, role, own }: Cell) => whoMay(row, phase, role, own);
  await sendAll(
    phase,
    cells.filter((cell) => !isAllowed(cell)),
    isForWantOfARight,
  );
  const allowed = cells.filter(isAllowed);
  await room.venue.orders({ type: 'setLock', scope: 'everything', on: true });
  const bound = allowed.filter(({ row }) => row.locks);
  await sendAll(phase, bound, (kind) => kind === 'locked');
  await room.venue.orders({ type: 'setLock', scope: 'everything', on: false });
  for (const cell of allowed) {
    for (const door of DOORS) {
      await cell.attempt.before?.();
      room.pass(100);
      const [kind] = await send(door, cell.role, [orderOf(cell)]);
      if (kind === null) {
        accepted.add(cell.name);
        await cell.attempt.after?.(room.seat(cell.role));
      } else if (kind === undefined || OF_RIGHTS.has(kind) || kind === 'locked') {
        fault(phase, cell, door, `refused: ${kind}`);
      }
    }
  }
}

function cellsOf(row: WhoMayRow, name: string): Cell[] {
  const attempt = attempts.get(name);
  if (attempt === undefined) throw new Error(`nobody knows how to try ${name}`);
  const both = dependsOnWhose(row) ? [true, false] : [false];
  const owns = name.endsWith(' own') ? [true] : both;
  return ROLES.flatMap((role) => owns.map((own): Cell => ({ row, name, attempt, role, own })));
}

async function askToRead(row: WhoMayRow, name: string, phase: Phase): Promise<void> {
  if (name === 'GET open tallies' && phase !== 'prioritise') return;
  if (name === 'GET open tallies') await voteOnce();
  room.pass(REFILL_MS);
  for (const role of ROLES) {
    const allowed = await isRead(name, role);
    if (allowed === whoMay(row, phase, role, false)) accepted.add(name);
    else faults.push(`${row.action}: ${role} in ${phase} ${allowed ? 'does' : 'does not'}`);
  }
}

/** A ballot lies in an open round. */
async function voteOnce(): Promise<void> {
  const { workshop } = room.venue;
  const roundId = await room.round({ remote: true });
  const [item] = workshop.state.rounds.get(roundId)?.items ?? [];
  if (item === undefined) throw new Error('a round over nothing');
  const dots = { type: 'setDots', roundId, item, n: 1, version: 1_000_000 } as const;
  await workshop.perform(room.seat('participant').id, asCommand(dots));
  await workshop.ballots.recount();
  expect(workshop.ballots.voters).toBeGreaterThan(0);
}

async function isRead(name: string, role: Role): Promise<boolean> {
  const { state } = room.venue.workshop;
  if (name === 'GET export') return (await overHttp(role, '/export.json')).status === 200;
  if (name === 'GET drafts') {
    const { text } = await overHttp(role, '/cards');
    const hidden = [...state.cards.values()].filter(({ status }) => status !== 'published');
    expect(hidden.length).toBeGreaterThan(0);
    return hidden.some(({ id }) => text.includes(id));
  }
  const isOpen = name === 'GET open tallies';
  const round = [...state.rounds.values()].find(({ result }) => (result === null) === isOpen);
  if (round === undefined) throw new Error('no such round');
  return (await overHttp(role, '/results')).text.includes(round.id);
}

it('[A10] every command that there is has its row', () => {
  const names = WHO_MAY.flatMap((row) => row.asked);
  expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  const types = names.filter((name) => !name.startsWith('GET ')).map((name) => name.split(' ')[0]);
  expect([...new Set(types)].sort()).toEqual([...COMMAND_TYPES].sort());
});

it('[A1] [A13] [N2] HTTP and the live channel refuse and allow what the table says, cell by cell', async () => {
  const rows = WHO_MAY.flatMap((row) => row.asked.map((name) => ({ row, name })));
  const reading = rows.filter(({ name }) => name.startsWith('GET '));
  const commands = rows.filter(({ name }) => !name.startsWith('GET '));
  const cells = commands.map(({ row, name }) => cellsOf(row, name));
  for (const phase of PHASES) {
    await room.enter(phase);
    for (const { row, name } of reading) await askToRead(row, name, phase);
    for (const some of cells.filter(([cell]) => cell?.attempt.before !== undefined)) {
      await askTogether(phase, some);
    }
    await room.round(null);
    const free = cells.filter(([cell]) => cell?.attempt.before === undefined);
    await askTogether(phase, free.flat());
    await room.round(null);
  }
  expect(faults).toEqual([]);
  // A body that is never accepted may be refused for whatever reason: it shows nothing.
  expect(rows.map(({ name }) => name).filter((name) => !accepted.has(name))).toEqual([]);
  expect(asked).toBeGreaterThan(9_000);
  // Ten seconds by itself; beside other tests on two cores it waits for its turn.
}, 180_000);
