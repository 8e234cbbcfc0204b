/** Writes a card now and then over HTTP and takes the time until another page has it. */
import { randomUUID } from 'node:crypto';
import type { Person } from '../crowd/words.ts';
import type { Line } from './line.ts';

/** Slower than the twenty a second that a seat may. */
const PAUSE_MS = 80;

export interface Probe {
  /** The time within which 99 of 100 were seen (ms). */
  stop(): Promise<number>;
}

export function startProbe(
  url: string,
  workshopId: string,
  { cookie }: Person,
  watcher: Line,
): Probe {
  const times: number[] = [];
  let isRunning = true;

  async function writeOne(): Promise<void> {
    const cardId = randomUUID();
    const from = performance.now();
    const seen = watcher.until(() => watcher.doc.getMap('cards').has(cardId));
    const response = await fetch(`${url}/api/workshops/${workshopId}/commands`, {
      method: 'POST',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      body: JSON.stringify({
        cmdId: randomUUID(),
        type: 'writeCard',
        cardId,
        kind: 'need',
        text: 'Una prova',
        language: 'it',
        themeId: null,
        signed: false,
        writtenIn: 'listen',
      }),
    });
    if (!response.ok) throw new Error(`refused: ${await response.text()}`);
    if (!(await seen)) throw new Error('a change did not come');
    times.push(performance.now() - from);
  }

  async function go(): Promise<void> {
    while (isRunning) {
      await writeOne();
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
  const gone = go();

  return {
    async stop() {
      isRunning = false;
      await gone;
      times.sort((a, b) => a - b);
      return times[Math.ceil(times.length * 0.99) - 1] ?? 0;
    },
  };
}
