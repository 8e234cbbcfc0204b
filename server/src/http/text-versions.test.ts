/** Versions over HTTP: who may keep and restore, who may read, and what is said no to. */

import { randomUUID } from 'node:crypto';
import { textRoot } from '@tavolo/documents';
import type { ClusterId, ProposalId, TableId } from '@tavolo/model';
import type { TextVersionAnswer, TextVersionsAnswer } from '@tavolo/protocol';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { textFrom } from '../texts/text-document.ts';
import { type Client, openClient } from './testing/test-client.ts';
import { openTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let owner: Client;
let guest: Client;
let workshop: string;
let path: string;
const proposalId = () => randomUUID() as string as ProposalId;

beforeEach(async () => {
  server = await openTestServer();
  owner = openClient(server.url);
  const created = await owner.post('/api/workshops', { title: 'Prova', language: 'it' });
  const { workshopId, joinCode } = created.json as { workshopId: string; joinCode: string };
  workshop = `/api/workshops/${workshopId}`;
  guest = openClient(server.url);
  await guest.post('/api/join', { code: joinCode, name: 'Bea' });
  const [cluster, table, proposal] = [
    randomUUID() as string as ClusterId,
    randomUUID() as string as TableId,
    proposalId(),
  ];
  await orders(
    { type: 'moveToPhase', phase: 'cluster', afterS: 0 },
    {
      type: 'createCluster',
      clusterId: cluster,
      name: 'A',
      question: '',
      themeId: null,
      x: 0,
      y: 0,
    },
    { type: 'moveToPhase', phase: 'tables', afterS: 0 },
    { type: 'createTable', tableId: table, name: 'Tavolo 1' },
    {
      type: 'createProposal',
      proposalId: proposal,
      tableId: table,
      clusterIds: [cluster],
      title: 'P',
    },
  );
  path = `${workshop}/proposals/${proposal}/versions`;
});
afterEach(() => server.close());

async function orders(...all: readonly object[]): Promise<void> {
  for (const order of all) {
    const answer = await owner.post(`${workshop}/commands`, { cmdId: randomUUID(), ...order });
    expect(answer.text).toContain('"seq"');
  }
}

const kindOf = (json: unknown) => (json as { refusal: { kind: string } }).refusal.kind;

test('a version is kept, listed, read and restored', async () => {
  expect((await owner.get(path)).json).toEqual({ versions: [] });
  const kept = await owner.post(path, { name: '  Prima   della plenaria ' });
  expect([kept.status, kept.json]).toEqual([201, { number: 1 }]);

  const { versions } = (await guest.get(path)).json as TextVersionsAnswer;
  expect(versions).toMatchObject([{ number: 1, kind: 'named', name: 'Prima della plenaria' }]);
  expect(Object.keys(versions[0] ?? {}).sort()).toEqual(['at', 'kind', 'name', 'number']);

  const read = (await guest.get(`${path}/1`)).json as TextVersionAnswer;
  expect(read.text).toContain('Come funzionerà');
  expect(read.words).toBeGreaterThan(10);
  const doc = textFrom([Buffer.from(read.update, 'base64')]);
  expect(doc.getXmlFragment('body').length).toBe(textRoot(doc).length);
  expect(textRoot(doc).get(0)).toBeInstanceOf(Y.XmlElement);

  const restored = await owner.post(`${path}/1/restore`, {});
  expect(restored.status).toBe(204);
  const after = (await owner.get(path)).json as TextVersionsAnswer;
  expect(after.versions.map(({ kind }) => kind)).toEqual(['before-restore', 'named']);
});

test('who may not write the text keeps and restores nothing', async () => {
  await owner.post(path, { name: 'Una' });
  for (const to of [path, `${path}/1/restore`]) {
    const no = await guest.post(to, { name: 'x' });
    expect([no.status, kindOf(no.json)]).toEqual([403, 'not-your-table']);
  }
  expect(((await guest.get(path)).json as TextVersionsAnswer).versions).toHaveLength(1);
  expect((await openClient(server.url).get(path)).status).toBe(401);
});

test('what there is not, and what is no name, is said no to', async () => {
  expect(kindOf((await owner.get(`${path}/7`)).json)).toBe('not-found');
  expect(kindOf((await owner.get(`${path}/x`)).json)).toBe('not-found');
  expect(kindOf((await owner.post(`${path}/7/restore`, {})).json)).toBe('not-found');
  const elsewhere = `${workshop}/proposals/${proposalId()}/versions`;
  expect(kindOf((await owner.get(elsewhere)).json)).toBe('unknown-proposal');
  expect(kindOf((await owner.post(path, { name: '   ' })).json)).toBe('text-empty');
  expect(kindOf((await owner.post(path, { name: 'x'.repeat(121) })).json)).toBe('text-too-long');
  expect(kindOf((await owner.post(path, { title: 'x' })).json)).toBe('malformed');
});

test('so many a minute, and then a wait', async () => {
  for (let count = 0; count < 10; count += 1) {
    expect((await owner.post(path, { name: `v${count}` })).status).toBe(201);
  }
  const no = await owner.post(path, { name: 'v10' });
  expect([no.status, kindOf(no.json)]).toEqual([429, 'too-many']);
  expect(Number(no.headers.get('retry-after'))).toBeGreaterThan(0);
});
