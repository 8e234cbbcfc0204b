/**
 * `recover`: takes one workshop, or one of its texts, back to its last good state. First a
 * copy of the whole file, then the rows that go in a file of their own, then the cut; people's
 * pages begin anew (a new epoch), and what they had not been able to send is sent.
 */
import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evolveAll, UNOPENED, type WorkshopId } from '@tavolo/model';
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import type { LogCut, LogReport, TextCut, TextReport, Upkeep } from '../storage/upkeep.ts';
import { opensFromSnapshot, textOpensFromSnapshot } from './report-lines.ts';
import { type Surroundings, stamp, type Verb, VerbRefused } from './verb.ts';

const LAST_GOOD = 'last-good';

export const recover: Verb = {
  usage: 'recover <workshop> [--text proposal-<id>] --to <number|last-good>',
  meaning: 'Take a workshop, or a text of it, back to a good state. Nothing is thrown away.',
  run(args, around) {
    const { workshop, text, to } = wishOf(args);
    const upkeep = openUpkeep(around.dataDir);
    try {
      const log = found(upkeep.logs(), workshop);
      if (text === null) cutLog(upkeep, log, to, around);
      else cutText(upkeep, textOf(upkeep, log, text), to, around);
      return 0;
    } finally {
      upkeep.close();
    }
  },
};

interface Wish {
  readonly workshop: string;
  readonly text: string | null;
  readonly to: string;
}

function wishOf(args: readonly string[]): Wish {
  const rest = [...args];
  const option = (name: string): string | null => {
    const at = rest.indexOf(name);
    return at === -1 ? null : (rest.splice(at, 2)[1] ?? null);
  };
  const [to, text] = [option('--to'), option('--text')];
  const [workshop, ...more] = rest;
  if (workshop === undefined || to === null || more.length > 0) {
    throw new VerbRefused(`Usage: npm run tavolo -- ${recover.usage}`);
  }
  return { workshop, text, to };
}

/** By its id, the beginning of it, or its join code. */
function found(logs: readonly LogReport[], asked: string): LogReport {
  const code = asked.replaceAll('-', '').toUpperCase();
  const fits = logs.filter(
    ({ record }) => record.joinCode === code || (asked.length >= 8 && record.id.startsWith(asked)),
  );
  const [one, another] = fits;
  if (one === undefined) throw new VerbRefused(`There is no workshop ${asked}.`);
  if (another !== undefined) throw new VerbRefused(`Several workshops begin with ${asked}.`);
  return one;
}

function textOf(upkeep: Upkeep, { record }: LogReport, name: string): TextReport {
  const text = upkeep.texts().find(({ key }) => key.workshopId === record.id && key.name === name);
  if (text === undefined) throw new VerbRefused(`There is no text ${name} in that workshop.`);
  return text;
}

function cutLog(upkeep: Upkeep, log: LogReport, wanted: string, around: Surroundings): void {
  const { record, last, lastGood } = log;
  if (wanted === LAST_GOOD && opensFromSnapshot(log)) {
    throw new VerbRefused(
      `The workshop opens from a snapshot made after the fault: there is nothing to recover. To go back before the fault and lose ${last - lastGood} decisions all the same, name the number: --to ${lastGood}`,
    );
  }
  const to = targetOf(wanted, { last, lastGood, least: 1, what: 'decision' });
  const state = evolveAll(
    UNOPENED,
    upkeep.decisions(record.id, to).flatMap(({ events }) => events),
  );
  const cut: LogCut = { workshopId: record.id, to, dueAt: state.move?.at ?? null };
  perform(upkeep, cut, record.id, around);
  around.say(`Workshop ${record.id} is at decision ${to} again; ${last - to} went.`);
  around.say('What people had not sent yet is kept on their devices and sent when they come back.');
}

function cutText(upkeep: Upkeep, text: TextReport, wanted: string, around: Surroundings): void {
  const { key, last, lastGood } = text;
  if (wanted === LAST_GOOD && textOpensFromSnapshot(text)) {
    throw new VerbRefused(
      `The text opens from a snapshot made after the fault: there is nothing to recover. To go back before the fault all the same, name the number: --to ${lastGood}`,
    );
  }
  const to = targetOf(wanted, { last, lastGood, least: 0, what: 'update' });
  perform(upkeep, { key, to }, key.workshopId, around);
  around.say(`Text ${key.name} is at update ${to} again; ${last - to} went.`);
}

interface Range {
  readonly last: number;
  readonly lastGood: number;
  readonly least: number;
  readonly what: string;
}

function targetOf(wanted: string, { last, lastGood, least, what }: Range): number {
  const to = wanted === LAST_GOOD ? lastGood : /^\d{1,9}$/.test(wanted) ? Number(wanted) : -1;
  if (to < least && wanted === LAST_GOOD) {
    throw new VerbRefused(`Nothing of it is good, from the first ${what} on: put a backup back.`);
  }
  if (to < least) throw new VerbRefused(`--to wants a number from ${least} on, or ${LAST_GOOD}.`);
  if (to > lastGood) throw new VerbRefused(`It is good up to ${what} ${lastGood} only.`);
  if (to === last) throw new VerbRefused(`It is whole up to ${what} ${last}: nothing to recover.`);
  return to;
}

/** Copy, put aside, cut; each on the disk before the next. */
function perform(
  upkeep: Upkeep,
  cut: LogCut | TextCut,
  workshopId: WorkshopId,
  { dataDir, say, now }: Surroundings,
): void {
  const copy = join(dataDir, `tavolo-before-recovery-${stamp(now)}.db`);
  upkeep.copyTo(copy);
  say(`A copy of everything as it was: ${copy}`);
  const aside = join(dataDir, `${workshopId}-cut-${stamp(now)}.json`);
  const rows = upkeep.rowsAfter(cut);
  putAside(aside, { ...cut, cutAt: now.toISOString(), rows });
  say(`What was cut, ${rows.length} rows: ${aside}`);
  upkeep.cut(cut);
}

function putAside(path: string, content: unknown): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    const shown = (_key: string, value: unknown): unknown =>
      value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value;
    writeFileSync(file, `${JSON.stringify(content, shown, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
