/**
 * The nodes' clocks are two hours apart each way. Pages on all of them count down to the same
 * moment, an announced move comes at its time, and the log's order stays that of its numbers.
 */
import { randomUUID } from 'node:crypto';
import { secondsUntil } from '@tavolo/client/phases/seconds-until';
import { Phone } from '@tavolo/e2e/room/phone';
import { openClient } from '@tavolo/server/http/testing/test-client';
import type { CheatName } from '../victim/cheats.ts';
import { patiently } from '../victim/meeting.ts';
import { pause } from '../victim/until.ts';
import { becomesReady } from './faults.ts';
import { now } from './hands.ts';
import type { Installation } from './installation.ts';
import type { Scene } from './rounds.ts';

const HOUR_MS = 3_600_000;
const SHIFTS_MS = [0, 2 * HOUR_MS, -2 * HOUR_MS] as const;
/** For liars: with more, sessions are over on one node before they begin on another. */
const LITTLE_MS = [0, 20_000, -20_000] as const;
const AFTER_S = 3;
const PAGES = 6;
const LOOK_MS = 40;
/** After which an announced move is not waited for any more. */
const GIVE_UP_MS = 4_000;
/** What a countdown in whole seconds is wrong by itself. */
const SECOND_MS = 1_000;

export interface Counted {
  readonly moves: number;
  /** Countdowns that were looked at, and the most that one of them was wrong by (ms). */
  readonly looks: number;
  readonly wrongMs: number;
  /** The most that a move came too early or too late on a page (ms). */
  readonly offMs: number;
}

/** What was found while the nodes' clocks were apart. */
export interface Shifted extends Counted {
  /** How far a decision was dated outside of the time in which it was done, at most (ms). */
  readonly misdatedMs: number;
  readonly decisions: number;
}

/** People go on working; with a cheat it is the same for as short as it can be. */
export async function apart(
  { installation, people, ledger }: Scene,
  moves: number,
  cheat: CheatName | null,
): Promise<Shifted> {
  people.work();
  const shifts = cheat === null ? SHIFTS_MS : LITTLE_MS;
  await shiftClocks(installation, shifts, cheat);
  const from = now();
  const counted = await countDown(installation, moves);
  const done = people.doneBetween(from, now()).filter(({ begunAt }) => begunAt >= from);
  const misdatedMs = await ledger.misdatedMs(done);
  await shiftClocks(installation, []);
  return { ...counted, misdatedMs, decisions: done.length };
}

/** Ends and starts every node with its clock moved. */
async function shiftClocks(
  installation: Installation,
  shifts: readonly number[],
  cheat: CheatName | null = null,
): Promise<void> {
  for (const [n, node] of installation.nodes.entries()) {
    await node.end();
    await node.start(cheat, shifts[n] ?? 0);
    await becomesReady(installation, node);
  }
}

/** In a workshop of its own, so that nobody's rights change under them. */
async function countDown({ balancer: { url } }: Installation, moves: number): Promise<Counted> {
  const owner = openClient(url, { origin: url });
  const workshop = { title: 'Prova', language: 'it' };
  const made = await patiently(() => owner.post('/api/workshops', workshop));
  const { workshopId } = made.json as { readonly workshopId: string };
  const phones = Array.from({ length: PAGES }, (_, n) =>
    new Phone(url, `page ${n}`).takes(owner.cookie ?? ''),
  );
  const worst = { wrong: 0, off: 0, looks: 0 };
  try {
    const opened = await Promise.allSettled(phones.map((phone) => phone.open(workshopId)));
    const present = phones.filter((_, n) => opened[n]?.status === 'fulfilled');
    // Nodes that disagree about the time may call a session over: such a page sees no move at all.
    if (present.length < phones.length) worst.off = GIVE_UP_MS;
    for (let n = 0; n < moves; n += 1) {
      const phase = n % 2 === 0 ? 'listen' : 'prepare';
      const order = { type: 'moveToPhase', phase, afterS: AFTER_S };
      const command = { cmdId: randomUUID(), ...order };
      await patiently(() => owner.post(`/api/workshops/${workshopId}/commands`, command));
      const due = now() + AFTER_S * 1_000;
      const waiting = new Set(present);
      while (waiting.size > 0 && now() < due + GIVE_UP_MS) {
        await pause(LOOK_MS);
        for (const phone of waiting) {
          if (phone.phase === phase) {
            worst.off = Math.max(worst.off, Math.abs(now() - due));
            waiting.delete(phone);
            continue;
          }
          const { workshop: shown, clockOffset } = phone.room.get();
          if (shown.move === null || now() > due) continue;
          const seconds = secondsUntil(shown.move.at, Date.now(), clockOffset);
          // Whole seconds, rounded up: right is whatever is not a second away from the truth.
          const wrong = Math.abs(seconds * 1_000 - (due - now()) - SECOND_MS / 2) - SECOND_MS / 2;
          worst.wrong = Math.max(worst.wrong, wrong);
          worst.looks += 1;
        }
      }
      if (waiting.size > 0) {
        worst.off = GIVE_UP_MS;
        const cancel = { cmdId: randomUUID(), type: 'cancelMove' };
        await owner.post(`/api/workshops/${workshopId}/commands`, cancel);
        break;
      }
    }
  } finally {
    for (const phone of phones) phone.close();
  }
  return { moves, looks: worst.looks, wrongMs: worst.wrong, offMs: worst.off };
}
