/**
 * Two hundred people write, group and vote, and a facilitator looks at the wall in Chromium
 * and moves the phases. Measured: whether her page ever stops answering, and how soon commands
 * are answered. Most of the people share one program, which keeps a whole board for each of
 * them and is itself busy with that: what they wait for is mostly each other. A few are in a
 * program of their own, as people are who each have a phone, and tell how quick the server is.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';
import { LAUNCH } from '@tavolo/e2e/browser';
import { arrives, type Person } from '@tavolo/e2e/people';
import { startTavolo } from '@tavolo/e2e/server';
import { does, opens, sends } from '@tavolo/e2e/workshop';
import type { ClusterId, Phase, RoundId } from '@tavolo/model';
import { TASKS_SEEN, WATCH_TASKS } from './long-tasks.ts';
import type { Scenario } from './scenario.ts';

const MOST = 190;
const FEW = 10;
/** So long a rehearsal lets each of them do something every ten seconds: 20 commands a second, a lively room. */
const MINUTES = 5;
/** The time in each phase (ms); together less than the crowd stays. */
const COURSE: readonly { readonly phase: Phase; readonly ms: number }[] = [
  { phase: 'listen', ms: 90_000 },
  { phase: 'cluster', ms: 110_000 },
  { phase: 'prioritise', ms: 70_000 },
];
const CROWD = fileURLToPath(new URL('../../crowd', import.meta.url));
/** The crowd's own word when the last of them has sat down. */
const SEATED = 'have sat down';

interface Rehearsed {
  readonly commands: number;
  readonly errors: number;
  readonly p95: number;
}

export const crowd: Scenario = {
  name: 'crowd',
  measures: [
    { key: 'longest', name: "longest task of the facilitator's page", unit: 'ms', goal: 200 },
    { key: 'longTasks', name: 'tasks over 50 ms', unit: 'tasks', goal: null },
    { key: 'p95', name: 'commands answered, 95 of 100', unit: 'ms', goal: 150 },
    { key: 'inOne', name: 'the same, for the many in one program', unit: 'ms', goal: null },
    { key: 'commands', name: 'commands accepted', unit: 'commands', goal: null },
    { key: 'errors', name: 'boards or commands not where they must be', unit: '', goal: 0 },
  ],
  run,
};

async function run() {
  const tavolo = await startTavolo({ TAVOLO_DEMO: 'off' });
  const browser = await chromium.launch(LAUNCH);
  const stop = new AbortController();
  try {
    const ada = await arrives(browser, tavolo.url, { name: 'Ada' });
    const { workshopId, joinCode } = await opens(ada);
    await ada.page.goto(`/w/${workshopId}`);
    const many = comes(tavolo.url, joinCode, MOST, stop.signal);
    await many.seated;
    const few = comes(tavolo.url, joinCode, FEW, stop.signal);
    await few.seated;
    await ada.page.evaluate(`(() => {${WATCH_TASKS}})()`);
    for (const { phase, ms } of COURSE) {
      await does(ada, workshopId, { type: 'moveToPhase', phase, afterS: 0 });
      if (phase === 'prioritise') await votes(ada, workshopId);
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
    const [theirs, { p95, ...its }] = await Promise.all([many.rehearsed, few.rehearsed]);
    const tasks = (await ada.page.evaluate(TASKS_SEEN)) as number[];
    return {
      longest: Math.max(0, ...tasks),
      longTasks: tasks.length,
      p95,
      inOne: theirs.p95,
      commands: theirs.commands + its.commands,
      errors: theirs.errors + its.errors,
    };
  } finally {
    stop.abort();
    await browser.close();
    await tavolo.close();
  }
}

/** A process of its own: what people cost is not the server's, nor the page's. */
function comes(url: string, code: string, people: number, signal: AbortSignal) {
  const child = spawn(
    process.execPath,
    [
      ...['--conditions=source', '--import', 'tsx', 'src/main.ts'],
      ...['--people', String(people), '--minutes', String(MINUTES)],
      ...['--url', url, '--code', code, '--json'],
    ],
    { cwd: CROWD, signal, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let printed = '';
  let said = '';
  const ended = once(child, 'close');
  const seated = new Promise<void>((resolve, reject) => {
    child.stderr.on('data', (piece: Buffer) => {
      said += piece.toString('utf8');
      if (said.includes(SEATED)) resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`the crowd has left: ${said}`)));
  });
  child.stdout.on('data', (piece: Buffer) => {
    printed += piece.toString('utf8');
  });
  const rehearsed = ended.then(() => {
    const result = JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Rehearsed;
    if (result.errors > 0) process.stderr.write(printed);
    return result;
  });
  return { seated, rehearsed };
}

async function votes(ada: Person, workshopId: string): Promise<void> {
  const answer = await ada.context.request.get(`/api/workshops/${workshopId}`);
  const { clusters } = (await answer.json()) as { clusters: readonly { id: ClusterId }[] };
  const { status, answer: said } = await sends(ada, workshopId, {
    cmdId: crypto.randomUUID(),
    type: 'openRound',
    roundId: crypto.randomUUID() as RoundId,
    over: 'clusters',
    items: clusters.slice(0, 12).map(({ id }) => id),
    dotsPerSeat: 5,
    capPerItem: 3,
    remote: false,
    openLink: false,
    closesAt: null,
  });
  if (status !== 200) throw new Error(JSON.stringify(said));
}
