import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { isOriginAllowed } from './origins.ts';

const from = (headers: IncomingHttpHeaders) => ({ headers }) as IncomingMessage;
const PUBLIC = new URL('https://tavolo.example.org');

describe('origins of changes', () => {
  it.each([
    ['a program sends none', {}, true],
    ['the same page', { origin: 'http://127.0.0.1:4321', host: '127.0.0.1:4321' }, true],
    ['a phone in the room', { origin: 'http://192.168.1.7:4321', host: '192.168.1.7:4321' }, true],
    ['IPv6', { origin: 'http://[::1]:4321', host: '[::1]:4321' }, true],
    ['localhost', { origin: 'http://localhost:4321', host: 'localhost:4321' }, true],
    [
      'the machine by its name',
      { origin: `http://${hostname().toLowerCase()}:1`, host: `${hostname().toLowerCase()}:1` },
      true,
    ],
    ['another port', { origin: 'http://127.0.0.1:9', host: '127.0.0.1:4321' }, false],
    ['another page', { origin: 'https://evil.example', host: '127.0.0.1:4321' }, false],
    [
      'a foreign name that resolves to this machine',
      { origin: 'http://evil.example:4321', host: 'evil.example:4321' },
      false,
    ],
    ['an opaque origin', { origin: 'null', host: '127.0.0.1:4321' }, false],
    ['nonsense', { origin: '::', host: '127.0.0.1:4321' }, false],
    ['no Origin, same-origin', { 'sec-fetch-site': 'same-origin' }, true],
    ['no Origin, cross-site', { 'sec-fetch-site': 'cross-site' }, false],
    ['no Origin, same-site', { 'sec-fetch-site': 'same-site' }, false],
    ['no Origin, typed in', { 'sec-fetch-site': 'none' }, false],
  ] satisfies [string, IncomingHttpHeaders, boolean][])('%s', (_name, headers, allowed) => {
    expect(isOriginAllowed(from(headers), 'change', null)).toBe(allowed);
  });

  it('with a public address only that one counts', () => {
    const ask = (origin: string) =>
      isOriginAllowed(from({ origin, host: '127.0.0.1:4321' }), 'change', PUBLIC);
    expect(ask('https://tavolo.example.org')).toBe(true);
    expect(ask('http://tavolo.example.org')).toBe(false);
    expect(ask('http://127.0.0.1:4321')).toBe(false);
  });
});

describe('origins of upgrades', () => {
  it('need an Origin', () => {
    expect(isOriginAllowed(from({ host: '127.0.0.1:1' }), 'upgrade', null)).toBe(false);
    expect(
      isOriginAllowed(
        from({ host: '127.0.0.1:1', 'sec-fetch-site': 'same-origin' }),
        'upgrade',
        null,
      ),
    ).toBe(false);
    const same = { host: '127.0.0.1:1', origin: 'http://127.0.0.1:1' };
    expect(isOriginAllowed(from(same), 'upgrade', null)).toBe(true);
  });
});
