import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { baseUrl, ConfigError, readConfig } from './config.ts';
import { SETTINGS, settingsHelp, settingsTable } from './settings.ts';

const noNetwork = () => ({});
const config = (env: Record<string, string> = {}, argv: string[] = [], interfaces = noNetwork) =>
  readConfig(env, argv, interfaces);

/** The single line of a ConfigError. */
function refusal(env: Record<string, string>, argv: string[] = []): string {
  try {
    config(env, argv);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('settings', () => {
  test('without any, the server is for this computer alone', () => {
    expect(config()).toEqual({
      port: 4321,
      host: '127.0.0.1',
      lan: false,
      lanAddress: null,
      dataDir: resolve('data'),
      databaseUrl: null,
      redisUrl: null,
      publicUrl: null,
      secure: false,
      create: 'anyone',
      operatorCode: null,
      operatorCodeIsNew: false,
      demonstration: true,
      logLevel: 'info',
      metricsFor: 'this computer',
      sessionDays: 90,
      help: false,
    });
  });

  test('an empty variable counts as not set', () => {
    expect(config({ PORT: '', HOST: ' ' })).toEqual(config());
  });

  test('each can be set', () => {
    const env = {
      PORT: '0',
      HOST: '192.168.1.9',
      TAVOLO_DATA_DIR: '/srv/tavolo',
      DATABASE_URL: 'postgresql://tavolo:secret@db.example.org/tavolo',
      REDIS_URL: 'redis://tavolo:secret@one:6379, redis://two:6379',
      PUBLIC_URL: 'https://tavolo.example.org/',
      TAVOLO_CREATE: 'code',
      TAVOLO_OPERATOR_CODE: 'ABCD-EFGH',
      TAVOLO_DEMO: 'off',
      TAVOLO_LOG: 'warn',
      TAVOLO_METRICS: 'anyone',
      TAVOLO_SESSION_DAYS: '7',
    };
    expect(Object.keys(env).sort()).toEqual(
      Object.values(SETTINGS)
        .map((s) => s.name)
        .sort(),
    );
    expect(config(env)).toMatchObject({
      port: 0,
      host: '192.168.1.9',
      dataDir: '/srv/tavolo',
      databaseUrl: env.DATABASE_URL,
      redisUrl: 'redis://tavolo:secret@one:6379,redis://two:6379',
      publicUrl: 'https://tavolo.example.org',
      secure: true,
      create: 'code',
      operatorCode: 'ABCD-EFGH',
      operatorCodeIsNew: false,
      demonstration: false,
      logLevel: 'warn',
      metricsFor: 'anyone',
      sessionDays: 7,
    });
  });

  test.each([
    [{ PORT: '70000' }, 'PORT="70000" is not allowed: it must be a whole number from 0 to 65535.'],
    [{ PORT: '80a' }, /^PORT="80a"/],
    [{ PORT: '-1' }, /^PORT/],
    [{ PORT: '1e3' }, /^PORT/],
    [{ HOST: 'a b' }, /^HOST="a b"/],
    [{ PUBLIC_URL: 'tavolo.example.org' }, /http:\/\/ or https:\/\/ and a host/],
    [{ PUBLIC_URL: 'ftp://a.example' }, /^PUBLIC_URL/],
    [{ PUBLIC_URL: 'https://a.example/path' }, /without a path/],
    [
      { DATABASE_URL: 'mysql://host/tavolo' },
      /^DATABASE_URL is not allowed: it must be postgresql/,
    ],
    [{ DATABASE_URL: 'postgresql://host' }, /with the name of a database/],
    [{ REDIS_URL: 'http://host' }, /^REDIS_URL is not allowed: it must be redis/],
    [{ REDIS_URL: 'redis://' }, /^REDIS_URL/],
    [{ REDIS_URL: 'redis://one,two' }, /several with commas between/],
    [{ REDIS_URL: 'redis://one,rediss://two' }, /^REDIS_URL/],
    [{ REDIS_URL: 'redis://one?cluster=yes' }, /^REDIS_URL/],
    [{ REDIS_URL: 'redis://one' }, /^REDIS_URL without DATABASE_URL: a data folder has one node/],
    [{ TAVOLO_CREATE: 'everyone' }, /must be anyone or code/],
    [{ TAVOLO_DEMO: 'yes' }, /must be on or off/],
    [{ TAVOLO_LOG: 'loud' }, /debug, info, warn, error, silent/],
    [{ TAVOLO_SESSION_DAYS: '0' }, /from 1 to 400/],
  ])('%j is refused in one line', (env, line) => {
    const message = refusal(env as unknown as Record<string, string>);
    expect(message).toMatch(line);
    expect(message).not.toContain('\n');
  });

  test('a wrong value with a line break still makes one line', () => {
    expect(refusal({ TAVOLO_LOG: 'a\nb' })).not.toContain('\n');
  });

  test('a wrong database is refused without printing its password', () => {
    const message = refusal({ DATABASE_URL: 'postgresql://tavolo:geheim@host' });
    expect(message).not.toContain('geheim');
  });

  test('a wrong Redis is refused without printing its password', () => {
    expect(refusal({ REDIS_URL: 'redis://:geheim@one?x=1' })).not.toContain('geheim');
    expect(refusal({ REDIS_URL: 'redis://:geheim@one' })).not.toContain('geheim');
  });

  test('a wrong operator code is refused without printing it', () => {
    const message = refusal({ TAVOLO_OPERATOR_CODE: 'geheim' });
    expect(message).toMatch(/^TAVOLO_OPERATOR_CODE is not allowed: it must be 8 to 100/);
    expect(message).not.toContain('geheim');
  });

  test('unknown options are refused, a separator of a package runner is not', () => {
    expect(refusal({}, ['--lann'])).toBe('"--lann" is not an option: there are --lan and --help.');
    expect(config({}, ['--', '--help']).help).toBe(true);
  });

  test('help and table name every setting', () => {
    for (const { name } of Object.values(SETTINGS)) {
      expect(settingsHelp()).toContain(name);
      expect(settingsTable()).toContain(`\`${name}\``);
    }
  });
});

describe('who may create', () => {
  test.each([
    [{}, 'anyone'],
    [{ HOST: 'localhost' }, 'anyone'],
    [{ HOST: '::1' }, 'anyone'],
    [{ HOST: '0.0.0.0' }, 'code'],
    [{ HOST: '192.168.1.9' }, 'code'],
    [{ PUBLIC_URL: 'https://tavolo.example.org' }, 'code'],
    [{ PUBLIC_URL: 'http://localhost:4321' }, 'anyone'],
    [{ HOST: '0.0.0.0', TAVOLO_CREATE: 'anyone' }, 'anyone'],
  ])('with %j: %s', (env, who) => {
    const made = config(env as unknown as Record<string, string>);
    expect(made.create).toBe(who);
    expect(made.operatorCode === null).toBe(who === 'anyone');
  });

  test('a code that nobody set is made anew, and has to be printed', () => {
    const [one, two] = [config({ TAVOLO_CREATE: 'code' }), config({ TAVOLO_CREATE: 'code' })];
    expect(one.operatorCode).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(one.operatorCode).not.toBe(two.operatorCode);
    expect(one.operatorCodeIsNew).toBe(true);
  });
});

describe('--lan', () => {
  test('listens everywhere and names the address of the room', () => {
    const room = () => ({
      wlan0: [
        {
          address: '192.168.1.20',
          family: 'IPv4' as const,
          internal: false,
          netmask: '255.255.255.0',
          mac: '00:00:00:00:00:00',
          cidr: null,
        },
      ],
    });
    const lan = config({ PORT: '5000' }, ['--lan'], room);
    expect(lan).toMatchObject({ host: '0.0.0.0', lan: true, lanAddress: '192.168.1.20' });
    expect(baseUrl(lan, 5000)).toBe('http://192.168.1.20:5000');
  });

  test('without a network there is still an address for this computer', () => {
    expect(baseUrl(config({}, ['--lan']), 4321)).toBe('http://127.0.0.1:4321');
  });

  test('contradicts HOST', () => {
    expect(refusal({ HOST: '10.0.0.1' }, ['--lan'])).toMatch(/HOST=10.0.0.1 and --lan contradict/);
  });
});

test('people are told PUBLIC_URL where there is one, and IPv6 in brackets', () => {
  expect(baseUrl(config({ PUBLIC_URL: 'https://t.example' }), 1)).toBe('https://t.example');
  expect(baseUrl(config({ HOST: '::1' }), 80)).toBe('http://[::1]:80');
});
