/**
 * The server that is attacked: the whole program in a process of its own. It loads first and
 * opens when it is told to, so that one can stand ready while another is being killed. Plain
 * JavaScript, because the loader of TypeScript takes as long as the program.
 */
import { openApp, THE_WORLD } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { endWell } from '@tavolo/server/ending';
import { openLog } from '@tavolo/server/log';

const say = (said) => process.send?.(said);
// Whoever started it is gone: nothing may be left running.
process.once('disconnect', () => process.exit(1));

process.on('message', ({ cheat }) => {
  open(cheat).then(
    ({ url, port }) => say({ is: 'open', url, port }),
    (error) => say({ is: 'failed', why: String(error) }),
  );
});
say({ is: 'loaded', pid: process.pid });

async function open(cheat) {
  const config = readConfig(process.env, []);
  const world = cheat === null ? THE_WORLD : await cheatingWorld(cheat);
  const log = openLog(config.logLevel);
  const app = await openApp(config, log, world);
  endWell(app, log);
  return app;
}

async function cheatingWorld(cheat) {
  const { register } = await import('tsx/esm/api');
  register();
  const { cheating, openCheating } = await import('./cheats.ts');
  const { openStorage, openDatabase } = THE_WORLD;
  return {
    ...THE_WORLD,
    openStorage: (folder) => openCheating(folder, openStorage, cheat),
    openDatabase: async (url, log) => cheating(await openDatabase(url, log), cheat),
  };
}
