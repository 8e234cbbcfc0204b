/**
 * Decides a batch of commands, each on the state that the ones before it lead to. Nothing of
 * a plan is shown before it is committed; if the commit is lost, it is thrown away.
 */
import {
  type Actor,
  type AnyOrder,
  type Ballot,
  type Context,
  decide,
  evolveAll,
  feedsOf,
  isAskServer,
  isRefusal,
  type RoundId,
  type SeatId,
  Table,
  touchedBy,
  type Workshop,
} from '@tavolo/model';
import type { Decision } from '../storage/storage.ts';
import type { Performed } from './contract.ts';
import { answerKey, type WorkshopCopy } from './workshop-copy.ts';

export interface Asked {
  readonly actor: Actor;
  readonly order: AnyOrder;
  readonly cmdId: string | null;
}

/** What is known already, or the decision of this plan whose answer it will be. */
export type Planned =
  | { readonly is: 'known'; readonly answer: Performed }
  | { readonly is: 'decided'; readonly index: number }
  /** Already so: accepted without effect. */
  | { readonly is: 'nothing' };

export interface Plan {
  readonly decisions: readonly Decision[];
  /** One for each of the batch, in its order. */
  readonly answers: readonly Planned[];
  /** After all of them. */
  readonly state: Workshop;
}

/** Where its time and its chance come from. */
interface Circumstances {
  readonly now: number;
  /** 32 random bits. */
  readonly random: () => number;
  /** What lies in the boxes of the rounds that this batch closes. */
  readonly ballots: ReadonlyMap<RoundId, readonly Ballot[]>;
}

export function planBatch(
  copy: Pick<WorkshopCopy, 'state' | 'seq' | 'answers'>,
  batch: readonly Asked[],
  { now, random, ballots }: Circumstances,
): Plan {
  const decisions: Decision[] = [];
  const answers: Planned[] = [];
  const fresh = new Map<string, number>();
  let { state, seq } = copy;
  for (const { actor, order, cmdId } of batch) {
    const seatId = actor.kind === 'seat' ? actor.seatId : null;
    const key = answerKey(seatId, cmdId);
    const earlier = key === null ? undefined : copy.answers.get(key);
    if (earlier !== undefined) {
      answers.push({ is: 'known', answer: earlier });
      continue;
    }
    const twin = key === null ? undefined : fresh.get(key);
    if (twin !== undefined) {
      answers.push({ is: 'decided', index: twin });
      continue;
    }
    const context: Context = { now, seed: random() };
    const outcome = decide(withBallots(state, order, ballots), actor, order, context);
    // The server has a seed and the full state: nothing is left to ask.
    if (isAskServer(outcome)) throw new Error(`${order.type} asked the server on the server`);
    if (isRefusal(outcome)) {
      answers.push({ is: 'known', answer: { ok: false, refusal: outcome } });
      continue;
    }
    if (outcome.length === 0) {
      answers.push({ is: 'nothing' });
      continue;
    }
    const after = evolveAll(state, outcome);
    const touched = touchedBy(state, after, outcome);
    seq += 1;
    const feeds = seatId === null ? [] : feedsOf(touched, after, seatId);
    answers.push({ is: 'decided', index: decisions.length });
    if (key !== null) fresh.set(key, decisions.length);
    decisions.push({ seq, seatId, cmdId, type: order.type, events: outcome, in: feeds, at: now });
    state = after;
  }
  return { decisions, answers, state };
}

/** Rounds that an order means to close. */
export function closes(order: AnyOrder): RoundId | null {
  return order.type === 'closeRound' || order.type === 'closeDueRound' ? order.roundId : null;
}

/**
 * How many of those that wait are decided together. A close begins a batch: its ballots are
 * read for the seats that may vote before it, and nothing undecided may change who that is.
 */
export function batchSize(waiting: readonly Asked[], most: number): number {
  const close = waiting.findIndex(({ order }, at) => at > 0 && closes(order) !== null);
  return close === -1 ? most : Math.min(close, most);
}

/**
 * The state with the ballots that a close counts. They have no names: places in the table
 * stand where a view has the seat.
 */
function withBallots(
  state: Workshop,
  order: AnyOrder,
  ballots: ReadonlyMap<RoundId, readonly Ballot[]>,
): Workshop {
  const roundId = closes(order);
  const counted = roundId === null ? undefined : ballots.get(roundId);
  if (counted === undefined) return state;
  const rows = counted.map((ballot, index) => [`${index}` as SeatId, ballot] as const);
  return { ...state, ballots: Table.from(rows) };
}
