/**
 * After the damage, the operator's verb: it has to bring back the longest good beginning of
 * the log, not one decision less, and nothing of what came after the fault.
 */

import { join } from 'node:path';
import { tavolo } from '@tavolo/server/cli/verbs';
import { rowOf } from '@tavolo/server/storage/row';
import { openDatabase } from '@tavolo/server/storage/sqlite/connection';
import { openUpkeep } from '@tavolo/server/storage/sqlite/open-upkeep';
import { copyOf, type Image, type Truth } from './image.ts';
import { load } from './load.ts';

export interface Recovered {
  /** How many decisions were good; found without the program's own reading. */
  readonly good: number;
  readonly isRight: boolean;
  /** One decision more leaves it as broken as it was. */
  readonly oneMoreIsBroken: boolean;
  readonly said: readonly string[];
}

/** Of the workshop at this place among the truths; `folder` is left as it is. */
export async function recovered(folder: string, image: Image, which: number): Promise<Recovered> {
  const truth = image.truths[which];
  if (truth === undefined) throw new Error('no such workshop');
  const good = goodRows(copyOf(folder, `${folder}-rows`), truth);

  const healed = copyOf(folder, `${folder}-healed`);
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const args = ['recover', truth.id, '--to', 'last-good'];
  const code = await tavolo(args, { env: { TAVOLO_DATA_DIR: healed }, say, complain: say });
  const after = await load(copyOf(healed, `${healed}-load`), image);
  const outcome = after.workshops?.[which];
  const isBack = outcome?.is === 'true' && outcome.at === good;
  // With nothing good to go back to, it has to say so and leave everything as it is.
  const isRight = good === 0 ? code === 1 && outcome?.is === 'refused' : code === 0 && isBack;

  const careless = copyOf(folder, `${folder}-careless`);
  const upkeep = openUpkeep(careless);
  upkeep.cut({ workshopId: truth.id, to: good + 1, dueAt: null });
  upkeep.close();
  const still = await load(copyOf(careless, `${careless}-load`), image);
  return { good, isRight, oneMoreIsBroken: still.workshops?.[which]?.is !== 'true', said };
}

/** Rows from the first on that are what was written, column by column. */
function goodRows(folder: string, { id, log }: Truth): number {
  const db = openDatabase(join(folder, 'tavolo.db'), false);
  const rows = db
    .prepare(`SELECT seq, seat_id AS seatId, cmd_id AS cmdId, type, at, body, crc
      FROM decision WHERE workshop_id = ? ORDER BY seq`)
    .all(id) as object[];
  db.close();
  const wrong = log.findIndex((decision, index) => {
    const row = rows[index];
    return row === undefined || JSON.stringify({ ...row }) !== JSON.stringify(rowOf(id, decision));
  });
  return wrong === -1 ? log.length : wrong;
}
