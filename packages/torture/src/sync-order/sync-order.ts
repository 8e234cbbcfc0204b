/** [T3] The kernel's own record of the whole server: each acknowledgement comes after a sync, also on a file opened again. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { row, type Torture } from '../torture.ts';
import type { CheatName } from '../victim/cheats.ts';
import { Commander } from '../victim/commander.ts';
import { holdMeeting, type Meeting } from '../victim/meeting.ts';
import { Typist } from '../victim/typist.ts';
import { Conditions } from '../victim/until.ts';
import { loadVictim } from '../victim/victim.ts';
import { fsyncMs } from './fsync.ts';
import { type Judged, judge, straceWords } from './trace.ts';

const PATIENCE_MS = 120_000;
/** Acknowledgements in each control. */
const CONTROL = 6;

export const syncOrder: Torture = {
  name: 'sync-order',
  catalogue: 'T3',
  promise: 'Every acknowledgement is sent after the sync of what it acknowledges.',
  async run({ scale, say }) {
    const name = 'acknowledgements sent before their sync';
    const goal = { name, unit: 'acknowledgements', goal: 0 };
    if (!mayTrace()) {
      say('strace is not there, or may not be used: nothing can be said.');
      const note = 'not tried: strace is missing or forbidden';
      return [row({ ...goal, value: 0, attempts: 0, faultsInjected: 0, control: false, note })];
    }
    const wanted = scale === 'short' ? 24 : 1_000;
    const folder = mkdtempSync(join(tmpdir(), 'tavolo-sync-'));
    try {
      const data = join(folder, 'data');
      const from = Date.now();
      // Opened once to begin, and once more: a setting that is lost at the second open is found.
      const first = await traced(folder, data, null, wanted / 2, null);
      const again = await traced(folder, data, first.meeting, wanted / 2, null);
      const acks = first.acks + again.acks;
      const each = (Date.now() - from) / acks;
      const early = await traced(folder, data, first.meeting, CONTROL, 'early');
      const normal = await traced(folder, data, first.meeting, CONTROL, 'normal');
      for (const { unsynced, acks: all } of [early, normal]) {
        say(`control: ${unsynced} of ${all} before their sync`);
      }
      const one = fsyncMs();
      return [
        row({
          ...goal,
          value: first.unsynced + again.unsynced,
          attempts: acks >= wanted ? acks : 0,
          faultsInjected: 0,
          control: early.unsynced > 0 && normal.unsynced > 0,
          note: `${first.syncs + again.syncs} syncs; under strace ${each.toFixed(1)} ms for each, start included: ${(each / one).toFixed(1)} times an fsync of ${one.toFixed(2)} ms`,
        }),
      ];
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

/** One server under strace; half of the acknowledgements are commands, half are letters of the text. */
async function traced(
  folder: string,
  data: string,
  known: Meeting | null,
  wanted: number,
  cheat: CheatName | null,
): Promise<Judged & { readonly meeting: Meeting }> {
  const output = join(folder, 'trace');
  const victim = await (await loadVictim({ folder: data, wrapped: straceWords(output) })).open(
    cheat,
  );
  const meeting = known ?? (await holdMeeting(victim.url, 4));
  const heard = new Conditions();
  const [first = '', ...others] = meeting.cookies;
  // One at a time: what another's commit has written must not stand beside this one's answer.
  for (const [n, cookie] of others.entries()) {
    const commander = new Commander(meeting, `s${n}`, cookie, heard.tell);
    const ended = commander.connect(victim.url);
    const enough = wanted / 2 / others.length;
    const done = await heard.within(PATIENCE_MS, () => {
      commander.isResting = commander.acknowledged.length >= enough;
      return commander.isResting && commander.isSettled;
    });
    if (!done) throw new Error('the commands were not acknowledged');
    commander.leave();
    await ended;
  }
  let acks = 0;
  const count = (): void => {
    acks += 1;
    heard.tell();
  };
  const typist = new Typist(meeting, { word: 'ab', cookie: first, heard: count, ahead: 1 });
  const ended = typist.connect(victim.url);
  // Two more than wanted: the comparison is told, too, and the first frame says nothing new.
  const done = await heard.within(PATIENCE_MS, () => {
    typist.isResting = acks >= wanted / 2 + 2;
    return typist.isResting && typist.isSettled;
  });
  if (!done) throw new Error('the letters were not acknowledged');
  typist.leave();
  await ended;
  await victim.kill();
  return { ...judge(readFileSync(output, 'utf8')), meeting };
}

function mayTrace(): boolean {
  return spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
}
