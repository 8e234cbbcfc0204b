/**
 * T5: lying clients, over real sockets. Every role, phase and command; commands that lie in
 * their form; people without a seat; updates of a text that no editor makes, frames that are
 * none, presence in the name of others, documents by the wrong name.
 */
import { PHASES, type Phase } from '@tavolo/model';
import { openDesk } from '@tavolo/server/testing/desk';
import { type asCommand, openVenue } from '@tavolo/server/testing/venue';
import { seeded } from '../seeded.ts';
import { row, type Scale, type Torture, type TortureOptions, type TortureRow } from '../torture.ts';
import { attackAddresses } from './address-attacks.ts';
import { tryCells } from './cells.ts';
import { tryBorrowedIds } from './doubled.ts';
import { FORGED_IN, tryForgeries } from './forgeries.ts';
import { tryOutsiders } from './outsiders.ts';
import type { Stage } from './stage.ts';
import { type Arena, attackTexts } from './text-arena.ts';
import { attackWires } from './wire-arena.ts';

interface Size {
  /** Without it all of them. */
  readonly cells?: number;
  readonly cellsIn: readonly Phase[];
  readonly sabotagedCells: number;
  readonly forgeriesEach: number;
  readonly forgedIn: readonly Phase[];
  readonly outsidersIn: readonly Phase[];
  /** Attacks with frames whose rule is left out, where not all of them are. */
  readonly wiresControlled: number;
  readonly seeds: number;
  /** So many seeds are run with the rules left out, too. */
  readonly controlled: number;
}

const SIZES: Readonly<Record<Scale, Size>> = {
  short: {
    cells: 100,
    cellsIn: ['listen', 'cluster', 'tables', 'commit'],
    sabotagedCells: 12,
    forgeriesEach: 1,
    forgedIn: ['cluster'],
    outsidersIn: ['listen'],
    wiresControlled: 6,
    seeds: 1,
    controlled: 0,
  },
  long: {
    cellsIn: PHASES,
    sabotagedCells: 400,
    forgeriesEach: 1_000,
    forgedIn: FORGED_IN,
    outsidersIn: PHASES,
    wiresControlled: 20,
    seeds: 50,
    controlled: 5,
  },
};

export const hostile: Torture = {
  name: 'hostile',
  catalogue: 'T5',
  promise: 'Whatever a client sends, nothing changes but what the rules allow, and no is counted.',
  run,
};

async function run({ seed, scale, say }: TortureOptions): Promise<readonly TortureRow[]> {
  const size = SIZES[scale];
  const told = (faults: readonly string[]): void => {
    for (const fault of faults.slice(0, 10)) say(fault);
  };
  return [...(await commands(seed, size, told)), ...(await frames(seed, size, told))];
}

type Told = (faults: readonly string[]) => void;

async function commands(seed: number, size: Size, told: Told): Promise<TortureRow[]> {
  const random = seeded(seed).fork('cells');
  const { cells: atMost, cellsIn: phases, sabotagedCells } = size;
  const trial = await tryCells({ random, phases, ...(atMost === undefined ? {} : { atMost }) });
  const { cells, attempts, faults, neverAccepted } = trial;
  // The short run does not come to everything.
  const unknown =
    atMost === undefined
      ? neverAccepted.map(
          (type) => `nobody gets ${type} accepted: teach plausible.ts what it takes`,
        )
      : [];
  told([...faults, ...unknown]);
  told([`${attempts.length} attempts at ${cells} cells`]);
  const sabotaged = await tryCells({
    random: seeded(seed).fork('sabotage'),
    atMost: sabotagedCells,
    phases: ['cluster', 'tables'],
    sabotage: asIfEverybodyWereTheOwner,
  });
  const refused = attempts.filter(({ refusal }) => refusal !== null).length;
  const forged = await tryForgeries(
    seeded(seed).fork('forgeries'),
    size.forgeriesEach,
    size.forgedIn,
  );
  told([`${forged.attempts} forged commands`, ...forged.faults]);
  const outside = await tryOutsiders(size.outsidersIn, seeded(seed).fork('outsiders'));
  told([`${outside.attempts} knocks of outsiders`, ...outside.faults]);
  const borrowed = await tryBorrowedIds(seeded(seed).fork('borrowed'));
  told(borrowed.faults);
  return [
    row({
      name: 'role × phase × command, at one’s own and at others’ things',
      value: faults.length + unknown.length,
      unit: 'wrong answers',
      goal: 0,
      attempts: attempts.length,
      faultsInjected: refused,
      control: sabotaged.faults.length > 0,
      note: `${cells} cells, ${attempts.length - refused} accepted; with the actor taken for the owner ${sabotaged.faults.length} of ${sabotaged.attempts.length} are found`,
    }),
    row({
      name: 'commands that lie in their form, or borrow ids',
      value: forged.faults.length + borrowed.faults.length,
      unit: 'accepted or uncounted',
      goal: 0,
      attempts: forged.attempts + borrowed.attempts,
      faultsInjected: forged.attempts + borrowed.attempts,
      control: forged.acceptedUnforged > 0,
      note: `${forged.acceptedUnforged} commands were accepted as soon as they did not lie`,
    }),
    row({
      name: 'without a seat, or no longer',
      value: outside.faults.length,
      unit: 'let in',
      goal: 0,
      attempts: outside.attempts,
      faultsInjected: outside.attempts,
      control: outside.insiderEntered,
    }),
  ];
}

/** Switches off that the actor comes from the session. */
function asIfEverybodyWereTheOwner({ venue }: Stage): void {
  const { workshop, owner } = venue;
  const perform = workshop.perform.bind(workshop);
  Object.defineProperty(workshop, 'perform', {
    value: (_seatId: unknown, command: ReturnType<typeof asCommand>) =>
      perform(owner.seatId, command),
  });
}

async function frames(seed: number, size: Size, told: Told): Promise<TortureRow[]> {
  const texts: Arena[] = [];
  const wires: Arena[] = [];
  for (let round = 0; round < size.seeds; round += 1) {
    const own = seed + round;
    if (round % 10 === 0) told([`frames: seed ${own}`]);
    const isControlled = round < size.controlled;
    const controls = isControlled ? 'all' : round === 0 ? 'some' : 'none';
    texts.push(await attackTexts(own, controls));
    wires.push(
      await attackWires(
        own,
        isControlled ? Number.MAX_SAFE_INTEGER : round === 0 ? size.wiresControlled : 0,
      ),
    );
    told([...(texts.at(-1)?.faults ?? []), ...(wires.at(-1)?.faults ?? [])]);
    told([...(texts.at(-1)?.uncontrolled ?? []), ...(wires.at(-1)?.uncontrolled ?? [])]);
  }
  const [desk, elsewhere] = [await openDesk(), await openVenue()];
  try {
    const addresses = await attackAddresses(desk, elsewhere.workshop.id);
    told([...addresses.faults, ...addresses.uncontrolled]);
    return [
      arenaRow('updates of a text that no editor makes', texts),
      arenaRow('frames, and presence in others’ names', wires),
      arenaRow('documents by the wrong name, epoch or origin', [
        { ...addresses, controls: addresses.attacks },
      ]),
    ];
  } finally {
    await desk.close();
    await elsewhere.close();
  }
}

function arenaRow(name: string, arenas: readonly Arena[]): TortureRow {
  const sum = (count: (arena: Arena) => number): number =>
    arenas.reduce((all, arena) => all + count(arena), 0);
  const attempts = sum(({ attacks }) => attacks);
  const controls = sum((arena) => arena.controls);
  return row({
    name,
    value: sum(({ faults }) => faults.length),
    unit: 'got through',
    goal: 0,
    attempts,
    faultsInjected: attempts,
    control: controls > 0 && sum(({ uncontrolled }) => uncontrolled.length) === 0,
    note: `${arenas[0]?.attacks ?? 0} attacks, ${arenas.length} seeds; ${controls} times with the rule left out, all got through`,
  });
}
