/**
 * T18, for the exports that there are. Texts that are known to break tables, pages and
 * headers go in as needs, names, clusters, themes and titles; what comes out over HTTP is
 * read by the strictest readers and compared with what was kept, sign by sign.
 */
import type { ExportedWorkshop } from '@tavolo/report';
import { HOSTILE, isFormula, readCsv, textOfCell } from '@tavolo/report/testing/spreadsheet';
import { type Seeded, seeded } from '../seeded.ts';
import { row, type Torture } from '../torture.ts';
import { type Hall, openHall } from './hall.ts';
import { plainCsvs, plainFileName } from './unescaped.ts';

/** Every title is a workshop of its own. */
const TITLES = { long: HOSTILE.length, short: 25 } as const;

export const exportedFiles: Torture = {
  name: 'exports',
  catalogue: 'T18',
  promise: 'What is exported opens as text and says what people wrote, whatever they wrote.',
  async run({ seed, scale, say }) {
    const random = seeded(seed);
    const hall = await openHall();
    try {
      const filled = await hall.fill(HOSTILE, random);
      say(`${filled} of ${HOSTILE.length} hostile texts are on the wall; the others were refused`);
      const state = await hall.state();
      const bytes = await hall.download('export.csv');
      const json = JSON.parse((await hall.download('export.json')).toString()) as ExportedWorkshop;
      const kept = [...state.cards.values()].map(({ text }) => text);
      const rooms = [
        readCsv((await hall.download('export-votes.csv')).toString()),
        readCsv((await hall.download('export-tables.csv?names=1')).toString()),
      ];
      if (rooms.some(({ length }) => length < 2)) throw new Error('nobody votes, or no table');
      const cells = [readCsv(bytes.toString()), ...rooms].flat(2);
      const unescaped = plainCsvs(state).flatMap((csv) => readCsv(csv).flat());
      const names = await fileNames(hall, some(HOSTILE, TITLES[scale], random.fork('titles')));
      const common = { goal: 0, attempts: filled, faultsInjected: HOSTILE.length };
      return [
        row({
          ...common,
          name: 'cells that open as formulas',
          value: cells.filter(isFormula).length,
          unit: 'cells',
          control: unescaped.some(isFormula),
          note: `${cells.length} cells; without the apostrophe ${unescaped.filter(isFormula).length} would`,
        }),
        row({
          ...common,
          name: 'texts changed on the way out',
          value:
            changed(kept, textsOf(bytes.toString())) +
            changed(
              kept,
              json.cards.map(({ text }) => text),
            ),
          unit: 'texts',
          // As a reader sees it who is not told that it is UTF-8.
          control: changed(kept, textsOf(`\ufeff${bytes.toString('latin1').slice(3)}`)) > 0,
        }),
        row({
          ...common,
          name: 'file names that break a header',
          value: names.broken,
          unit: 'titles',
          attempts: names.tried,
          control: names.brokenPlain > 0,
        }),
      ];
    } finally {
      await hall.close();
    }
  },
};

function some(texts: readonly string[], count: number, random: Seeded): readonly string[] {
  const from = count >= texts.length ? 0 : random.below(texts.length - count);
  return texts.slice(from, from + count);
}

/** The column of texts, as an import reads it. */
function textsOf(csv: string): string[] {
  const [head = [], ...rows] = readCsv(csv);
  const column = head.indexOf('Testo');
  if (column < 0) throw new Error(`no column of texts among ${head.join(', ')}`);
  return rows.map((cells) => textOfCell(cells[column] ?? ''));
}

/** How many of `kept` are not among `out`, each counted as often as it is there. */
function changed(kept: readonly string[], out: readonly string[]): number {
  const left = new Map<string, number>();
  for (const text of out) left.set(text, (left.get(text) ?? 0) + 1);
  let missing = Math.max(0, out.length - kept.length);
  for (const text of kept) {
    const count = left.get(text) ?? 0;
    if (count === 0) missing += 1;
    left.set(text, count - 1);
  }
  return missing;
}

const SAFE_NAME = /^attachment; filename="tavolo(-[a-z0-9-]*[a-z0-9])?\.csv"$/;

async function fileNames(
  hall: Hall,
  titles: readonly string[],
): Promise<{ readonly tried: number; readonly broken: number; readonly brokenPlain: number }> {
  let [tried, broken, brokenPlain] = [0, 0, 0];
  for (const title of titles) {
    const header = await hall.dispositionOf(title);
    // A title that nobody could see is refused.
    if (header === null) continue;
    tried += 1;
    if (!SAFE_NAME.test(header)) broken += 1;
    if (!SAFE_NAME.test(plainFileName(title))) brokenPlain += 1;
  }
  return { tried, broken, brokenPlain };
}
