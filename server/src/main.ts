/** Starts Tavolo from the command line: settings, the app, the addresses to open, and a clean end. */
import { openApp } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { DataFolderError } from './data-folder.ts';
import { ListenError } from './listen.ts';
import { openLog } from './log.ts';
import { settingsHelp } from './settings.ts';
import { welcome } from './welcome.ts';

/** A start that cannot work is one line and exit code 1. */
const EXPECTED = [ConfigError, DataFolderError, ListenError];
/** What is not finished by then is not going to be. */
const DRAIN_MS = 20_000;

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

  let ending = false;
  const end = (code: number) => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(code === 0 ? 1 : code), DRAIN_MS).unref();
    app.close().then(
      () => process.exit(code),
      (error: unknown) => {
        log.error({ err: error }, 'did not end cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', () => end(0));
  process.on('SIGINT', () => end(0));
  // After an error that nobody caught nothing can be trusted but the disk: finish and leave.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'uncaught');
    end(1);
  });
  // Whoever reads this may stop the program in the same moment.
  process.stdout.write(welcome(config, app));
}
