/**
 * T16, and T8 with real processes: three nodes at one PostgreSQL and one Redis lose each other,
 * the services, the network between, and the time of day, while people work on all of them.
 */
import { seeded } from '../seeded.ts';
import { row, type Scale, type Torture, type TortureOptions, type TortureRow } from '../torture.ts';
import { holdMeeting } from '../victim/meeting.ts';
import { apart } from './clocks.ts';
import { control } from './controls.ts';
import { differing } from './copies.ts';
import { becomesReady, FAULTS } from './faults.ts';
import { openInstallation } from './installation.ts';
import { Ledger } from './ledger.ts';
import { Lookout } from './lookout.ts';
import { type Numbers, People } from './people.ts';
import { type Suffered, suffer } from './rounds.ts';
import { clockRows, GOALS, rowsOf } from './rows.ts';

const SIZES: Record<Scale, Numbers & { readonly rounds: number }> = {
  short: { rounds: 1, pages: 3, posting: 1, typing: 1 },
  long: { rounds: 20, pages: 6, posting: 3, typing: 3 },
};
const SETTLING_MS = 30_000;
/** Until every node has what was done last, at rest. */
const EQUAL_WITHIN_MS = 5_000;

export const cluster: Torture = {
  name: 'cluster',
  catalogue: 'T16',
  promise:
    'Whatever fails in an installation of several nodes, nothing acknowledged is lost, and all goes on by itself.',
  run: (options) => quietly(() => run(options)),
};

async function run({ seed, scale, say }: TortureOptions): Promise<readonly TortureRow[]> {
  const random = seeded(seed);
  const size = SIZES[scale];
  const installation = await openInstallation(random.fork('installation'));
  let [people, lookout]: [People | null, Lookout | null] = [null, null];
  try {
    await becomesReady(installation, ...installation.nodes);
    const { url } = installation.balancer;
    const meeting = await holdMeeting(url, size.pages - 1 + size.posting + size.typing);
    people = await People.gather(url, meeting, size, random.fork('people'));
    lookout = new Lookout(people.phones);
    const ledger = new Ledger(installation.storage, meeting);
    const scene = { installation, people, ledger, lookout, random: random.fork('faults'), say };
    const all: Suffered[] = [];
    for (const fault of FAULTS[scale]) all.push(await suffer(scene, fault, size.rounds));
    const shifted = scale === 'long' ? await apart(scene, size.rounds, null) : null;
    say(`clocks apart: ${JSON.stringify(shifted)}`);
    if (!(await people.settled(SETTLING_MS))) throw new Error('not everything was answered');
    const differ = await differing(installation, meeting, ledger, EQUAL_WITHIN_MS);
    const { lost } = await ledger.judge(people.claims);
    const { backwards } = ledger;
    say(`at rest: ${JSON.stringify({ differ, lost: lost.length })}`);
    const told = people.done;
    const controls = await control(scene, meeting, GOALS, scale === 'long');
    const alone = shifted === null ? null : await apart(scene, 1, 'own-clock');
    say(`each by its own clock: ${JSON.stringify(alone)}`);
    say(`controls: ${JSON.stringify(controls)}`);
    const faults = all.reduce((sum, { rounds }) => sum + rounds, 0);
    const atEnd = { unit: 'nodes', goal: 0, attempts: told, faultsInjected: faults };
    return [
      ...all.flatMap((suffered) => rowsOf(suffered, controls)),
      ...(shifted === null || alone === null ? [] : clockRows(shifted, alone, backwards)),
      row({
        ...atEnd,
        name: 'nodes whose board is not what the log alone gives, at the end',
        value: differ.boards,
        control: controls.boards > 0,
        note: `after ${ledger.decisions} decisions; control: a node that shows what it has not written`,
      }),
      row({
        ...atEnd,
        name: 'nodes whose text is not what its log alone gives, at the end',
        value: differ.texts,
        control: controls.texts > 0,
      }),
    ];
  } finally {
    people?.close();
    lookout?.close();
    await installation.close();
  }
}

/** Pages tell their console whenever nobody answers; here that is every other second. */
async function quietly<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  const { info } = console;
  console.info = () => undefined;
  try {
    return await work();
  } finally {
    console.info = info;
  }
}
