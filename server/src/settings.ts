/**
 * Every setting as data: its name, what it means, what is allowed. `readConfig` reads the
 * environment by it; `--help` and the README print it. A new setting is one entry here.
 */
import { resolve } from 'node:path';

export interface Setting<Value> {
  readonly name: string;
  /** As people read it; `fallback` is the value itself. */
  readonly shownDefault: string;
  readonly fallback: Value;
  readonly meaning: string;
  readonly allowed: string;
  /** Its value must never be printed, not even when it is wrong. */
  readonly secret?: true;
  /** Undefined where the text is not allowed. */
  parse(text: string): Value | undefined;
}

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export const SETTINGS = {
  port: setting<number>({
    name: 'PORT',
    shownDefault: '4321',
    fallback: 4321,
    meaning: 'Port to listen on; 0 takes any free one.',
    allowed: 'a whole number from 0 to 65535',
    parse: wholeNumber(0, 65_535),
  }),
  host: setting<string | null>({
    name: 'HOST',
    shownDefault: '127.0.0.1',
    fallback: null,
    meaning: 'Address to listen on. Not together with --lan.',
    allowed: 'an IP address or a host name',
    parse: (text) => (/^[a-z0-9.:-]{1,253}$/i.test(text) ? text : undefined),
  }),
  dataDir: setting<string>({
    name: 'TAVOLO_DATA_DIR',
    shownDefault: './data',
    fallback: resolve('data'),
    meaning: 'Folder that keeps everything. One running program for each folder.',
    allowed: 'the path of a folder',
    parse: (text) => (text.includes('\0') ? undefined : resolve(text)),
  }),
  databaseUrl: setting<string | null>({
    name: 'DATABASE_URL',
    shownDefault: 'none',
    fallback: null,
    meaning:
      'PostgreSQL (15 or newer) in the place of the folder, as postgresql://user:password@host/tavolo.',
    allowed: 'postgresql:// with the name of a database',
    secret: true,
    parse: postgres,
  }),
  redisUrl: setting<string | null>({
    name: 'REDIS_URL',
    shownDefault: 'none',
    fallback: null,
    meaning:
      'Redis (7 or newer), where several nodes share the database, as redis://user:password@host:6379. Of a cluster: some of its servers with commas between, or one with ?cluster=1.',
    allowed: 'redis:// or rediss:// and a host, several with commas between',
    secret: true,
    parse: redis,
  }),
  publicUrl: setting<string | null>({
    name: 'PUBLIC_URL',
    shownDefault: 'none',
    fallback: null,
    meaning:
      'Address people use, as https://tavolo.example.org. With https cookies are Secure and HSTS is sent.',
    allowed: 'http:// or https:// and a host, without a path',
    parse: origin,
  }),
  create: setting<'anyone' | 'code' | null>({
    name: 'TAVOLO_CREATE',
    shownDefault: 'anyone on this computer alone, code elsewhere',
    fallback: null,
    meaning: 'Who may create a workshop: anyone, or who has the code of the operator.',
    allowed: 'anyone or code',
    parse: oneOf(['anyone', 'code'] as const),
  }),
  operatorCode: setting<string | null>({
    name: 'TAVOLO_OPERATOR_CODE',
    shownDefault: 'made and printed at each start',
    fallback: null,
    meaning: 'The code of the operator, where TAVOLO_CREATE is code.',
    allowed: '8 to 100 characters, without spaces',
    secret: true,
    parse: (text) => (/^[^\s]{8,100}$/u.test(text) ? text : undefined),
  }),
  demonstration: setting<boolean>({
    name: 'TAVOLO_DEMO',
    shownDefault: 'on',
    fallback: true,
    meaning: 'Whether an empty data folder gets the demonstration workshop.',
    allowed: 'on or off',
    parse: (text) => (text === 'on' ? true : text === 'off' ? false : undefined),
  }),
  logLevel: setting<LogLevel>({
    name: 'TAVOLO_LOG',
    shownDefault: 'info',
    fallback: 'info',
    meaning: 'How much is logged (JSON lines on the error output; ids, never words of people).',
    allowed: LOG_LEVELS.join(', '),
    parse: oneOf(LOG_LEVELS),
  }),
  metricsFor: setting<'this computer' | 'anyone'>({
    name: 'TAVOLO_METRICS',
    shownDefault: 'local',
    fallback: 'this computer',
    meaning:
      'Who may read /metrics: programs on this computer (local), or anyone. Its counters move with every saved draft.',
    allowed: 'local or anyone',
    parse: (text) =>
      text === 'local' ? 'this computer' : text === 'anyone' ? 'anyone' : undefined,
  }),
  sessionDays: setting<number>({
    name: 'TAVOLO_SESSION_DAYS',
    shownDefault: '90',
    fallback: 90,
    meaning: 'How many days a browser keeps its seat without joining again.',
    allowed: 'a whole number from 1 to 400',
    parse: wholeNumber(1, 400),
  }),
};

/** Options on the command line. */
export const OPTIONS = [
  { name: '--lan', meaning: 'Listen on all addresses, so that phones in the room can join.' },
  { name: '--help', meaning: 'Show this and stop.' },
] as const;

/** The settings as text, for `--help`. */
export function settingsHelp(): string {
  const options = OPTIONS.map(({ name, meaning }) => `  ${name.padEnd(8)}${meaning}`);
  const settings = Object.values(SETTINGS).map(
    ({ name, shownDefault, meaning, allowed }) =>
      `  ${name}\n      ${meaning}\n      Allowed: ${allowed}. Default: ${shownDefault}.`,
  );
  return `Options\n${options.join('\n')}\n\nEnvironment variables\n${settings.join('\n')}\n`;
}

/** The settings as a Markdown table, for the README. */
export function settingsTable(): string {
  const rows = Object.values(SETTINGS).map(
    ({ name, shownDefault, meaning }) => `| \`${name}\` | ${shownDefault} | ${meaning} |`,
  );
  return ['| setting | default | meaning |', '|---|---|---|', ...rows].join('\n');
}

/** Holds each entry to its own type of value. */
function setting<Value>(entry: Setting<Value>): Setting<Value> {
  return entry;
}

function wholeNumber(from: number, to: number): (text: string) => number | undefined {
  return (text) => {
    const value = Number(text);
    return /^\d{1,6}$/.test(text) && value >= from && value <= to ? value : undefined;
  };
}

function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word | undefined {
  return (text) => words.find((word) => word === text);
}

function postgres(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, pathname } = new URL(text);
  return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1 ? text : undefined;
}

function redis(text: string): string | undefined {
  const all = text.split(',').map((each) => each.trim());
  if (!all.every((each) => URL.canParse(each))) return undefined;
  const urls = all.map((each) => new URL(each));
  const isOne = urls.every(({ protocol }) => protocol === urls[0]?.protocol);
  const are = urls.every(
    ({ protocol, hostname, search }) =>
      /^rediss?:$/.test(protocol) && hostname !== '' && /^(\?cluster=[01])?$/.test(search),
  );
  return isOne && are ? all.join(',') : undefined;
}

function origin(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare = url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '';
  return bare && /^https?:$/.test(url.protocol) ? url.origin : undefined;
}
