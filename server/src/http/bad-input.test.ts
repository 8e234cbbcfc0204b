/** What people and programs get wrong: a sentence, the right status, and nothing changed. */
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WORKSHOPS_PER_HOUR } from '../people/creation-limit.ts';
import type { Storage } from '../storage/storage.ts';
import { StorageFailure } from '../workshop/contract.ts';
import { type Client, openClient } from './testing/test-client.ts';
import { openTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let facilitator: Client;
let workshopId: string;
let joinCode: string;
let failing = false;
let faulty = false;
let forgetful = false;

/** A disk that can be made to fail. */
function failable(storage: Storage): Storage {
  return new Proxy(storage, {
    get(target, name) {
      const part: unknown = Reflect.get(target, name);
      if (typeof part !== 'function') return part;
      if (faulty && name === 'findWorkshop') return () => Promise.reject(new Error('a fault'));
      if (forgetful && (name === 'saveSession' || name === 'rotateSessions')) {
        return () => Promise.reject(new StorageFailure('the disk is full'));
      }
      return (...args: unknown[]) =>
        failing && (name === 'append' || name === 'check')
          ? Promise.reject(new StorageFailure('the disk is full'))
          : part.apply(target, args);
    },
  });
}

beforeAll(async () => {
  server = await openTestServer({ through: failable });
  facilitator = openClient(server.url, { 'accept-language': 'en' });
  const made = await facilitator.post('/api/workshops', { title: 'Cura', language: 'it' });
  expect(made.status).toBe(201);
  ({ workshopId, joinCode } = made.json as { workshopId: string; joinCode: string });
});
afterAll(() => server.close());
afterEach(() => {
  failing = false;
  faulty = false;
  forgetful = false;
  // A minute on: no test waits for what another has counted.
  server.pass(61_000);
});

const commands = () => `/api/workshops/${workshopId}/commands`;
const aCluster = () => ({
  cmdId: randomUUID(),
  type: 'moveToPhase',
  phase: 'cluster',
  afterS: 0,
});
const need = (text: string) => ({
  cmdId: randomUUID(),
  type: 'writeCard',
  cardId: randomUUID(),
  kind: 'need',
  text,
  language: 'it',
  themeId: null,
  signed: false,
  writtenIn: 'prepare',
});
async function seqNow(): Promise<number> {
  const answer = await facilitator.get(`/api/workshops/${workshopId}`);
  return (answer.json as { seq: number }).seq;
}
async function participant(): Promise<Client> {
  const client = openClient(server.url, { 'accept-language': 'en' });
  expect((await client.post('/api/join', { code: joinCode, language: 'en' })).status).toBe(200);
  return client;
}
function refused(answer: { json: unknown }) {
  return (answer.json as { refusal: { kind: string; message: string; rule: string } }).refusal;
}

describe('commands', () => {
  it('an over-long text and an empty one', async () => {
    const seq = await seqNow();
    const long = await facilitator.post(commands(), need('a'.repeat(2_001)));
    expect(long.status).toBe(422);
    expect(refused(long)).toMatchObject({ kind: 'text-too-long', rule: 'C1' });
    // The owner's seat speaks Italian, whatever the browser asks for.
    expect(refused(long).message).toContain('2001 caratteri');
    const empty = await facilitator.post(commands(), need('  \n '));
    expect(empty.status).toBe(422);
    expect(refused(empty).kind).toBe('text-empty');
    expect(await seqNow()).toBe(seq);
  });

  it('the wrong role', async () => {
    const someone = await participant();
    const seq = await seqNow();
    const answer = await someone.post(commands(), aCluster());
    expect(answer.status).toBe(403);
    expect(refused(answer)).toMatchObject({
      kind: 'wrong-role',
      message: 'Your role does not allow this.',
    });
    expect(await seqNow()).toBe(seq);
  });

  it('an unknown command, a server’s own order, an unknown field, no cmdId', async () => {
    for (const [body, kind] of [
      [{ cmdId: randomUUID(), type: 'dropTables' }, 'unknown-command'],
      [{ cmdId: randomUUID(), type: 'takeSeat' }, 'unknown-command'],
      [{ cmdId: randomUUID(), type: 'toString' }, 'unknown-command'],
      [{ ...need('x'), author: randomUUID() }, 'malformed'],
      [{ ...need('x'), cmdId: undefined }, 'malformed'],
      [[need('x')], 'malformed'],
      [{ ...need('x'), text: { $ne: '' } }, 'malformed'],
    ] as const) {
      const answer = await facilitator.post(commands(), body);
      expect(answer.status, kind).toBe(400);
      expect(refused(answer).kind).toBe(kind);
      expect(refused(answer).message).not.toContain('{{');
    }
  });

  it('a repeated command gets the first answer and has no further effect', async () => {
    const command = need('Serve un posto dove stare.');
    const first = await facilitator.post(commands(), command);
    expect(first.status).toBe(200);
    const seq = await seqNow();
    const again = await facilitator.post(commands(), command);
    expect(again).toMatchObject({ status: 200, json: first.json });
    expect(await seqNow()).toBe(seq);
  });

  it('one seat that is too fast is told when to try again', async () => {
    const someone = await participant();
    let answer = await someone.post(commands(), aCluster());
    for (let sent = 0; sent < 120 && answer.status !== 429; sent += 1) {
      answer = await someone.post(commands(), aCluster());
    }
    expect(answer.status).toBe(429);
    expect(refused(answer)).toMatchObject({ kind: 'too-many', retryAfter: expect.any(Number) });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('a disk that takes nothing: 503, and the service says that it is not ready', async () => {
    failing = true;
    const answer = await facilitator.post(commands(), need('Non si salva'));
    expect(answer.status).toBe(503);
    expect(refused(answer).kind).toBe('not-saving');
    expect((await facilitator.get('/readyz')).status).toBe(503);
    expect((await facilitator.get('/healthz')).status).toBe(200);
    failing = false;
    server.pass(2_000);
    expect((await facilitator.get('/readyz')).status).toBe(200);
    const cards = await facilitator.get(`/api/workshops/${workshopId}/cards`);
    expect(cards.text).not.toContain('Non si salva');
  });
});

describe('bodies', () => {
  it.each([
    ['broken JSON', '{"cmdId":', 'application/json', 400, 'malformed'],
    ['not an object', '"hello"', 'application/json', 400, 'malformed'],
    ['nothing', '', 'application/json', 400, 'malformed'],
    ['a form', 'a=b', 'application/x-www-form-urlencoded', 415, 'unsupported-media'],
    ['text', '{}', 'text/plain', 415, 'unsupported-media'],
    ['JSON in name only', '{}', 'application/json-seq', 415, 'unsupported-media'],
    ['an odd charset', '{}', 'application/json; charset=iso-8859-1', 415, 'unsupported-media'],
  ])('%s', async (_name, body, type, status, kind) => {
    const answer = await facilitator.send('POST', commands(), body, { 'content-type': type });
    expect(answer.status).toBe(status);
    expect(refused(answer).kind).toBe(kind);
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(/);
  });

  it('no content type at all', async () => {
    const answer = await facilitator.send('POST', commands(), new Uint8Array([123, 125]), {});
    expect(answer.status).toBe(415);
  });

  it('a compressed body is not unpacked', async () => {
    const answer = await facilitator.send('POST', commands(), '{}', {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    });
    expect(answer.status).toBe(415);
  });

  it('100 kB and a bit', async () => {
    const answer = await facilitator.post(commands(), need('a'.repeat(100_001)));
    expect(answer.status).toBe(413);
    expect(refused(answer).kind).toBe('too-large');
  });

  it('100 MB, streamed without a length: refused early, and the rest is not read', async () => {
    const { status, sent } = await stream(100_000_000);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(20_000_000);
    expect((await facilitator.get('/healthz')).status).toBe(200);
  });
});

/** Sends until it is answered or cut off; tells the answer and how much went out. */
function stream(bytes: number): Promise<{ status: number | undefined; sent: number }> {
  return new Promise((resolve, reject) => {
    let sent = 0;
    let status: number | undefined;
    const to = new URL(commands(), server.url);
    const req = request(to, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: facilitator.cookie ?? '' },
    });
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const push = () => {
      while (sent < bytes && status === undefined && !req.destroyed) {
        sent += chunk.length;
        if (!req.write(chunk)) return void req.once('drain', push);
      }
    };
    req.on('response', (res) => {
      status = res.statusCode;
      res.resume();
      res.on('close', () => resolve({ status, sent }));
    });
    req.on('error', (error) => (status === undefined ? reject(error) : resolve({ status, sent })));
    push();
  });
}

describe('sessions', () => {
  it('none, a made-up one, and a workshop that does not exist', async () => {
    const stranger = openClient(server.url, { 'accept-language': 'en' });
    const none = await stranger.get(`/api/workshops/${workshopId}`);
    expect(none.status).toBe(401);
    expect(refused(none).message).toBe(
      'Your seat cannot be found on this device any more. Join again with the code.',
    );
    const made = await stranger.get(`/api/workshops/${workshopId}`, {
      cookie: `tavolo=${'a'.repeat(43)}`,
    });
    expect(made.status).toBe(401);
    expect((await stranger.get(`/api/workshops/${randomUUID()}`)).status).toBe(404);
    expect((await stranger.get('/api/workshops/__proto__')).status).toBe(404);
    expect((await stranger.get('/api/workshops/%E0%A4%A')).status).toBe(400);
  });

  it('a stale one: who has led and been away for eight hours comes back by the link', async () => {
    const owner = openClient(server.url);
    const made = await owner.post('/api/workshops', { title: 'Altro', language: 'it' });
    const { workshopId: id } = made.json as { workshopId: string };
    server.pass(8 * 60 * 60 * 1000 + 1);
    const answer = await owner.get(`/api/workshops/${id}`);
    expect(answer.status).toBe(401);
    server.pass(-8 * 60 * 60 * 1000);
  });

  it('left: the seat is gone from this device and its connections are told', async () => {
    const someone = await participant();
    const before = server.left.length;
    expect((await someone.post('/api/leave', { workshopId })).status).toBe(204);
    expect(server.left).toHaveLength(before + 1);
    expect((await someone.get(`/api/workshops/${workshopId}`)).status).toBe(401);
    expect((await someone.post('/api/leave', { workshopId })).status).toBe(401);
  });

  it('the same cookie resumes the same seat; a promoted one gets another token', async () => {
    const someone = await participant();
    const first = await someone.get(`/api/workshops/${workshopId}`);
    const { seat } = first.json as { seat: { seatId: string } };
    const before = someone.cookie;
    const again = await someone.post('/api/join', { code: joinCode });
    expect(again.json).toMatchObject({ seatId: seat.seatId });
    expect(someone.cookie).not.toBe(before);
    const promoted = await facilitator.post(commands(), {
      cmdId: randomUUID(),
      type: 'setRole',
      seatId: seat.seatId,
      role: 'facilitator',
    });
    expect(promoted.status).toBe(200);
    const old = someone.cookie;
    expect((await someone.get(`/api/workshops/${workshopId}`)).status).toBe(200);
    expect(someone.cookie).not.toBe(old);
    // The old one ends with the first request that brings the new one.
    expect((await someone.get(`/api/workshops/${workshopId}`)).status).toBe(200);
    const stale = openClient(server.url);
    expect((await stale.get(`/api/workshops/${workshopId}`, { cookie: old ?? '' })).status).toBe(
      401,
    );
  });
});

describe('joining', () => {
  it('an unknown code', async () => {
    const answer = await openClient(server.url).post('/api/join', { code: 'ZZZZ-2222' });
    expect(answer.status).toBe(404);
    expect(refused(answer).kind).toBe('unknown-code');
  });

  it('only wrong codes count; after ten the device waits, whatever it brings', async () => {
    const guesser = openClient(server.url, { 'user-agent': 'guesser' });
    for (let right = 0; right < 15; right += 1) {
      expect((await guesser.get(`/api/join/${joinCode}`)).status).toBe(200);
    }
    for (let wrong = 0; wrong < 10; wrong += 1) {
      expect((await guesser.get('/api/join/ZZZZ-2222')).status).toBe(404);
    }
    const waiting = await guesser.post('/api/join', { code: joinCode });
    expect(waiting.status).toBe(429);
    expect(refused(waiting).message).toMatch(/\d+ secondi/);
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    // Somebody else in the same room is let in.
    const other = openClient(server.url, { 'user-agent': 'another' });
    expect((await other.post('/api/join', { code: joinCode })).status).toBe(200);
  });

  it('a closed workshop: nobody new, and who has a seat still reads', async () => {
    const owner = openClient(server.url);
    const made = await owner.post('/api/workshops', { title: 'Chiuso', language: 'it' });
    const { workshopId: id, joinCode: code } = made.json as Record<string, string>;
    const seated = openClient(server.url);
    await seated.post('/api/join', { code });
    const close = { cmdId: randomUUID(), type: 'closeWorkshop' };
    expect((await owner.post(`/api/workshops/${id}/commands`, close)).status).toBe(200);
    const late = await openClient(server.url).post('/api/join', { code });
    expect(late.status).toBe(410);
    expect(refused(late).kind).toBe('closed');
    expect((await seated.get(`/api/workshops/${id}`)).status).toBe(200);
    const write = await seated.post(`/api/workshops/${id}/commands`, need('tardi'));
    expect(write.status).toBe(410);
    expect((await openClient(server.url).get(`/api/join/${code}`)).json).toMatchObject({
      closed: true,
    });
  });

  it('a name that is too long', async () => {
    const answer = await openClient(server.url).post('/api/join', {
      code: joinCode,
      name: 'a'.repeat(61),
    });
    expect(answer.status).toBe(422);
  });
});

describe('origins', () => {
  it.each([
    ['another page', { origin: 'https://evil.example' }],
    ['an opaque one', { origin: 'null' }],
    ['no Origin but cross-site', { 'sec-fetch-site': 'cross-site' }],
  ])('%s changes nothing', async (_name, headers) => {
    const seq = await seqNow();
    const answer = await facilitator.post(
      commands(),
      need('da fuori'),
      headers as Record<string, string>,
    );
    expect(answer.status).toBe(403);
    expect(refused(answer).kind).toBe('forbidden-origin');
    expect(await seqNow()).toBe(seq);
  });

  it('our own page', async () => {
    const answer = await facilitator.post(commands(), need('da qui'), { origin: server.url });
    expect(answer.status).toBe(200);
  });
});

describe('addresses', () => {
  it('an unknown route of the interface is a JSON refusal, an unknown page a kind page', async () => {
    const api = await openClient(server.url).get('/api/nothing');
    expect(api.status).toBe(404);
    expect(refused(api).kind).toBe('not-found');
    const page = await openClient(server.url, { 'accept-language': 'en' }).get('/nothing');
    expect(page.status).toBe(404);
    expect(page.text).toContain('This page is not here');
  });
});

describe('our own faults', () => {
  it('a sentence and 500, and not a word of what it was', async () => {
    faulty = true;
    const answer = await openClient(server.url).get(`/api/workshops/${randomUUID()}`);
    expect(answer.status).toBe(500);
    expect(refused(answer).kind).toBe('failed');
    expect(answer.text).not.toMatch(/a fault|bad-input/);
  });
});

describe('the owner’s link', () => {
  it('is not spent where the disk does not take the session', async () => {
    const made = await facilitator.post('/api/workshops', { title: 'Cura', language: 'it' });
    const path = new URL((made.json as { ownerRecoveryUrl: string }).ownerRecoveryUrl).pathname;
    const device = openClient(server.url);
    const press = async () => {
      const seal = /name="seal" value="([^"]+)"/.exec((await device.get(path)).text)?.[1] ?? '';
      return device.form(path, { seal, lang: 'it' });
    };
    forgetful = true;
    expect((await press()).status).toBe(503);
    forgetful = false;
    expect((await press()).status).toBe(200);
    expect((await press()).status).toBe(410);
  });
});

describe('creating', () => {
  it('takes the operator’s code where that is asked for', async () => {
    const guarded = await openTestServer({ operatorCode: 'ABCD-2345' });
    try {
      const client = openClient(guarded.url);
      const body = { title: 'Nuovo', language: 'it' };
      const without = await client.post('/api/workshops', body);
      expect(without.status).toBe(403);
      expect(refused(without).kind).toBe('may-not-create');
      const wrong = await client.post('/api/workshops', { ...body, operatorCode: 'ABCD-2346' });
      expect(wrong.status).toBe(403);
      const right = await client.post('/api/workshops', { ...body, operatorCode: 'abcd 2345' });
      expect(right.status).toBe(201);
    } finally {
      await guarded.close();
    }
  });

  it('has an end where anyone may', async () => {
    const open = await openTestServer();
    try {
      const client = openClient(open.url);
      const create = () => client.post('/api/workshops', { title: 'Nuovo', language: 'it' });
      const many = await Promise.all(Array.from({ length: WORKSHOPS_PER_HOUR }, create));
      expect(many.filter(({ status }) => status !== 201)).toEqual([]);
      const over = await create();
      expect(over.status).toBe(429);
      expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    } finally {
      await open.close();
    }
  });

  it('an empty title', async () => {
    const answer = await facilitator.post('/api/workshops', { title: ' ', language: 'it' });
    expect(answer.status).toBe(422);
  });
});
