/**
 * A facilitator looks at the wall while twenty people write a thousand needs through the
 * public interface, each as fast as the answers come. Measured in Chromium on the built
 * product: whether the page ever stops answering, and how long the last need takes to be seen.
 */
import { randomUUID } from 'node:crypto';
import { type APIRequestContext, chromium, request } from '@playwright/test';
import { LAUNCH } from '@tavolo/e2e/browser';
import { arrives } from '@tavolo/e2e/people';
import { startTavolo } from '@tavolo/e2e/server';
import { trayCount } from '@tavolo/e2e/wall';
import { does, opens } from '@tavolo/e2e/workshop';
import { TASKS_SEEN, WATCH_TASKS } from './long-tasks.ts';
import type { Scenario } from './scenario.ts';

const CARDS = 1_000;
const WRITERS = 20;
/** Longer than anybody would wait; then the run has failed. */
const PATIENCE_MS = 60_000;

export const board1000: Scenario = {
  name: 'board-1000',
  measures: [
    { key: 'longest', name: 'longest task of the page', unit: 'ms', goal: 200 },
    { key: 'longTasks', name: 'tasks over 50 ms', unit: 'tasks', goal: null },
    { key: 'writing', name: 'writing all of them', unit: 's', goal: null },
    {
      key: 'visible',
      name: 'from the last answer until all are on the wall',
      unit: 'ms',
      goal: null,
    },
  ],
  run,
};

async function run() {
  const tavolo = await startTavolo({ TAVOLO_DEMO: 'off' });
  const browser = await chromium.launch(LAUNCH);
  const writers: APIRequestContext[] = [];
  try {
    const facilitator = await arrives(browser, tavolo.url, { name: 'Ada' });
    const { workshopId, joinCode } = await opens(facilitator);
    await does(facilitator, workshopId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
    for (let n = 0; n < WRITERS; n += 1) writers.push(await writer(tavolo.url, joinCode));

    const { page } = facilitator;
    await page.goto(`/w/${workshopId}`);
    await trayCount(facilitator, 0).waitFor();
    await page.evaluate(`(() => {${WATCH_TASKS}})()`);

    const startedAt = Date.now();
    await Promise.all(writers.map((each) => write(each, workshopId, CARDS / WRITERS)));
    const answeredAt = Date.now();
    await trayCount(facilitator, CARDS).waitFor({ timeout: PATIENCE_MS });
    const seenAt = Date.now();
    const tasks = (await page.evaluate(TASKS_SEEN)) as number[];
    return {
      longest: Math.max(0, ...tasks),
      longTasks: tasks.length,
      writing: (answeredAt - startedAt) / 1_000,
      visible: seenAt - answeredAt,
    };
  } finally {
    for (const each of writers) await each.dispose();
    await browser.close();
    await tavolo.close();
  }
}

/** A phone in the room, as far as the server can tell. */
async function writer(url: string, code: string): Promise<APIRequestContext> {
  const phone = await request.newContext({ baseURL: url });
  const joined = await phone.post('/api/join', { data: { code, language: 'it' } });
  if (!joined.ok()) throw new Error(`a writer could not join: ${await joined.text()}`);
  return phone;
}

async function write(phone: APIRequestContext, workshopId: string, cards: number): Promise<void> {
  for (let n = 1; n <= cards; n += 1) {
    const command = {
      cmdId: randomUUID(),
      type: 'writeCard',
      cardId: randomUUID(),
      kind: 'need',
      text: `Mi servirebbe qualcuno che accompagni mia madre alle visite del mattino, almeno il ${n}.`,
      language: 'it',
      themeId: null,
      signed: false,
      writtenIn: 'listen',
    };
    for (;;) {
      const response = await phone.post(`/api/workshops/${workshopId}/commands`, { data: command });
      if (response.ok()) break;
      const { refusal } = (await response.json()) as { refusal: { retryAfter?: number } };
      if (response.status() !== 429) throw new Error(JSON.stringify(refusal));
      await new Promise((resolve) => setTimeout(resolve, refusal.retryAfter ?? 1_000));
    }
  }
}
