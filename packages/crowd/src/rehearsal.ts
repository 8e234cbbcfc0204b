/** A whole rehearsal: with a leader of its own on a server of its own, or in a workshop that others lead. */

import { Phone } from '@tavolo/e2e/room/phone';
import { startTavolo } from '@tavolo/e2e/server';
import type { Phase, WorkshopId } from '@tavolo/model';
import type { AskedFor } from './asked-for.ts';
import { type Checked, Crowd, pause } from './crowd.ts';
import { COURSE, closesVote, letsIn, movesOn, opensRehearsal, opensVote } from './facilitator.ts';

/** So often somebody does something, in the middle, however short the rehearsal is. */
const ACTS = 30;
const FASTEST_MS = 1_000;
const SLOWEST_MS = 10_000;
const LOOK_MS = 100;

export interface Rehearsed {
  readonly people: number;
  readonly minutes: number;
  readonly commands: number;
  readonly errors: number;
  /** Milliseconds within which half, and 95 of 100, were answered. */
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly reloads: number;
  readonly losses: number;
  /** Pages that did not open at once and were asked again. */
  readonly retries: number;
  readonly ballots: number;
  readonly phases: readonly Checked[];
  /** Where what was accepted was looked for. */
  readonly foundIn: 'export' | 'workshop';
  readonly faults: readonly string[];
}

export async function rehearses(
  { people, minutes, url, code }: AskedFor,
  say: (line: string) => void,
  stopped: AbortSignal,
): Promise<Rehearsed> {
  const tavolo = url === null ? await startTavolo({ TAVOLO_DEMO: 'off' }) : null;
  const origin = tavolo?.url ?? url ?? '';
  const totalMs = minutes * 60_000;
  const thinkMs = Math.min(SLOWEST_MS, Math.max(FASTEST_MS, totalMs / ACTS));
  const crowd = new Crowd(origin, thinkMs, say);
  const leader = tavolo === null ? null : new Phone(origin, 'Facilitatrice', crowd.journal);
  try {
    const joinCode = leader === null ? (code ?? '') : (await opensRehearsal(leader)).joinCode;
    const workshopId = await crowd.joins(joinCode, people);
    say(`${people} people have sat down`);
    crowd.begins();
    const course = { crowd, workshopId, totalMs, stopped };
    const { phases, ballots } =
      leader === null ? await follows(course) : await leads(leader, course);
    await crowd.ends();
    const foundIn = await crowd.comesOut(workshopId, leader);
    const { journal, reloads, losses } = crowd;
    return {
      people,
      minutes,
      commands: journal.kept.length,
      errors: journal.errors.length,
      p50: journal.within(0.5),
      p95: journal.within(0.95),
      longest: journal.within(1),
      refusals: journal.refusals,
      reloads,
      losses,
      retries: crowd.phones.reduce((sum, { pressed }) => sum + pressed, 0),
      ballots,
      phases,
      foundIn,
      faults: journal.errors,
    };
  } finally {
    crowd.close();
    leader?.close();
    await tavolo?.close();
  }
}

interface Course {
  readonly crowd: Crowd;
  readonly workshopId: WorkshopId;
  readonly totalMs: number;
  readonly stopped: AbortSignal;
}

interface Walked {
  readonly phases: readonly Checked[];
  readonly ballots: number;
}

/** Through the course, or as far as somebody lets it come: what was done until then is looked at. */
async function leads(leader: Phone, course: Course): Promise<Walked> {
  const { crowd, workshopId, totalMs, stopped } = course;
  const phases: Checked[] = [await crowd.equal(workshopId, 'prepare', [leader])];
  let now: Phase = 'prepare';
  for (const { phase, share } of COURSE) {
    if (stopped.aborted) break;
    now = phase;
    const ms = share * totalMs;
    await movesOn(leader, phase, ms / 1_000);
    await atPhase(crowd, phase);
    phases.push(await crowd.equal(workshopId, phase, [leader]));
    if (phase === 'prioritise') await opensVote(leader);
    await waits(ms, stopped, () => false);
    if (phase === 'share') await letsIn(leader);
  }
  const ballots = await crowd.ballots(workshopId);
  await crowd.ends();
  await closesVote(leader);
  phases.push(await crowd.equal(workshopId, now, [leader]));
  return { phases, ballots };
}

async function follows({ crowd, workshopId, totalMs, stopped }: Course): Promise<Walked> {
  const phases: Checked[] = [];
  const until = Date.now() + totalMs;
  let ballots = 0;
  let shown: Phase | null = null;
  while (Date.now() < until && !stopped.aborted) {
    const phase = phaseOf(crowd);
    if (phase !== shown) {
      shown = phase;
      await atPhase(crowd, phase);
      phases.push(await crowd.equal(workshopId, phase));
    }
    await waits(until - Date.now(), stopped, () => phaseOf(crowd) !== phase);
  }
  if (shown === 'prioritise') ballots = await crowd.ballots(workshopId);
  await crowd.ends();
  if (shown !== null) phases.push(await crowd.equal(workshopId, shown));
  return { phases, ballots };
}

/** What most of them show: a page that is being loaded shows none. */
function phaseOf(crowd: Crowd): Phase {
  const shown = crowd.phones.flatMap((phone) => phone.phase ?? []);
  return shown.reduce<Phase>(
    (best, each) =>
      shown.filter((other) => other === each).length >
      shown.filter((other) => other === best).length
        ? each
        : best,
    'prepare',
  );
}

async function atPhase(crowd: Crowd, phase: Phase): Promise<void> {
  const until = Date.now() + 20_000;
  while (crowd.phones.some((phone) => phone.phase !== null && phone.phase !== phase)) {
    if (Date.now() > until) {
      crowd.journal.fault(`not everybody has come to ${phase}`);
      return;
    }
    await pause(LOOK_MS);
  }
}

async function waits(ms: number, stopped: AbortSignal, isOver: () => boolean): Promise<void> {
  const until = Date.now() + ms;
  while (Date.now() < until && !stopped.aborted && !isOver()) {
    await pause(Math.max(1, Math.min(LOOK_MS, until - Date.now())));
  }
}
