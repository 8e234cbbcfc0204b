/** `check`: reads everything that is kept, and says what is whole and what is not. Changes nothing. */
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import { logLines, textLines } from './report-lines.ts';
import type { Verb } from './verb.ts';

export const check: Verb = {
  usage: 'check',
  meaning: 'Read everything that is kept, and say whether it is whole.',
  run(_args, { dataDir, say }) {
    const upkeep = openUpkeep(dataDir);
    try {
      const faults = upkeep.faults();
      const [logs, texts] = [upkeep.logs(), upkeep.texts()];
      say(`${dataDir}: ${logs.length} workshops, ${texts.length} texts`);
      say(faults.length === 0 ? 'the file: whole' : 'the file: DAMAGED');
      for (const line of faults.slice(0, 10)) say(`  ${line}`);
      for (const line of [...logs.flatMap(logLines), ...texts.flatMap(textLines)]) say(line);
      const isWell =
        faults.length === 0 &&
        logs.every(({ broken }) => broken === null) &&
        texts.every(({ broken, brokenVersions }) => broken === null && brokenVersions.length === 0);
      say(isWell ? 'All is well.' : 'Not all is well: see the lines in capitals.');
      return isWell ? 0 : 1;
    } finally {
      upkeep.close();
    }
  },
};
