/** `migrate`: brings what keeps everything to the form of this program, as a start does, and stops there. */
import { shownDatabase } from '../database-error.ts';
import { bringToNewestForm } from '../storage/postgres/open-form.ts';
import { openUpkeep } from '../storage/sqlite/open-upkeep.ts';
import type { Verb } from './verb.ts';

export const migrate: Verb = {
  usage: 'migrate',
  meaning: 'Bring the folder, or the database, to the form of this version. A start does it, too.',
  alsoOnDatabase: true,
  async run(_args, { dataDir, databaseUrl, say }) {
    if (databaseUrl !== null) {
      const { from, to } = await bringToNewestForm(databaseUrl);
      const was = from === to ? 'it was already' : `it was in form ${from}`;
      say(`${shownDatabase(databaseUrl)} is in form ${to}; ${was}.`);
      return 0;
    }
    const upkeep = openUpkeep(dataDir);
    try {
      say(`${dataDir} is in form ${upkeep.form()}.`);
    } finally {
      upkeep.close();
    }
    return 0;
  },
};
