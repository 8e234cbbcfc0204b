import './world/chance.ts';
import { run } from './run.ts';

const from = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 5),
  steps = Number(process.argv[4] ?? 400);
for (let s = from; s < from + n; s += 1) {
  const { broken } = await run({ seed: s, steps });
  console.log(s, broken === null ? 'ok' : broken.message);
}

import type { Storage } from '@tavolo/server/storage/storage';

if (process.argv[5] !== undefined) {
  for (let s = 1; s <= 20; s += 1) {
    const { broken } = await run({
      seed: 10_000 + s,
      steps: 400,
      weights: { act: 40, reload: 3, cut: 3, crash: 2, second: 1 },
      sabotage: {
        store: (storage: Storage) =>
          new Proxy(storage, {
            get: (t, name) =>
              name === 'rotateSessions'
                ? (a: string, b: never, g: { now: number }) =>
                    t.rotateSessions(a, b, { now: g.now, until: g.now })
                : Reflect.get(t, name),
          }),
      },
    });
    console.log('planted', s, broken === null ? 'ok' : broken.message);
  }
}
