/** What the answers to one person tell of the others: nothing that is not on the wall. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Client, openClient } from './testing/test-client.ts';
import { openTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;

beforeAll(async () => {
  server = await openTestServer();
});
afterAll(() => server.close());

it('no reading moves while somebody else saves a draft', async () => {
  const facilitator = openClient(server.url);
  const made = await facilitator.post('/api/workshops', { title: 'Cura', language: 'it' });
  const { workshopId, joinCode } = made.json as { workshopId: string; joinCode: string };
  const path = `/api/workshops/${workshopId}`;
  const command = (client: Client, order: object) =>
    client.post(`${path}/commands`, { cmdId: randomUUID(), ...order });
  const join = async () => {
    const client = openClient(server.url);
    expect((await client.post('/api/join', { code: joinCode })).status).toBe(200);
    return client;
  };
  const [writer, watcher] = [await join(), await join()];
  await command(facilitator, { type: 'moveToPhase', phase: 'write', afterS: 0 });

  const read = async (client: Client) =>
    Promise.all(
      [path, `${path}/cards`, `${path}/clusters`, `${path}/proposals`].map(
        async (each) => (await client.get(each)).text,
      ),
    );
  const before = [await read(watcher), await read(facilitator)];
  const draft = await command(writer, {
    type: 'writeCard',
    cardId: randomUUID(),
    kind: 'need',
    text: 'Un segreto',
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'write',
  });
  expect(draft.status).toBe(200);
  // Nor do the headers tell when something was last changed.
  const { headers } = await watcher.get(path);
  expect([headers.get('etag'), headers.get('last-modified')]).toEqual([null, null]);
  expect([await read(watcher), await read(facilitator)]).toEqual(before);
});
