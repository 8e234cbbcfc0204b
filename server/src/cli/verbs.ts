/** All verbs; finds the one that was asked for and turns what it says into lines and an exit code. */
import { ConfigError, readConfig } from '../config.ts';
import { DataFolderError } from '../data-folder.ts';
import { DatabaseError } from '../database-error.ts';
import { backup } from './backup.ts';
import { check } from './check.ts';
import { migrate } from './migrate.ts';
import { moveData } from './move-data.ts';
import { recover } from './recover.ts';
import { restore } from './restore.ts';
import { type Verb, VerbRefused } from './verb.ts';

const VERBS: Readonly<Record<string, Verb>> = {
  check,
  backup,
  restore,
  recover,
  migrate,
  'move-data': moveData,
};
/** Expected: one line is enough. */
const EXPECTED = [ConfigError, DatabaseError, DataFolderError, VerbRefused];

interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
}

/** The exit code: 0 where all is well, 1 where not, 2 where nobody understands what is wanted. */
export async function tavolo(
  argv: readonly string[],
  { env, say, complain }: Terminal,
): Promise<number> {
  const [name = '', ...args] = argv.filter((each) => each !== '--');
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (verb === undefined) {
    complain(help());
    return 2;
  }
  try {
    const { dataDir, databaseUrl } = readConfig(env, []);
    if (databaseUrl !== null && verb.alsoOnDatabase !== true) {
      throw new VerbRefused(
        `${name} is for a data folder, and DATABASE_URL is set: see docs/operations.md.`,
      );
    }
    return await verb.run(args, { dataDir, databaseUrl, say, now: new Date() });
  } catch (error) {
    if (!EXPECTED.some((kind) => error instanceof kind)) throw error;
    complain((error as Error).message);
    return 1;
  }
}

function help(): string {
  const lines = Object.values(VERBS).map(({ usage, meaning }) => `  ${usage}\n      ${meaning}`);
  return `Usage: npm run tavolo -- <verb>, with the server stopped. There is:\n${lines.join('\n')}`;
}
