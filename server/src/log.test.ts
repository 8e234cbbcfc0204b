import { describe, expect, test } from 'vitest';
import { openLog, shownPath } from './log.ts';
import type { LogLevel } from './settings.ts';

/** A log whose lines are kept, parsed. */
function keptLog(level: LogLevel = 'info') {
  const lines: string[] = [];
  const log = openLog(level, { write: (line) => lines.push(line) });
  return { log, lines, parsed: () => lines.map((line) => JSON.parse(line)) };
}

describe('the log', () => {
  test('a line is JSON with level, time, message and ids', () => {
    const { log, parsed } = keptLog();
    log.info({ workshopId: 'w1', seq: 7 }, 'opened');
    expect(parsed()).toEqual([
      { level: 'info', time: expect.any(String), workshopId: 'w1', seq: 7, msg: 'opened' },
    ]);
  });

  test('words, names, cookies, tokens and codes are cut at any depth', () => {
    const { log, lines } = keptLog();
    const CANARY = 'CANARY';
    log.error(
      {
        text: CANARY,
        seat: { id: 's1', name: CANARY, organisation: CANARY },
        deep: [{ inner: { joinCode: CANARY, tokenHash: CANARY, Cookie: CANARY } }],
        events: [{ type: 'cardWritten', card: { text: CANARY } }],
      },
      'failed',
    );
    expect(lines.join()).not.toContain(CANARY);
    expect(lines.join()).toContain('"id":"s1"');
  });

  test('a request shows its method and a path without secrets', () => {
    const { log, lines, parsed } = keptLog();
    const request = {
      id: 1,
      httpVersion: '1.1',
      method: 'GET',
      url: '/j/K7QFM3XD?name=Anna',
      headers: { cookie: 'tavolo=CANARY' },
    };
    log.info({ req: request, res: { statusCode: 200, headers: { 'set-cookie': 'CANARY' } } });
    log
      .child({ req: request, name: 'Anna', seat: { name: 'Anna' } })
      .info({ answer: { statusCode: 200, body: 'CANARY' } });
    expect(lines.join()).not.toMatch(/CANARY|K7QF|Anna/);
    expect(parsed()[0]).toMatchObject({
      req: { id: 1, method: 'GET', path: '/j/…' },
      res: { status: 200 },
    });
  });

  test('an error keeps message, stack and cause, and none of its other fields', () => {
    const { log, lines, parsed } = keptLog();
    const error = new Error('outer', { cause: new Error('inner') });
    log.error({ err: Object.assign(error, { input: 'CANARY' }) }, 'broke');
    expect(lines.join()).not.toContain('CANARY');
    expect(parsed()[0].err).toMatchObject({
      message: 'outer',
      stack: expect.stringContaining('log.test'),
      cause: { message: 'inner' },
    });
  });

  test('a parser’s error does not quote what it could not read', () => {
    const { log, lines } = keptLog();
    try {
      JSON.parse('{"text":Segreto}');
    } catch (error) {
      log.info({ err: new Error('a body', { cause: error }) }, 'a request failed');
    }
    expect(lines.join()).toContain('SyntaxError');
    expect(lines.join()).not.toContain('Segreto');
  });

  test('an object that contains itself does not hang or throw', () => {
    const { log, lines } = keptLog();
    const self: Record<string, unknown> = { id: 'x' };
    self.self = self;
    log.info({ self }, 'round');
    expect(lines).toHaveLength(1);
  });

  test('below its level it says nothing, and silent says nothing at all', () => {
    const quiet = keptLog('warn');
    quiet.log.info('no');
    quiet.log.warn('yes');
    expect(quiet.lines).toHaveLength(1);
    const silent = keptLog('silent');
    silent.log.fatal('no');
    expect(silent.lines).toHaveLength(0);
  });

  test.each([
    ['/j/K7QFM3XD', '/j/…'],
    ['/r/secret-token?x=1', '/r/…'],
    ['/g/point/more', '/g/…/more'],
    ['/w/0000/room#part', '/w/0000/room'],
    ['/api/join?code=K7QFM3XD', '/api/join'],
  ])('the path of %s is shown as %s', (url, shown) => {
    expect(shownPath(url)).toBe(shown);
  });
});
