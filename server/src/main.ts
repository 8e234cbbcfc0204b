/** Starts Tavolo from the command line: settings, the app, the addresses to open, and a clean end. */
import { openApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { DataFolderError } from './data-folder.ts';
import { DatabaseError } from './database-error.ts';
import { endWell } from './ending.ts';
import { ListenError } from './listen.ts';
import { openLog } from './log.ts';
import { settingsHelp } from './settings.ts';
import { welcome } from './welcome.ts';

/** A start that cannot work is one line and exit code 1. */
const EXPECTED = [ConfigError, DatabaseError, DataFolderError, ListenError];

try {
  await start();
} catch (error) {
  if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function start(): Promise<void> {
  const config = readConfig(process.env, process.argv.slice(2));
  if (config.help) {
    process.stdout.write(settingsHelp());
    return;
  }
  const log = openLog(config.logLevel);
  const app = await openApp(config, log);

  endWell(app, log);
  // Whoever reads this may stop the program in the same moment.
  process.stdout.write(welcome(config, app));
}
