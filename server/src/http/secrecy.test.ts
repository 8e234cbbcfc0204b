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

it('[A11] who sits at a table is counted in the export, and named for the facilitator alone', async () => {
  const facilitator = openClient(server.url);
  const made = await facilitator.post('/api/workshops', { title: 'Cura', language: 'it' });
  const { workshopId, joinCode } = made.json as { workshopId: string; joinCode: string };
  const path = `/api/workshops/${workshopId}`;
  const command = (order: object) =>
    facilitator.post(`${path}/commands`, { cmdId: randomUUID(), ...order });
  const marta = openClient(server.url);
  const joined = await marta.post('/api/join', { code: joinCode, name: 'Marta' });
  const { seatId } = joined.json as { seatId: string };
  const tableId = randomUUID();
  await command({ type: 'createTable', tableId, name: 'Cura' });
  await command({ type: 'assignTable', seatId, tableId });
  await command({ type: 'moveToPhase', phase: 'commit', afterS: 0 });

  const counted = await marta.get(`${path}/export-tables.csv`);
  expect(counted.text).toContain('"Cura","1","0"');
  expect(counted.text).not.toContain('Marta');
  expect((await marta.get(`${path}/export-tables.csv?names=1`)).status).toBe(403);
  expect((await facilitator.get(`${path}/export-tables.csv?names=1`)).text).toContain('Marta');
  expect((await marta.get(`${path}/export-votes.csv`)).status).toBe(200);
});
