/** The attacked server, as a torture holds it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '@tavolo/server/limits';
import { type Helper, startHelper } from './asked.ts';
import {
  type Figures,
  type Left,
  type Place,
  type PlaceWanted,
  type ServerQuestion,
  told,
} from './words.ts';

export interface Served extends Pick<Helper<ServerQuestion>, 'signal' | 'ended' | 'printed'> {
  readonly url: string;
  readonly port: number;
  place(wanted: PlaceWanted): Promise<Place>;
  /** Since the last time; with `collect`, memory that is free is given back before it is counted. */
  figures(collect?: boolean): Promise<Figures>;
  write(workshopId: string, times: number, bytes: number): Promise<void>;
  /** Other limits from now on, as far as they are not built into what is open. */
  bear(limits: Partial<Limits>): Promise<void>;
  left(): Promise<Left>;
  hoard(): Promise<void>;
  plant(how: 'exception' | 'rejection'): Promise<void>;
  kill(): Promise<void>;
}

/** With a folder of an earlier one, and its port, it is the same server started again. */
export async function startServed(
  folder: string,
  limits: Partial<Limits> = {},
  port = 0,
): Promise<Served> {
  const args = [folder, String(port), told(limits)];
  const helper = await startHelper<ServerQuestion>('./server-main.ts', args);
  const url = String(helper.ready);
  return {
    url,
    port: Number(new URL(url).port),
    place: (wanted) => helper.ask<Place>({ ask: 'place', wanted }),
    figures: (collect = false) => helper.ask<Figures>({ ask: 'figures', collect }),
    write: (workshopId, times, bytes) => helper.ask({ ask: 'write', workshopId, times, bytes }),
    bear: (next) => helper.ask({ ask: 'limits', limits: next }),
    left: () => helper.ask<Left>({ ask: 'left' }),
    hoard: () => helper.ask({ ask: 'hoard' }),
    plant: (how) => helper.ask({ ask: 'throw', how }),
    signal: helper.signal,
    ended: helper.ended,
    printed: helper.printed,
    kill: helper.kill,
  };
}

/** Runs with an empty folder, which is gone afterwards. */
export async function inFolder<Answer>(run: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-torture-'));
  try {
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
