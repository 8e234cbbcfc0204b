/**
 * The server that is attacked: the whole program in a process of its own. It loads first and
 * opens when it is told to, so that one can stand ready while another is being killed.
 */
import { openApp, THE_WORLD } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { openLog } from '@tavolo/server/log';
import { type CheatName, cheating } from './cheats.ts';

export interface Go {
  readonly cheat: CheatName | null;
}
export type Said =
  | { readonly is: 'loaded'; readonly pid: number }
  | { readonly is: 'open'; readonly url: string }
  | { readonly is: 'failed'; readonly why: string };

const say = (said: Said): void => void process.send?.(said);
// Whoever started it is gone: nothing may be left running.
process.once('disconnect', () => process.exit(1));

process.on('message', ({ cheat }: Go) => {
  const config = readConfig(process.env, []);
  const { openStorage } = THE_WORLD;
  const world = {
    ...THE_WORLD,
    openStorage: async (folder: string) => cheating(await openStorage(folder), cheat),
  };
  openApp(config, openLog(config.logLevel), world).then(
    ({ url }) => say({ is: 'open', url }),
    (error: unknown) => say({ is: 'failed', why: String(error) }),
  );
});
say({ is: 'loaded', pid: process.pid });
