/**
 * The settings of one run, read once at the start and checked before anything opens.
 * `main` prints a ConfigError's message and exits with 1.
 */
import { randomBytes } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { codeFrom, shownCode } from '@tavolo/protocol';
import { lanAddress } from './lan-address.ts';
import { type LogLevel, OPTIONS, SETTINGS, type Setting } from './settings.ts';

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Started with `--lan`: phones in the room are expected. */
  readonly lan: boolean;
  /** This computer's address in the room; null without `--lan`, or without a network. */
  readonly lanAddress: string | null;
  /** Absolute. */
  readonly dataDir: string;
  /** Of PostgreSQL, with the password; null where the folder keeps everything. */
  readonly databaseUrl: string | null;
  /** Of Redis, with the password; null where one node is alone. */
  readonly redisUrl: string | null;
  /** An origin, without a slash at the end. */
  readonly publicUrl: string | null;
  /** People come over https: Secure cookies with the `__Host-` prefix, and HSTS. */
  readonly secure: boolean;
  readonly create: 'anyone' | 'code';
  /** What has to be brought to create a workshop; null where anyone may. */
  readonly operatorCode: string | null;
  /** Made at this start, so it has to be printed: nobody knows it yet. */
  readonly operatorCodeIsNew: boolean;
  readonly demonstration: boolean;
  readonly logLevel: LogLevel;
  /** Who is served /metrics. */
  readonly metricsFor: 'this computer' | 'anyone';
  readonly sessionDays: number;
  /** `--help`: print `settingsHelp()` and stop. */
  readonly help: boolean;
}

/** A setting is wrong; the message is one line for the person who starts the program. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `argv` is what follows the program's name. */
export function readConfig(
  env: Environment,
  argv: readonly string[],
  interfaces: typeof networkInterfaces = networkInterfaces,
): Config {
  const options = readOptions(argv);
  const lan = options.has('--lan');
  const namedHost = read(env, SETTINGS.host);
  if (lan && namedHost !== null) {
    throw new ConfigError(`HOST=${namedHost} and --lan contradict each other: use one of them.`);
  }
  const host = lan ? '0.0.0.0' : (namedHost ?? '127.0.0.1');
  const [databaseUrl, redisUrl] = [read(env, SETTINGS.databaseUrl), read(env, SETTINGS.redisUrl)];
  if (redisUrl !== null && databaseUrl === null) {
    throw new ConfigError(
      'REDIS_URL without DATABASE_URL: a data folder has one node, only PostgreSQL is shared by several.',
    );
  }
  const publicUrl = read(env, SETTINGS.publicUrl);
  const reachable = !isLoopback(host) || (publicUrl !== null && !isLoopback(hostOf(publicUrl)));
  const create = read(env, SETTINGS.create) ?? (reachable ? 'code' : 'anyone');
  const knownCode = read(env, SETTINGS.operatorCode);
  return {
    port: read(env, SETTINGS.port),
    host,
    lan,
    lanAddress: lan ? lanAddress(interfaces()) : null,
    dataDir: read(env, SETTINGS.dataDir),
    databaseUrl,
    redisUrl,
    publicUrl,
    secure: publicUrl?.startsWith('https:') ?? false,
    create,
    operatorCode: create === 'anyone' ? null : (knownCode ?? newOperatorCode()),
    operatorCodeIsNew: create === 'code' && knownCode === null,
    demonstration: read(env, SETTINGS.demonstration),
    logLevel: read(env, SETTINGS.logLevel),
    metricsFor: read(env, SETTINGS.metricsFor),
    sessionDays: read(env, SETTINGS.sessionDays),
    help: options.has('--help'),
  };
}

/** The origin people are told, once the port is known: PUBLIC_URL, else the room's address, else this computer. */
export function baseUrl(config: Config, port: number): string {
  if (config.publicUrl !== null) return config.publicUrl;
  const anywhere = config.host === '0.0.0.0' || config.host === '::';
  const host = config.lanAddress ?? (anywhere ? '127.0.0.1' : config.host);
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

export function isLoopback(host: string): boolean {
  return /^(127(\.\d+){3}|localhost|\[?::1\]?)$/i.test(host);
}

function read<Value>(env: Environment, setting: Setting<Value>): Value {
  const text = env[setting.name]?.trim() ?? '';
  if (text === '') return setting.fallback;
  const value = setting.parse(text);
  if (value === undefined) {
    const given = setting.secret ? setting.name : `${setting.name}=${JSON.stringify(text)}`;
    throw new ConfigError(`${given} is not allowed: it must be ${setting.allowed}.`);
  }
  return value;
}

function readOptions(argv: readonly string[]): ReadonlySet<string> {
  // Package runners may leave their own separator in front.
  const given = argv.filter((each) => each !== '--');
  const names = OPTIONS.map(({ name }): string => name);
  const unknown = given.find((each) => !names.includes(each));
  if (unknown !== undefined) {
    const known = names.join(' and ');
    throw new ConfigError(`${JSON.stringify(unknown)} is not an option: there are ${known}.`);
  }
  return new Set(given);
}

function newOperatorCode(): string {
  for (;;) {
    const code = codeFrom(randomBytes(32));
    if (code !== null) return shownCode(code);
  }
}

function hostOf(url: string): string {
  return new URL(url).hostname;
}
