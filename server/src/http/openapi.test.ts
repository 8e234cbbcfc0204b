import { randomUUID } from 'node:crypto';
import { COMMAND_TYPES, emptySheet } from '@tavolo/model';
import { describe, expect, it } from 'vitest';
import { openApi } from './openapi.ts';
import { openClient } from './testing/test-client.ts';
import { openTestServer } from './testing/test-server.ts';

type Json = Record<string, unknown>;
const description = openApi('http://127.0.0.1:4321');
const schemas = (description.components as { schemas: Record<string, Json> }).schemas;

describe('the description of the interface', () => {
  it('has every command once, told apart by its type, with its id', () => {
    const { discriminator } = schemas.Command as {
      discriminator: { mapping: Record<string, string> };
    };
    expect(Object.keys(discriminator.mapping)).toEqual(COMMAND_TYPES);
    for (const type of COMMAND_TYPES) {
      const schema = schemas[discriminator.mapping[type]?.split('/').at(-1) ?? ''];
      for (const shape of (schema?.oneOf as Json[] | undefined) ?? [schema]) {
        expect(shape, type).toMatchObject({
          type: 'object',
          properties: { type: { const: type }, cmdId: { format: 'uuid' } },
          additionalProperties: false,
        });
        expect(shape?.required).toEqual(expect.arrayContaining(['cmdId', 'type']));
      }
    }
  });

  it('says for every field of a sheet which value it takes', () => {
    const shapes = schemas.EditProposalFieldCommand?.oneOf as {
      properties: Record<string, Json>;
    }[];
    const fields = shapes.map(({ properties }) => properties.field?.const);
    expect([...fields].sort()).toEqual(Object.keys(emptySheet('')).sort());
    const costs = shapes.find(({ properties }) => properties.field?.const === 'costs');
    expect(costs?.properties.value).toMatchObject({
      type: 'array',
      items: { required: ['what', 'amount', 'coveredBy'] },
    });
  });

  it('never shows an order of the server’s own', () => {
    const text = JSON.stringify(description);
    for (const order of ['openWorkshop', 'takeSeat', 'completeMove', 'fillDemonstration']) {
      expect(text.includes(`"${order}"`), order).toBe(false);
    }
  });

  it('points nowhere that is not there', () => {
    for (const [, name] of JSON.stringify(description).matchAll(/#\/components\/schemas\/(\w+)/g)) {
      expect(schemas, name).toHaveProperty(name ?? '');
    }
  });

  it('is served, and names routes that answer', async () => {
    const server = await openTestServer();
    try {
      const client = openClient(server.url);
      const served = await client.get('/api/openapi.json');
      expect(served.status).toBe(200);
      expect((served.json as { servers: unknown }).servers).toEqual([{ url: server.url }]);
      const made = await client.post('/api/workshops', { title: 'Prova', language: 'it' });
      const { workshopId, joinCode } = made.json as Record<string, string>;
      const workshop = `/api/workshops/${workshopId}`;
      const [tableId, clusterId, proposalId] = [randomUUID(), randomUUID(), randomUUID()];
      const cluster = { themeId: null, name: 'Cura', question: '', x: 0, y: 0 };
      for (const order of [
        { type: 'moveToPhase', phase: 'cluster', afterS: 0 },
        { type: 'createCluster', clusterId, ...cluster },
        { type: 'createTable', tableId, name: 'Tavolo 1' },
        { type: 'moveToPhase', phase: 'tables', afterS: 0 },
        { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title: 'Uno' },
      ]) {
        const done = await client.post(`${workshop}/commands`, { cmdId: randomUUID(), ...order });
        expect(done.status, order.type).toBe(200);
      }
      const versions = `${workshop}/proposals/${proposalId}/versions`;
      const kept = await client.post(versions, { name: 'Prima stesura' });
      expect(kept.status).toBe(201);
      const { number } = kept.json as { number: number };
      const paths = (served.json as { paths: Record<string, Json> }).paths;
      for (const [path, methods] of Object.entries(paths)) {
        if (!('get' in methods) || path === '/api/demonstration') continue;
        const real = path
          .replace('{id}', workshopId ?? '')
          .replace('{code}', joinCode ?? '')
          .replace('{proposalId}', proposalId)
          .replace('{number}', String(number));
        expect((await client.get(real)).status, path).toBe(200);
      }
    } finally {
      await server.close();
    }
  });
});
