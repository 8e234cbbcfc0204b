/** Opens a damaged folder as the server does, and says of each workshop and text what came out. */
import { openLocalBus } from '@tavolo/server/bus/local';
import { DataFolderError } from '@tavolo/server/data-folder';
import { openLog } from '@tavolo/server/log';
import { BrokenLog, BrokenText } from '@tavolo/server/storage/errors';
import type { Storage } from '@tavolo/server/storage/storage';
import { openHouse } from '@tavolo/server/workshop/house';
import { openFileStore, type Trusted } from './file-store.ts';
import { type Image, printOf, type Truth } from './image.ts';

export type Outcome =
  /** Exactly what was true after its decision `at`. */
  | { readonly is: 'true'; readonly at: number }
  /** Not opened, and the operator is told where it is broken. */
  | { readonly is: 'refused'; readonly at: number }
  /** What must never be. */
  | { readonly is: 'false'; readonly what: string };

export interface Loaded {
  /** As the truths of the image; null where the file as a whole was refused. */
  readonly workshops: readonly Outcome[] | null;
  readonly text: Outcome | null;
}

export async function load(
  folder: string,
  image: Image,
  trusts: Trusted = 'nothing',
): Promise<Loaded> {
  let storage: Storage;
  try {
    storage = openFileStore(folder, trusts);
  } catch (error) {
    if (error instanceof DataFolderError) return { workshops: null, text: null };
    const outcome: Outcome = { is: 'false', what: unclear(error) };
    return { workshops: image.truths.map(() => outcome), text: outcome };
  }
  const bus = openLocalBus();
  const log = openLog('silent');
  const house = openHouse({ storage, bus, log, clock: Date.now, random: () => 7 });
  try {
    const workshops: Outcome[] = [];
    for (const truth of image.truths) workshops.push(await outcomeOf(house, truth));
    return { workshops, text: await textOutcome(storage, image) };
  } finally {
    await house.close();
    await bus.close();
    await storage.close();
  }
}

async function outcomeOf(house: ReturnType<typeof openHouse>, truth: Truth): Promise<Outcome> {
  try {
    const workshop = await house.open(truth.id);
    if (workshop === null) return { is: 'false', what: 'not there any more' };
    const isTrue = truth.prints[workshop.seq] === printOf(workshop.state, workshop.board);
    return isTrue
      ? { is: 'true', at: workshop.seq }
      : { is: 'false', what: `another state at decision ${workshop.seq}` };
  } catch (error) {
    if (error instanceof BrokenLog) return { is: 'refused', at: error.seq };
    return { is: 'false', what: unclear(error) };
  }
}

async function textOutcome(storage: Storage, { text }: Image): Promise<Outcome> {
  try {
    const rows = await storage.readText(text.key, 0, 10_000);
    const same = rows.every(({ n, at, bytes }, index) => {
      const expected = text.updates[index];
      return expected?.n === n && expected.at === at && Buffer.compare(expected.bytes, bytes) === 0;
    });
    return same ? { is: 'true', at: rows.length } : { is: 'false', what: 'another text' };
  } catch (error) {
    if (error instanceof BrokenText) return { is: 'refused', at: error.n };
    return { is: 'false', what: unclear(error) };
  }
}

function unclear(error: unknown): string {
  const cause = error instanceof Error && error.cause !== undefined ? `: ${error.cause}` : '';
  return `an unclear error: ${error}${cause}`;
}
