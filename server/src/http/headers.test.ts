import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openClient } from './testing/test-client.ts';
import { openTestServer, type TestServer } from './testing/test-server.ts';

let plain: TestServer;
let secure: TestServer;
beforeAll(async () => {
  plain = await openTestServer();
  secure = await openTestServer({ publicUrl: 'https://tavolo.example.org', secure: true });
});
afterAll(async () => {
  await plain.close();
  await secure.close();
});

describe('headers of every answer', () => {
  it.each(['/', '/j/', '/nothing', '/api/nothing', '/healthz', '/assets/main-abc123.js'])(
    '%s',
    async (path) => {
      const { headers } = await openClient(plain.url).get(path);
      const policy = headers.get('content-security-policy') ?? '';
      for (const rule of [
        "default-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "connect-src 'self'",
      ]) {
        expect(policy).toContain(rule);
      }
      expect(policy).not.toContain('unsafe');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
      // The test comes by 127.0.0.1.
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    },
  );

  it('on a plain address in the room browsers are not told what they would only warn about', async () => {
    const { hostname, port } = new URL(plain.url);
    const { request } = await import('node:http');
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      request({ hostname, port, path: '/', headers: { host: '192.168.1.7' } }, (res) => {
        res.resume();
        resolve(res.headers);
      })
        .on('error', reject)
        .end();
    });
    expect(headers['cross-origin-opener-policy']).toBeUndefined();
  });

  it('over https: HSTS, and a cookie that only this host and https can have', async () => {
    const client = openClient(secure.url, { origin: 'https://tavolo.example.org' });
    const made = await client.post('/api/workshops', { title: 'Sicuro', language: 'it' });
    expect(made.status).toBe(201);
    expect(made.headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(made.headers.get('set-cookie')).toMatch(/^__Host-tavolo=.*; Secure$/);
  });
});

describe('for who runs it', () => {
  it('metrics name groups of routes and commands, never a workshop or a code', async () => {
    const client = openClient(plain.url);
    await client.get('/j/K7QF-M3XD');
    const made = await client.post('/api/workshops', { title: 'Conta', language: 'it' });
    const { workshopId } = made.json as { workshopId: string };
    await client.post(`/api/workshops/${workshopId}/commands`, {
      cmdId: '6f1f7f0e-7f8a-4c55-9a3e-0d5ac1f5b9aa',
      type: 'closeWorkshop',
    });
    const { text } = await client.get('/metrics');
    expect(text).toContain(
      'tavolo_commands_total{door="http",type="closeWorkshop",outcome="accepted"} 1',
    );
    expect(text).toContain('group="join"');
    expect(text).toContain('group="api"');
    expect(text).not.toContain(workshopId);
    expect(text).not.toContain('K7QF');
  });

  it('metrics are not for people in the room, nor for whom a proxy speaks; where the operator says so, for anyone', async () => {
    const visitor = { 'x-forwarded-for': '192.168.1.7' };
    const pretending = { 'x-forwarded-for': '127.0.0.1, 192.168.1.7' };
    const client = openClient(plain.url);
    for (const headers of [visitor, pretending]) {
      const answer = await client.get('/metrics', headers);
      expect([answer.status, answer.text.includes('tavolo_')]).toEqual([404, false]);
    }
    const open = await openTestServer({ metricsFor: 'anyone' });
    expect((await openClient(open.url).get('/metrics', visitor)).text).toContain('tavolo_');
    await open.close();
  });

  it('alive and ready', async () => {
    const client = openClient(plain.url);
    expect((await client.get('/healthz')).json).toEqual({ alive: true });
    expect((await client.get('/readyz')).json).toEqual({ ready: true });
  });
});
