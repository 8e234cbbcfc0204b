/**
 * T6. Many workshops at once on a real server; everything that reaches anybody is searched
 * for the words that were not for them. The control is the same on a server in which the
 * rules are out of force.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openApp, type Seams, THE_WORLD } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { type Log, openLog } from '@tavolo/server/log';
import { type Seeded, seeded } from '../seeded.ts';
import { row, type Torture } from '../torture.ts';
import { type Found, searchDataFolder } from './ballots-at-rest.ts';
import { type Leaks, noLeaks, searchOperator, searchPerson } from './leaks.ts';
import { Scene } from './scene.ts';
import { Session } from './session.ts';
import { withoutRules } from './unruled.ts';

/** Workshops at the same time; more only wait for each other on two cores. */
const AT_ONCE = 6;
const SESSIONS = { long: 500, short: 2 } as const;
/** Whose ballots the data folder is searched for. */
const VOTERS = { long: 200, short: 8 } as const;
const CONTROL_SESSIONS = { long: 20, short: 1 } as const;

export const secrecy: Torture = {
  name: 'secrecy',
  catalogue: 'T6',
  promise: 'Nobody hears words that are not for them, nor who wrote an anonymous card.',
  async run({ seed, scale, say }) {
    const sessions = SESSIONS[scale];
    const real = await attack(seeded(seed), sessions, true, say);
    for (const example of real.leaks.examples) say(example);
    const control = await attack(seeded(seed), CONTROL_SESSIONS[scale], false, say);
    const atRest = await searchDataFolder(seeded(seed).fork('at rest'), VOTERS[scale], true);
    const left = await searchDataFolder(seeded(seed).fork('left'), VOTERS.short, false);
    say(`ballots in the data folder: ${JSON.stringify({ atRest, left })}`);
    const common = { goal: 0, attempts: sessions, faultsInjected: real.faults };
    const note = `${real.hidden} hidden texts, ${real.heard} frames and answers searched`;
    return [
      row({
        ...common,
        name: 'hidden words heard by others',
        value: real.leaks.words,
        unit: 'canaries',
        control: control.leaks.words > 0,
        note,
      }),
      row({
        ...common,
        name: 'ballots heard by others, before the close and after',
        value: real.leaks.ballots,
        unit: 'dots',
        control: control.leaks.ballots > 0,
      }),
      row({
        ...common,
        name: 'tallies told before the close',
        value: real.tallies.early,
        unit: 'frames and answers',
        // The same search as soon as the round is closed.
        control: real.tallies.late > 0,
      }),
      row({
        name: 'ballots left in the data folder after the close',
        value: sumOf(atRest.closed) + sumOf(atRest.ended),
        unit: 'ballots, keys, codes and dots',
        goal: 0,
        attempts: atRest.voters,
        faultsInjected: 0,
        // Before the close, and where the close destroys nothing, each seat's ballot is found.
        control: atRest.open.linked === atRest.voters && left.ended.linked === left.voters,
        note: `${atRest.open.traces} traces of ${atRest.voters} ballots while the round was open`,
      }),
      row({
        ...common,
        name: 'authors told beside their cards',
        value: real.leaks.authors,
        unit: 'seats',
        control: control.leaks.authors > 0,
      }),
      row({
        ...common,
        name: 'words in logs and metrics',
        value: real.leaks.spilled,
        unit: 'lines',
        control: control.leaks.spilled > 0,
      }),
    ];
  },
};

function sumOf({ linked, traces }: Found): number {
  return linked + traces;
}

interface Attacked {
  readonly tallies: { readonly early: number; readonly late: number };
  readonly leaks: Leaks;
  readonly hidden: number;
  readonly heard: number;
  readonly faults: number;
}

async function attack(
  random: Seeded,
  count: number,
  isRuled: boolean,
  say: (line: string) => void,
): Promise<Attacked> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-secrecy-'));
  const lines: string[] = [];
  const log = openLog('debug', { write: (line) => void lines.push(line) });
  const app = await openApp(config(folder), log, isRuled ? THE_WORLD : unruled(log));
  const leaks = noLeaks();
  const tallies = { early: 0, late: 0 };
  const totals = { hidden: 0, heard: 0, faults: 0 };
  try {
    let next = 0;
    const one = async () => {
      while (next < count) {
        const number = next;
        next += 1;
        const scene = new Scene(app.url, number, random.fork(`session ${number}`), isRuled);
        const session = new Session(scene);
        await session.play();
        session.hangUp();
        const { ledger, people } = scene;
        const seats = new Set(people.map(({ seatId }) => seatId));
        for (const person of people) {
          searchPerson(person, ledger, seats, leaks);
          totals.heard += person.heard.length;
        }
        const spilled = [...lines.splice(0), ...(await operatorReads(app.url))];
        searchOperator(spilled, seats, (id) => ledger.isUnsigned(id), leaks);
        totals.hidden += ledger.hidden;
        totals.faults += scene.faults;
        tallies.early += scene.tallies.early;
        tallies.late += scene.tallies.late;
        if ((number + 1) % 50 === 0) say(`${number + 1} sessions`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
  return { leaks, tallies, ...totals };
}

function config(folder: string): ReturnType<typeof readConfig> {
  const env = { PORT: '0', TAVOLO_DATA_DIR: join(folder, 'data'), TAVOLO_DEMO: 'off' };
  return readConfig(env, []);
}

function unruled(log: Log): Seams {
  const openStorage: Seams['openStorage'] = async (folder) =>
    withoutRules(await THE_WORLD.openStorage(folder), log);
  return { ...THE_WORLD, openStorage };
}

async function operatorReads(url: string): Promise<string[]> {
  const paths = ['/metrics', '/readyz', '/healthz'];
  return Promise.all(paths.map(async (path) => (await fetch(url + path)).text()));
}
