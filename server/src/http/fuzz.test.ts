/** Whatever comes in: an answer of ours, never a stack, never a fault, and the wall as it was. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Client, openClient } from './testing/test-client.ts';
import { openTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let owner: Client;
let workshopId: string;
const RUNS = process.env.TAVOLO_LONG === undefined ? 250 : 20_000;

beforeAll(async () => {
  server = await openTestServer();
  owner = openClient(server.url);
  const made = await owner.post('/api/workshops', { title: 'Prova', language: 'it' });
  ({ workshopId } = made.json as { workshopId: string });
});
afterAll(() => server.close());

const ROUTES = ['commands', 'reset'].map((end) => () => `/api/workshops/${workshopId}/${end}`);
const route = fc.constantFrom(
  ...ROUTES,
  () => '/api/join',
  () => '/api/leave',
  () => '/api/nothing',
);
const key = fc.constantFrom('cmdId', 'type', 'text', 'code', '__proto__', 'constructor', 'toJSON');
const body = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .dictionary(fc.oneof(key, fc.string()), fc.jsonValue({ maxDepth: 3 }))
    .map((value) => JSON.stringify(value)),
  fc.integer({ min: 1, max: 20_000 }).map((depth) => '['.repeat(depth)),
);

describe('anything at all', () => {
  it('as a body', async () => {
    const before = await owner.get(`/api/workshops/${workshopId}`);
    await fc.assert(
      fc.asyncProperty(route, body, async (to, text) => {
        const answer = await owner.send('POST', to(), text, { 'content-type': 'application/json' });
        // Every seat's rate is its own; a wait is an answer too.
        if (answer.status === 429) server.pass(1_000);
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.json).toHaveProperty('refusal.message');
        expect(answer.text).not.toContain('node_modules');
      }),
      { numRuns: RUNS },
    );
    server.pass(61_000);
    expect((await owner.get(`/api/workshops/${workshopId}`)).text).toBe(before.text);
  }, 120_000);

  it('as an address', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(
          '/',
          '/j/',
          '/r/',
          '/w/',
          '/assets/',
          '/api/',
          '/api/join/',
          '/api/workshops/',
        ),
        fc.string({ unit: 'binary', maxLength: 60 }),
        async (start, rest) => {
          const answer = await openClient(server.url).get(
            start + encodeURIComponent(rest.replace(/\p{Surrogate}/gu, '')),
          );
          expect(answer.status).toBeLessThan(500);
          expect(answer.text).not.toContain('node_modules');
        },
      ),
      { numRuns: RUNS },
    );
  }, 120_000);
});
