/**
 * The whole program in a process of its own, to be fuzzed over its port. Told so, it makes a
 * fault of its own on purpose: the next time somebody asks what time it is, in the middle of
 * a frame, it throws or is busy. Plain JavaScript, because it runs what was built.
 */
import { openApp, THE_WORLD } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { openLog } from '@tavolo/server/log';

const say = (said) => process.send?.(said);
process.once('disconnect', () => process.exit(1));

let plant = null;
/**
 * The longest time for which nobody else got an answer. On a busy machine a process may wait
 * long for its turn, and that is nobody's frame: what counts is what it computed meanwhile.
 */
let longest = 0;
let [at, busy] = [performance.now(), process.cpuUsage()];
setInterval(() => {
  const { user, system } = process.cpuUsage(busy);
  longest = Math.max(longest, Math.min(performance.now() - at, (user + system) / 1_000));
  [at, busy] = [performance.now(), process.cpuUsage()];
}, 5);

function clock() {
  // Again and again, until it is at a place where nobody catches it: one is in every frame.
  if (plant === 'throw') throw new Error('planted');
  if (plant === 'busy') {
    plant = null;
    const from = process.cpuUsage();
    for (let done = 0; done < 600_000; ) {
      const { user, system } = process.cpuUsage(from);
      done = user + system;
    }
  }
  return Date.now();
}

process.on('message', (asked) => {
  if (asked.plant !== undefined) plant = asked.plant;
  say({ longest });
  longest = 0;
});

const config = readConfig(process.env, []);
const log = openLog(config.logLevel);
openApp(config, log, { ...THE_WORLD, clock }).then(({ url }) => say({ url }));
