/** Runs docs/api.md: every bash block in one shell, against the real app, compared with the answers it prints. */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { openLog } from '../log.ts';

interface Step {
  readonly title: string;
  readonly script: string;
  readonly expected: string;
}

const DOC = new URL('../../../docs/api.md', import.meta.url);
const MARK = '---- next step ----';

let app: App;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tavolo-api-'));
  const env = { PORT: '0', TAVOLO_DATA_DIR: join(folder, 'data'), TAVOLO_DEMO: 'off' };
  app = await openApp(readConfig(env, []), openLog('silent'));
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

/** A bash block and the block of its answers that follows it. */
function stepsOf(doc: string): Step[] {
  const blocks = /^## (.+)$|^```bash\n([\s\S]*?)^```\n```(?:json|text)\n([\s\S]*?)^```$/gm;
  let title = '';
  const steps: Step[] = [];
  for (const [, heading, script, expected] of doc.matchAll(blocks)) {
    if (heading !== undefined) title = heading;
    else steps.push({ title, script: script ?? '', expected: expected ?? '' });
  }
  return steps;
}

/** `…` stands for anything. */
function asPattern(expected: string): RegExp {
  const parts = expected
    .trim()
    .split('…')
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[\\s\\S]*?')}$`);
}

function bash(script: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-eu', '-o', 'pipefail'], {
      cwd: folder,
      env: { PATH: process.env.PATH, TAVOLO: app.url },
    });
    let out = '';
    let trouble = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      trouble += text;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(out);
      else reject(new Error(`bash ended with ${code}: ${trouble}\n${out}`));
    });
    child.stdin.end(script);
  });
}

describe('docs/api.md', () => {
  it('does what it says, step by step', async () => {
    const doc = await readFile(DOC, 'utf8');
    const steps = stepsOf(doc);
    // Every block takes part: none is without its answer.
    expect(steps).toHaveLength(doc.split('```bash').length - 1);
    expect(steps.length).toBeGreaterThan(8);
    const script = steps.map((step) => `${step.script}\necho '${MARK}'`).join('\n');
    const answers = (await bash(script)).replaceAll('\r', '').split(`${MARK}\n`);
    for (const [index, step] of steps.entries()) {
      expect(answers[index]?.trim(), step.title).toMatch(asPattern(step.expected));
    }
  }, 60_000);
});
