/** For tests: a torture in its short version, every row of which has to hold. */
import { expect, test } from 'vitest';
import type { Torture } from './torture.ts';

/** Always the same attacks in `npm test`; `TAVOLO_SEED` chooses others. */
const SEED = Number(process.env.TAVOLO_SEED ?? 20_261_124);

export function shortTest(torture: Torture): void {
  test(`[${torture.catalogue}] ${torture.promise}`, async () => {
    const lines: string[] = [];
    const say = (line: string) => void lines.push(line);
    const rows = await torture.run({ seed: SEED, scale: 'short', say });
    expect(rows.length).toBeGreaterThan(0);
    const broken = rows.filter(({ holds }) => !holds);
    expect(broken, [`seed ${SEED}`, ...lines].join('\n')).toEqual([]);
  });
}
