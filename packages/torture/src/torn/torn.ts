/** [T4] A server was killed, and then its files were torn or changed: what comes out of them is true, or refused. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Seeded, seeded } from '../seeded.ts';
import { row, type Torture, type TortureRow } from '../torture.ts';
import { ATTACKS, type Attack, rowsChanged } from './attacks.ts';
import { applyBlindly, believeLength } from './blind.ts';
import { copyOf, type Image, makeImage } from './image.ts';
import { type Loaded, load, type Outcome } from './load.ts';
import { recovered } from './recoveries.ts';

interface Run {
  readonly image: Image;
  /** A fresh folder for each point, gone after it. */
  readonly atPoint: <Result>(work: (folder: string) => Promise<Result>) => Promise<Result>;
  readonly points: number;
  readonly say: (line: string) => void;
}

export const torn: Torture = {
  name: 'torn',
  catalogue: 'T4',
  promise:
    'Files that were torn or changed give a true beginning of what was acknowledged, or a clear refusal; never anything else.',
  async run({ seed, scale, say }) {
    const base = mkdtempSync(join(tmpdir(), 'tavolo-torn-'));
    try {
      const random = seeded(seed);
      const image = await makeImage(base, random.fork('image'));
      let count = 0;
      const atPoint: Run['atPoint'] = async (work) => {
        count += 1;
        const place = join(base, `point-${count}`);
        mkdirSync(place);
        try {
          return await work(join(place, 'data'));
        } finally {
          rmSync(place, { recursive: true, force: true });
        }
      };
      const run: Run = { image, atPoint, points: scale === 'short' ? 4 : 100, say };
      const rows: TortureRow[] = [];
      for (const attack of ATTACKS)
        rows.push(await attacked(run, attack, random.fork(attack.name)));
      rows.push(await recoveries(run, random.fork('recoveries')));
      return rows;
    } finally {
      rmSync(base, { recursive: true, force: true });
    }
  },
};

async function attacked(run: Run, attack: Attack, random: Seeded): Promise<TortureRow> {
  const { image, points, say } = run;
  const tally = { true: 0, refused: 0, false: 0 };
  let control = false;
  let wrong = 0;
  const point = async (data: string): Promise<void> => {
    const folder = attack.damage(copyOf(image.folder, data), image, random);
    if (!control) control = await isFooled(attack, copyOf(folder, `${folder}-control`), image);
    const loaded = await load(copyOf(folder, `${folder}-load`), image);
    for (const { is } of outcomesOf(loaded)) tally[is] += 1;
    for (const fault of faultsOf(attack, image, loaded)) {
      wrong += 1;
      say(`${attack.name}: ${fault}`);
    }
  };
  // A control may need luck: more points for it alone, never fewer for the attack.
  let faults = 0;
  for (; faults < points || (!control && faults < MOST_POINTS); faults += 1) {
    await run.atPoint(point);
  }
  return row({
    name: `untrue loads after ${attack.name}`,
    value: wrong,
    unit: 'loads',
    goal: 0,
    attempts: tally.true + tally.refused + tally.false,
    faultsInjected: faults,
    control,
    note: `${tally.true} true, ${tally.refused} refused`,
  });
}

/** In search of a control. */
const MOST_POINTS = 200;

/** Whether the same damage gets through where its checksums are not looked at. */
async function isFooled({ control }: Attack, folder: string, image: Image): Promise<boolean> {
  if (control === 'wal') applyBlindly(folder);
  if (control === 'length') believeLength(folder);
  const trusts = control === 'wal' || control === 'length' ? 'rows' : control;
  const loaded = await load(folder, image, trusts);
  return outcomesOf(loaded).some(({ is }) => is === 'false');
}

function outcomesOf({ workshops, text }: Loaded): readonly Outcome[] {
  return workshops === null || text === null ? [{ is: 'refused', at: 0 }] : [...workshops, text];
}

function faultsOf(attack: Attack, image: Image, { workshops, text }: Loaded): readonly string[] {
  if (workshops === null || text === null) {
    return attack.mayRefuse ? [] : ['the file was refused'];
  }
  const least = attack.mayLoseTheEnd
    ? [...image.truths.map(({ inFile }) => inFile), image.text.inFile]
    : [...image.truths.map(({ log }) => log.length), image.text.updates.length];
  return [...workshops, text].flatMap((outcome, index) => {
    const fault = faultOf(outcome, least[index] ?? 0, attack);
    if (fault === null) return [];
    return [`${index < workshops.length ? `workshop ${index}` : 'the text'} ${fault}`];
  });
}

function faultOf(outcome: Outcome, least: number, { mayRefuse }: Attack): string | null {
  switch (outcome.is) {
    case 'false':
      return `is ${outcome.what}`;
    case 'refused':
      return mayRefuse ? null : `was refused at ${outcome.at}`;
    case 'true':
      return outcome.at >= least ? null : `ended with ${outcome.at}`;
  }
}

async function recoveries(run: Run, random: Seeded): Promise<TortureRow> {
  const { image, points, say } = run;
  const goods: number[] = [];
  let faults = 0;
  let wrong = 0;
  let controls = 0;
  while (goods.length < points) {
    faults += 1;
    await run.atPoint(async (data) => {
      const folder = rowsChanged(copyOf(image.folder, data), image, random);
      const { workshops } = await load(copyOf(folder, `${folder}-load`), image);
      const which = workshops?.findIndex(({ is }) => is === 'refused') ?? -1;
      // Behind a snapshot: nothing to recover.
      if (which === -1) return;
      const { good, isRight, oneMoreIsBroken, said } = await recovered(folder, image, which);
      goods.push(good);
      if (oneMoreIsBroken) controls += 1;
      if (isRight) return;
      wrong += 1;
      say(`recovery to ${good}: ${said.join(' / ')}`);
    });
  }
  return row({
    name: 'recoveries that missed the longest good beginning',
    value: wrong,
    unit: 'recoveries',
    goal: 0,
    attempts: goods.length,
    faultsInjected: faults,
    control: controls === goods.length,
    note: `back to decision ${Math.min(...goods)} to ${Math.max(...goods)}; the control keeps one decision more`,
  });
}
