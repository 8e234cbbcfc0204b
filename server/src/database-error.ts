/**
 * Why a PostgreSQL database cannot be used. `main` prints the one line of a DatabaseError and
 * exits with 1, as it does with a data folder. No line has the password in it.
 */

export type DatabaseProblem =
  | 'unreachable'
  | 'refused'
  | 'too old'
  | 'not UTF-8'
  | 'not lasting'
  | 'read-only'
  | 'newer'
  | 'foreign'
  | 'not empty';

const LINES: Readonly<Record<DatabaseProblem, (database: string) => string>> = {
  unreachable: (database) =>
    `PostgreSQL does not answer (${database}): start it, or correct DATABASE_URL.`,
  refused: (database) =>
    `PostgreSQL refuses ${database}: check user, password and database in DATABASE_URL, and that this user may make tables there.`,
  'too old': (database) =>
    `${database} runs on a PostgreSQL that is too old: 15 or newer is needed.`,
  'not UTF-8': (database) =>
    `${database} does not keep UTF-8: make the database with ENCODING 'UTF8'.`,
  'not lasting': (database) =>
    `${database} does not let a commit wait for the disk (synchronous_commit): allow this user to set it to on.`,
  'read-only': (database) =>
    `${database} takes no writes: name the primary in DATABASE_URL, not a standby.`,
  newer: (database) =>
    `${database} was written by a newer Tavolo: start that version, or name another database in DATABASE_URL.`,
  foreign: (database) =>
    `${database} holds tables that are not Tavolo's: name an empty database or schema in DATABASE_URL.`,
  'not empty': (database) =>
    `${database} holds workshops already: name an empty database in DATABASE_URL.`,
};

export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
  readonly problem: DatabaseProblem;
  readonly database: string;

  constructor(problem: DatabaseProblem, database: string, cause?: unknown) {
    super(LINES[problem](database), { cause });
    this.problem = problem;
    this.database = database;
  }
}

/** Where it is, without who goes there: `tavolo at db.example.org`. */
export function shownDatabase(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  const host = searchParams.get('host') ?? (hostname === '' ? 'localhost' : hostname);
  const name = decodeURIComponent(pathname.slice(1));
  return `${name === '' ? 'the database' : name} at ${host}${port === '' ? '' : `:${port}`}`;
}
