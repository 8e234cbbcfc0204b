/** `check`: reads everything that is kept, and says what is whole and what is not. Changes nothing that people wrote. */
import { shownDatabase } from '../database-error.ts';
import { openDatabaseReports } from '../storage/postgres/open-reports.ts';
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import type { LogReport, TextReport } from '../storage/upkeep.ts';
import { logLines, textLines, type WayBack } from './report-lines.ts';
import type { Verb } from './verb.ts';

interface Found {
  readonly place: string;
  /** Null where only another program can say it. */
  readonly faults: readonly string[] | null;
  readonly logs: readonly LogReport[];
  readonly texts: readonly TextReport[];
  readonly wayBack: WayBack;
}

export const check: Verb = {
  usage: 'check',
  meaning: 'Read everything that is kept, and say whether it is whole.',
  alsoOnDatabase: true,
  async run(_args, { dataDir, databaseUrl, say }) {
    const found = databaseUrl === null ? inFolder(dataDir) : await inDatabase(databaseUrl);
    const { place, faults, logs, texts, wayBack } = found;
    say(`${place}: ${logs.length} workshops, ${texts.length} texts`);
    if (faults !== null) say(faults.length === 0 ? 'the file: whole' : 'the file: DAMAGED');
    for (const line of (faults ?? []).slice(0, 10)) say(`  ${line}`);
    for (const log of logs) for (const line of logLines(log, wayBack)) say(line);
    for (const text of texts) for (const line of textLines(text, wayBack)) say(line);
    const isWell =
      (faults ?? []).length === 0 &&
      logs.every(({ broken }) => broken === null) &&
      texts.every(({ broken, brokenVersions }) => broken === null && brokenVersions.length === 0);
    say(isWell ? 'All is well.' : 'Not all is well: see the lines in capitals.');
    return isWell ? 0 : 1;
  },
};

function inFolder(dataDir: string): Found {
  const upkeep = openUpkeep(dataDir);
  try {
    return {
      place: dataDir,
      faults: upkeep.faults(),
      logs: upkeep.logs(),
      texts: upkeep.texts(),
      wayBack: (what) => `npm run tavolo -- recover ${what} --to last-good`,
    };
  } finally {
    upkeep.close();
  }
}

async function inDatabase(url: string): Promise<Found> {
  const reports = await openDatabaseReports(url);
  try {
    return {
      place: shownDatabase(url),
      faults: null,
      logs: await reports.logs(),
      texts: await reports.texts(),
      wayBack: () => 'a backup (docs/operations.md)',
    };
  } finally {
    await reports.close();
  }
}
