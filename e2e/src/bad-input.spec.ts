/** Whatever is sent: the right status, a sentence in the person's language, and nothing changed. */
import { randomUUID } from 'node:crypto';
import type { Person } from './people.ts';
import { expect, test } from './test.ts';
import { card, isOpen, looksAt, opensTheForm, writes } from './wall.ts';
import { does, joins, opens, sends } from './workshop.ts';

const need = (text: unknown) => ({
  cmdId: randomUUID(),
  type: 'writeCard',
  cardId: randomUUID(),
  kind: 'need',
  text,
  language: 'it',
  themeId: null,
  signed: false,
  writtenIn: 'listen',
});

async function refused(person: Person, workshopId: string, body: unknown) {
  const { status, answer } = await sends(person, workshopId, body);
  const { kind, message } = answer.refusal as { kind: string; message: string };
  expect(message.length).toBeGreaterThan(10);
  return { status, kind, message };
}

test('wrong commands are refused with a reason, and the board stays as it is', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(facilitator);
  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  const guest = await arrive({ name: 'Rosa', language: 'en' });
  await joins(guest, joinCode);
  const before = await guest.context.request.get(`/api/workshops/${workshopId}`);
  const { seq } = (await before.json()) as { seq: number };

  const send = (body: unknown) => refused(guest, workshopId, body);
  expect(await send(need(''))).toMatchObject({ status: 422, kind: 'text-empty' });
  expect(await send(need('x'.repeat(2_001)))).toMatchObject({ status: 422, kind: 'text-too-long' });
  expect(await send(need(7))).toMatchObject({ status: 400, kind: 'malformed' });
  expect(await send([])).toMatchObject({ status: 400, kind: 'malformed' });
  expect(await send({ cmdId: randomUUID(), type: 'eraseEverything' })).toMatchObject({
    status: 400,
    kind: 'unknown-command',
  });
  expect(
    await send({ cmdId: randomUUID(), type: 'moveToPhase', phase: 'share', afterS: 0 }),
  ).toMatchObject({
    status: 403,
    kind: 'wrong-role',
    message: guest.says('refusals.wrong-role'),
  });

  const broken = await guest.context.request.post(`/api/workshops/${workshopId}/commands`, {
    headers: { 'content-type': 'application/json' },
    data: Buffer.from('{"cmdId":'),
  });
  expect(broken.status()).toBe(400);
  expect((await broken.json()).refusal.kind).toBe('malformed');

  const after = await guest.context.request.get(`/api/workshops/${workshopId}`);
  expect(((await after.json()) as { seq: number }).seq).toBe(seq);
});

test('a repeated command counts once', async ({ arrive }) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(facilitator);
  const command = { ...need('Una sola volta'), writtenIn: 'prepare' };
  const first = await sends(facilitator, workshopId, command);
  const again = await sends(facilitator, workshopId, command);
  expect(first.status).toBe(200);
  expect(again).toEqual(first);
  await looksAt(facilitator, workshopId);
  await expect(card(facilitator, 'Una sola volta')).toHaveCount(1);
});

test('a page without a seat, and one that is not there, say so instead of showing an empty wall', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(facilitator);
  const stranger = await arrive({ name: 'Rosa' });
  const { page, says } = stranger;
  await page.goto(`/w/${workshopId}`);
  await expect(page.getByText(says('board.noSeatTitle'))).toBeVisible();
  await expect(page.getByRole('article')).toHaveCount(0);
  await expect(page.getByText(says('board.emptyWall'))).toHaveCount(0);

  await page.goto(`/w/${randomUUID()}`);
  await expect(page.getByText(says('board.notFoundTitle'))).toBeVisible();

  const lost = await page.goto('/nowhere/at/all');
  expect(lost?.status()).toBe(404);
  await expect(page.getByText(says('server.lost-title'))).toBeVisible();
});

test('a board that cannot be loaded says so, and opens when it can', async ({ arrive, tavolo }) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(facilitator);
  const { page, says, context } = facilitator;
  // The page itself comes, the server behind it does not.
  await context.routeWebSocket(/\/(sync|live)\//, (socket) => void socket.close({ code: 1011 }));
  await context.route('**/api/**', (route) => route.abort());
  await page.goto(`/w/${workshopId}`);
  await expect(page.getByText(says('board.failedTitle'))).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(says('board.emptyWall'))).toHaveCount(0);
  await context.unrouteAll();
  expect(tavolo.printed()).not.toContain('Error');
});

test('what is too long or empty is refused beside the field, with the text kept', async ({
  arrive,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(facilitator);
  await looksAt(facilitator, workshopId);
  const { page, says } = facilitator;
  await opensTheForm(facilitator);
  const field = page.getByLabel(says('board.needText'));
  const long = 'parola '.repeat(300);
  await field.fill(long);
  await page.getByRole('button', { name: says('board.add'), exact: true }).click();
  await expect(field).toHaveValue(long);
  await expect(page.getByRole('article')).toHaveCount(0);
});

test('a refused change is taken back visibly, with its reason and its text', async ({ arrive }) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId, joinCode } = await opens(facilitator);
  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'share', afterS: 0 });
  const guest = await arrive({ name: 'Rosa', device: 'phone' });
  await joins(guest, joinCode);
  await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
  await looksAt(guest, workshopId);
  await guest.context.setOffline(true);
  await writes(guest, 'Scritto mentre il laboratorio si chiudeva');
  await does(facilitator, workshopId, { type: 'closeWorkshop' });
  await guest.context.setOffline(false);
  const { page, says } = guest;
  await expect(page.getByText(says('refusals.closed')).first()).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('Scritto mentre il laboratorio si chiudeva')).toBeVisible();
  await expect(card(guest, 'Scritto mentre il laboratorio si chiudeva')).toHaveCount(0);
  await isOpen(guest);
});

test('a body of 100 MB is turned away early, and the server goes on', async ({
  arrive,
  tavolo,
}) => {
  const facilitator = await arrive({ name: 'Ada' });
  const { workshopId } = await opens(facilitator);
  const status = await sendHuge(`${tavolo.url}/api/workshops/${workshopId}/commands`);
  expect([413, 'cut']).toContain(status);
  const health = await facilitator.context.request.get('/healthz');
  expect(health.status()).toBe(200);
});

/** Streams up to 100 MB; the server may answer, or hang up on us. */
async function sendHuge(url: string): Promise<number | 'cut'> {
  const chunk = new Uint8Array(1_000_000).fill(0x20);
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      if (sent >= 100) controller.close();
      else controller.enqueue(chunk);
      sent += 1;
    },
  });
  try {
    const init = { method: 'POST', body, headers: { 'content-type': 'application/json' } };
    const response = await fetch(url, { ...init, duplex: 'half' } as RequestInit);
    return response.status;
  } catch (error) {
    if (error instanceof TypeError) return 'cut';
    throw error;
  }
}
