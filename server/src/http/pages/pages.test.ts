/** The pages that work without JavaScript, over real HTTP, as a browser would send them. */

import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type Client, openClient } from '../testing/test-client.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';

let server: TestServer;
let facilitator: Client;
let workshopId: string;
let joinCode: string;
let ownerRecoveryUrl: string;

beforeAll(async () => {
  server = await openTestServer();
  facilitator = openClient(server.url);
  const made = await facilitator.post('/api/workshops', {
    title: 'Cura & "vicinanza" <b>',
    language: 'it',
  });
  ({ workshopId, joinCode, ownerRecoveryUrl } = made.json as Record<string, string> as {
    workshopId: string;
    joinCode: string;
    ownerRecoveryUrl: string;
  });
});
afterAll(() => server.close());
afterEach(() => server.pass(61_000));

const sealIn = (page: Answer) => /name="seal" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
const italian = () => openClient(server.url, { 'accept-language': 'it-IT,it;q=0.9,en;q=0.5' });
async function post(client: Client, fields: Record<string, string>): Promise<Answer> {
  const page = await client.get('/j/');
  return client.form('/j', { lang: 'it', seal: sealIn(page), name: '', ...fields });
}

describe('the join page', () => {
  it('is at most 15 kB in all: one answer, no script, no other file but the icon', async () => {
    server.present.set(workshopId as never, 17);
    const page = await italian().get(`/j/${joinCode}`);
    expect(page.status).toBe(200);
    expect(gzipSync(page.text).length).toBeLessThan(15_000);
    expect(page.text).not.toContain('<script');
    const linked = [...page.text.matchAll(/<(?:link|img|script)[^>]*>/g)].map(([tag]) => tag);
    expect(linked).toEqual(['<link rel="icon" href="/icon.svg" type="image/svg+xml">']);
  });

  it('shows the workshop, who is there, and the code, everything escaped', async () => {
    server.present.set(workshopId as never, 17);
    const page = await italian().get(`/j/${joinCode.toLowerCase().replace('-', '')}`);
    expect(page.text).toContain('Cura &amp; &quot;vicinanza&quot; &lt;b&gt;');
    expect(page.text).toContain('Laboratorio aperto, 17 persone presenti');
    expect(page.text).toContain(`value="${joinCode}"`);
    expect(page.text).toContain('<html lang="it" dir="ltr">');
  });

  it('speaks the browser’s language, or the chosen one', async () => {
    const page = await openClient(server.url, { 'accept-language': 'en-GB' }).get('/j/');
    expect(page.text).toContain('Take a seat at the table');
    const chosen = await italian().get(`/j/${joinCode}?lang=en`);
    expect(chosen.text).toContain('Take a seat at the table');
    expect(chosen.text).toContain(`href="/j/${joinCode}?lang=it"`);
  });

  it('allows its own style and nothing else', async () => {
    const { headers } = await italian().get('/j/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'none'");
    expect(policy).toMatch(/style-src 'sha256-[A-Za-z0-9+/=]+'/);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('takes the form, sits the person down, and looks whether the cookie came back', async () => {
    const client = italian();
    const answer = await post(client, { code: joinCode, name: 'Marta' });
    expect(answer.status).toBe(303);
    const check = await client.get(answer.headers.get('location') ?? '');
    expect(check.status).toBe(303);
    expect(check.headers.get('location')).toBe(`/w/${workshopId}`);
    const me = await client.get(`/api/workshops/${workshopId}`);
    expect(me.json).toMatchObject({ seat: { name: 'Marta', role: 'participant' } });
    const back = await client.get(`/j/${joinCode}`);
    expect(back.text).toContain('Torna al tuo posto');
    expect(back.text).toContain(`href="/w/${workshopId}"`);
    expect(back.text).toContain('come Marta');
  });

  it('sent twice by a finger that taps twice: one seat, and the same cookie', async () => {
    const seal = sealIn(await italian().get('/j/'));
    const fields = { lang: 'it', code: joinCode, name: 'Dina', seal };
    const [one, two] = [italian(), italian()];
    const answers = await Promise.all([one.form('/j', fields), two.form('/j', fields)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(one.cookie).toBe(two.cookie);
    const workshop = await server.house.open(workshopId as never);
    const seats = [...(workshop?.state.seats.values() ?? [])];
    expect(seats.filter((seat) => seat.name === 'Dina')).toHaveLength(1);
  });

  it('a device that sits elsewhere keeps that seat when it taps twice', async () => {
    const made = await facilitator.post('/api/workshops', { title: 'Altrove', language: 'it' });
    const elsewhere = made.json as { workshopId: string; joinCode: string };
    const device = italian();
    await post(device, { code: elsewhere.joinCode });
    const fields = { lang: 'it', code: joinCode, seal: sealIn(await device.get('/j/')) };
    await Promise.all([device.form('/j', fields), device.form('/j', fields)]);
    for (const id of [workshopId, elsewhere.workshopId]) {
      expect((await device.get(`/api/workshops/${id}`)).status).toBe(200);
    }
  });

  it('without a name a plant lends its own', async () => {
    const client = italian();
    await post(client, { code: joinCode });
    const me = await client.get(`/api/workshops/${workshopId}`);
    expect((me.json as { seat: { name: string } }).seat.name).not.toBe('');
  });

  it('says so where cookies are blocked', async () => {
    const client = openClient(server.url, { 'accept-language': 'it' }, { keepsCookies: false });
    const answer = await post(client, { code: joinCode });
    const check = await client.get(answer.headers.get('location') ?? '');
    expect(check.status).toBe(403);
    expect(check.text).toContain('Il browser non tiene il tuo posto');
    expect(check.text).toContain(`/j/${joinCode}`);
  });

  it.each([
    ['a short code', 'K7QF-M3X', 422, 'Manca un carattere: il codice ne ha otto.'],
    ['two missing', 'K7QF-M3', 422, 'Mancano 2 caratteri: il codice ne ha otto.'],
    ['a long code', 'K7QF-M3XDD', 422, 'C’è un carattere di troppo'],
    ['a character that no code has', 'K7QF-M3X0', 422, 'Nei codici non c’è «0»'],
    ['no code', ' ', 422, 'Scrivi il codice'],
    ['an unknown code', 'ZZZZ-2222', 404, 'Non c’è nessun laboratorio con questo codice'],
    ['markup', '"><img src=x>', 422, 'Nei codici non c’è'],
  ])(
    '%s: the sentence beside the field, what was typed stays',
    async (_name, code, status, sentence) => {
      const page = await post(italian(), { code, name: '<Marta> & "co"' });
      expect(page.status).toBe(status);
      expect(page.text).toContain(sentence);
      expect(page.text).toContain('aria-invalid="true"');
      expect(page.text).toContain('value="&lt;Marta&gt; &amp; &quot;co&quot;"');
      expect(page.text).not.toContain('<img src=x>');
    },
  );

  it('a name that is too long: the sentence beside that field', async () => {
    const page = await post(italian(), { code: joinCode, name: 'a'.repeat(61) });
    expect(page.status).toBe(422);
    expect(page.text).toContain('61 caratteri, il massimo è 60');
    expect(page.text).toContain('aria-describedby="name-said"');
  });

  it('after ten wrong codes: a wait, with its seconds', async () => {
    const client = openClient(server.url, { 'accept-language': 'it', 'user-agent': 'guesser' });
    for (let wrong = 0; wrong < 10; wrong += 1) await client.get('/j/ZZZZ-2222');
    const page = await post(client, { code: joinCode });
    expect(page.status).toBe(429);
    expect(page.text).toMatch(/Troppi tentativi. Riprova tra \d+ secondi/);
    expect(Number(page.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('a form that nobody signed, or of yesterday, is shown again and goes through then', async () => {
    const client = italian();
    const page = await client.form('/j', { lang: 'it', code: joinCode, name: 'Ada', seal: 'x.y' });
    expect(page.status).toBe(403);
    expect(page.text).toContain('Premi di nuovo');
    const again = await client.form('/j', {
      lang: 'it',
      code: joinCode,
      name: 'Ada',
      seal: sealIn(page),
    });
    expect(again.status).toBe(303);
    server.pass(13 * 60 * 60 * 1000);
    const old = await client.form('/j', { lang: 'it', code: joinCode, seal: sealIn(page) });
    expect(old.status).toBe(403);
    server.pass(-13 * 60 * 60 * 1000);
  });

  it('another page cannot sit anybody down', async () => {
    const client = italian();
    const seal = sealIn(await client.get('/j/'));
    const fields = { lang: 'it', code: joinCode, seal };
    const page = await client.form('/j', fields, { origin: 'https://evil.example' });
    expect(page.status).toBe(403);
    expect(client.cookie).toBeNull();
  });

  it('a form of a megabyte is refused', async () => {
    const page = await italian().form('/j', { code: 'a'.repeat(1_000_000) });
    expect(page.status).toBe(413);
    expect(page.text).toContain('<h1>');
  });

  it('a closed workshop', async () => {
    const made = await facilitator.post('/api/workshops', { title: 'Chiuso', language: 'it' });
    const { workshopId: id, joinCode: code } = made.json as Record<string, string>;
    await facilitator.post(`/api/workshops/${id}/commands`, {
      cmdId: randomUUID(),
      type: 'closeWorkshop',
    });
    const page = await italian().get(`/j/${code}`);
    expect(page.status).toBe(410);
    expect(page.text).toContain('Questo laboratorio è chiuso');
    // Nothing to fill in where nothing can come of it.
    expect(page.text).not.toContain('<form');
  });
});

describe('the owner’s link', () => {
  it('opening uses nothing up; pressing gives the seat and the next link, once', async () => {
    const path = new URL(ownerRecoveryUrl).pathname;
    const device = italian();
    await device.get(path);
    const asked = await device.get(path);
    expect(asked.status).toBe(200);
    expect(asked.text).toContain('Riprendi il mio posto');
    const given = await device.form(path, { seal: sealIn(asked), lang: 'it' });
    expect(given.status).toBe(200);
    // A second tap of the same button shows the same link, not that it is used up.
    const tapped = await device.form(path, { seal: sealIn(asked), lang: 'it' });
    expect(tapped.text).toBe(given.text);
    const next = />(http:[^<]+\/r\/[\w-]+)<\/textarea>/.exec(given.text)?.[1] ?? '';
    expect(next).not.toBe('');
    expect(next).not.toBe(ownerRecoveryUrl);
    const me = await device.get(`/api/workshops/${workshopId}`);
    expect(me.json).toMatchObject({ seat: { role: 'facilitator' } });

    const thief = italian();
    const used = await thief.form(path, { seal: sealIn(await thief.get(path)), lang: 'it' });
    expect(used.status).toBe(410);
    expect(used.text).toContain('Questo link non vale più');
    expect((await thief.get(`/api/workshops/${workshopId}`)).status).toBe(401);

    const nextPath = new URL(next).pathname;
    const third = italian();
    const seal = sealIn(await third.get(nextPath));
    expect((await third.form(nextPath, { seal, lang: 'it' })).status).toBe(200);
  });

  it('[S3] the owner makes a new one in the place of the old; nobody else does', async () => {
    const made = await facilitator.post('/api/workshops', { title: 'Chiave', language: 'it' });
    const kept = made.json as Record<string, string>;
    const renewing = `/api/workshops/${kept.workshopId}/recovery`;
    const guest = italian();
    const joined = await guest.post('/api/join', { code: kept.joinCode ?? '' });
    const { seatId } = joined.json as { seatId: string };
    expect((await guest.post(renewing, {})).status).toBe(403);
    const command = { cmdId: randomUUID(), type: 'setRole', seatId, role: 'facilitator' };
    await facilitator.post(`/api/workshops/${kept.workshopId}/commands`, command);
    expect((await guest.post(renewing, {})).status).toBe(403);

    const renewed = await facilitator.post(renewing, {});
    expect(renewed.status).toBe(200);
    const link = (renewed.json as { ownerRecoveryUrl: string }).ownerRecoveryUrl;
    const pressed = async (url: string) => {
      const { pathname } = new URL(url);
      const device = italian();
      const seal = sealIn(await device.get(pathname));
      return (await device.form(pathname, { seal, lang: 'it' })).status;
    };
    expect(await pressed(kept.ownerRecoveryUrl ?? '')).toBe(410);
    expect(await pressed(link)).toBe(200);
  });

  it('a link that cannot be one', async () => {
    expect((await italian().get('/r/short')).status).toBe(410);
  });
});

describe('the built pages', () => {
  it('a workshop that is not there has the page that says so, and the status', async () => {
    for (const id of [randomUUID(), 'xyz']) {
      const page = await italian().get(`/w/${id}`);
      expect(page.status).toBe(404);
      expect(page.text).toContain('<title>Tavolo</title>');
    }
  });

  it('the start page and a workshop’s page are asked for anew, hashed files never', async () => {
    for (const path of ['/', `/w/${workshopId}`]) {
      const page = await italian().get(path);
      expect(page.status).toBe(200);
      expect(page.text).toContain('<title>Tavolo</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
    const asset = await italian().get('/assets/main-abc123.js');
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(asset.headers.get('content-encoding')).toBe('gzip');
    expect(asset.headers.get('content-type')).toContain('javascript');
    expect(asset.text).toBe('export {};');
    const plain = await italian().get('/assets/main-abc123.js', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(plain.headers.get('vary')).toContain('Accept-Encoding');
    expect(plain.text).toBe(asset.text);
    expect((await italian().get('/assets/old-000000.js')).status).toBe(404);
    expect((await italian().get('/assets/..%2f..%2ftavolo.db')).status).toBeGreaterThanOrEqual(400);
  });
});
