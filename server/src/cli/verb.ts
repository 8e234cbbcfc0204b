/** What a verb of the command line is, and how it fails. */

export interface Surroundings {
  readonly dataDir: string;
  /** Of PostgreSQL; null where the folder keeps everything. */
  readonly databaseUrl: string | null;
  /** One line for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly now: Date;
}

export interface Verb {
  /** What follows `npm run tavolo --`. */
  readonly usage: string;
  readonly meaning: string;
  /** Also where a database keeps everything. The others are about the folder, and would take an old one for what is there. */
  readonly alsoOnDatabase?: true;
  /** The exit code: 0 where all is well. */
  run(args: readonly string[], surroundings: Surroundings): number | Promise<number>;
}

/** What was asked cannot be done; the message is for the person at the terminal. */
export class VerbRefused extends Error {
  override readonly name = 'VerbRefused';
}

/** As it stands in the names of files. */
export function stamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(':', '-');
}
