/**
 * The real server in a process of its own, with the doors' limits as told and a way to be
 * asked from outside. Started by `served.ts`: `server-main.ts <folder> <port> <limits>`.
 */
import { openApp, THE_WORLD } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { endWell } from '@tavolo/server/ending';
import { LIMITS, type Limits } from '@tavolo/server/limits';
import { openLog } from '@tavolo/server/log';
import type { Storage } from '@tavolo/server/storage/storage';
import { watchProcess } from './figures.ts';
import { makePlace, rewrite } from './place.ts';
import { hoard, watchRemains } from './remains.ts';
import { type Answered, type Asked, heard, type ServerQuestion } from './words.ts';

const [folder = '', port = '0', limitsTold = '{}'] = process.argv.slice(2);
const watch = watchProcess();
const remains = watchRemains();
// Most are read at the moment in which they count: they may be changed under way.
const limits: Limits = { ...LIMITS, ...heard(limitsTold) };
const log = openLog('error');
let kept: Storage | null = null;

const app = await openApp(
  readConfig({ PORT: port, TAVOLO_DATA_DIR: folder, TAVOLO_DEMO: 'off' }, []),
  log,
  {
    ...THE_WORLD,
    limits,
    async openStorage(at) {
      kept = await THE_WORLD.openStorage(at);
      return kept;
    },
  },
);
endWell(app, log);
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
process.on('message', (asked: Asked<ServerQuestion>) => {
  answer(asked.question).then(
    (given) => tell({ number: asked.number, answer: given }),
    (error: unknown) => tell({ number: asked.number, failed: String(error) }),
  );
});
tell({ number: 0, answer: app.url });

async function answer(question: ServerQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'place':
      if (kept === null) throw new Error('no store');
      return makePlace(kept, app.house, question.wanted);
    case 'figures':
      return watch.figures(question.collect);
    case 'write': {
      const workshop = await app.house.open(question.workshopId as never);
      if (workshop === null) throw new Error('no such workshop');
      return rewrite(workshop, question.times, question.bytes);
    }
    case 'left':
      return remains.left();
    case 'hoard':
      hoard(app.house);
      return null;
    case 'limits':
      Object.assign(limits, question.limits);
      return null;
    case 'throw':
      // Later, and on nobody's account: as a mistake of ours would.
      setImmediate(() => {
        if (question.how === 'exception') throw new Error('planted');
        void Promise.reject(new Error('planted'));
      });
      return null;
  }
}

function tell(answered: Answered): void {
  process.send?.(answered);
}
