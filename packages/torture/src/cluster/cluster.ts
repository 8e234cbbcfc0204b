/**
 * T16, and T8 with real processes: three nodes at one PostgreSQL and one Redis lose each other,
 * the services, the network between, and the time of day, while people work on all of them.
 */
import { seeded } from '../seeded.ts';
import { row, type Scale, type Torture, type TortureOptions, type TortureRow } from '../torture.ts';
import { holdMeeting } from '../victim/meeting.ts';
import { type Controls, control, type Goals } from './controls.ts';
import { differing } from './copies.ts';
import { becomesReady, FAULTS } from './faults.ts';
import { openInstallation } from './installation.ts';
import { Ledger } from './ledger.ts';
import { Lookout } from './lookout.ts';
import { type Numbers, People } from './people.ts';
import { type Suffered, suffer } from './rounds.ts';

const SIZES: Record<Scale, Numbers & { readonly rounds: number }> = {
  short: { rounds: 1, pages: 3, posting: 1, typing: 1 },
  long: { rounds: 20, pages: 6, posting: 3, typing: 3 },
};
const GOALS: Goals = { backMs: 15_000, seenMs: 2_000, unreadyMs: 2_000 };
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
    if (!(await people.settled(SETTLING_MS))) throw new Error('not everything was answered');
    const differ = await differing(installation, meeting, ledger, EQUAL_WITHIN_MS);
    const { lost } = await ledger.judge(people.claims);
    say(`at rest: ${JSON.stringify({ differ, lost: lost.length })}`);
    const told = people.done;
    const controls = await control(scene, meeting, GOALS, scale === 'long');
    say(`controls: ${JSON.stringify(controls)}`);
    const faults = all.reduce((sum, { rounds }) => sum + rounds, 0);
    const atEnd = { unit: 'nodes', goal: 0, attempts: told, faultsInjected: faults };
    return [
      ...all.flatMap((suffered) => rowsOf(suffered, controls)),
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
        control: controls.lost > 0,
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

function rowsOf(suffered: Suffered, controls: Controls): readonly TortureRow[] {
  const { fault, rounds, done, lost, doubled, wrong } = suffered;
  const attack = { attempts: done, faultsInjected: rounds };
  const named = (what: string) => `${fault.name}: ${what}`;
  const rows = [
    row({
      ...attack,
      name: named('acknowledged commands and words lost'),
      value: lost,
      unit: 'of them',
      goal: 0,
      control: controls.lost > 0,
      note: 'control: a node that acknowledges before it writes',
    }),
    row({
      ...attack,
      name: named('commands and words that took effect twice'),
      value: doubled,
      unit: 'of them',
      goal: 0,
      control: controls.doubled > 0,
      note: 'control: a node that forgets which commands it has taken',
    }),
    row({
      ...attack,
      name: named('people refused, sent away or never back'),
      value: wrong.length,
      unit: 'times',
      goal: 0,
      control: controls.lost > 0,
      ...(wrong.length === 0 ? {} : { note: wrong.slice(0, 5).join('; ') }),
    }),
  ];
  if (controls.backMs !== null) {
    rows.push(
      row({
        ...attack,
        name: named('everybody writes again after'),
        value: suffered.backMs,
        unit: 'ms',
        goal: GOALS.backMs,
        control: controls.backMs >= GOALS.backMs,
        note: 'control: a node that never finds out that its database is back',
      }),
    );
  }
  if (fault.isDoorbell === true) {
    rows.push(
      row({
        ...attack,
        name: named('a change is on every page within'),
        value: suffered.seenMs,
        unit: 'ms',
        goal: GOALS.seenMs,
        attempts: suffered.looks,
        control: controls.seenMs > GOALS.seenMs,
        note: 'control: a node that never asks what others have written',
      }),
    );
  }
  if (fault.spares !== undefined) {
    rows.push(
      row({
        ...attack,
        name: named('rounds in which the others could not go on'),
        value: suffered.stood,
        unit: 'rounds',
        goal: 0,
        control: controls.doneWithout === 0,
        note: 'control: all nodes are cut off',
      }),
    );
  }
  if (fault.spares === 'and says so') {
    rows.push(
      row({
        ...attack,
        name: named('it says that it is not ready after'),
        value: suffered.unreadyMs,
        unit: 'ms',
        goal: GOALS.unreadyMs,
        control: controls.staysReady,
        note: 'control: a node that calls everything well',
      }),
    );
  }
  return rows;
}
