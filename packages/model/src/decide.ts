/**
 * The frame every command is decided in. `decide` is pure: time and randomness come in
 * with the context, so the browser and the server reach the same answer.
 */
import type * as z from 'zod/mini';
import { type Action, may, type Subject } from './access.ts';
import type { Card } from './cards.ts';
import type { Cluster } from './clusters.ts';
import type { WorkshopEvent } from './events.ts';
import type { CardId, ClusterId, ProposalId, RoundId, TableId, ThemeId } from './ids.ts';
import { checkLock, themesOfClusters } from './locks.ts';
import type { Actor, Seat } from './people.ts';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import { canRead } from './view.ts';
import type { Round, VotedId } from './votes.ts';
import type { Workshop } from './workshop.ts';

export interface Context {
  /** Milliseconds since the epoch, server time. */
  readonly now: number;
  /** 32 random bits for shuffles and nicknames: the server's alone. Null in a browser. */
  readonly seed: number | null;
}

/** The answer depends on what others keep secret; the browser shows the command as waiting. */
export const ASK_SERVER = { askServer: true } as const;
export type AskServer = typeof ASK_SERVER;

/** No events means: already so, accepted without effect. */
export type Outcome = readonly WorkshopEvent[] | Refusal | AskServer;

export function isAskServer(outcome: Outcome): outcome is AskServer {
  return outcome === ASK_SERVER;
}

/** The events of an outcome that was neither refused nor left to the server. */
export function eventsOf(outcome: Outcome): readonly WorkshopEvent[] | null {
  return isRefusal(outcome) || isAskServer(outcome) ? null : outcome;
}

/** One command: its name, the shape of its payload, and its rule. One file in `commands/` each. */
export interface CommandDefinition<Type extends string, Payload> {
  readonly type: Type;
  readonly payload: z.ZodMiniType<Payload>;
  readonly decide: (state: Workshop, actor: Actor, payload: Payload, context: Context) => Outcome;
}

export function defineCommand<Type extends string, Payload>(
  definition: CommandDefinition<Type, Payload>,
): CommandDefinition<Type, Payload> {
  return definition;
}

/** The seat that asks, if it may do `action`; rights are looked up anew for every command. */
export function allowedSeat(
  state: Workshop,
  actor: Actor,
  action: Action,
  subject: Subject = {},
): Seat | Refusal {
  const seat = seatOf(state, actor);
  if (isRefusal(seat)) return seat;
  const allowed = may(seat, action, subject, state);
  return allowed === true ? seat : allowed;
}

/** The seat that runs the workshop, where it is not closed. */
export function runningSeat(state: Workshop, actor: Actor): Seat | Refusal {
  const seat = allowedSeat(state, actor, 'run');
  if (isRefusal(seat)) return seat;
  return state.closed ? refuse('closed', 'W3') : seat;
}

export function seatOf(state: Workshop, actor: Actor): Seat | Refusal {
  const seat = actor.kind === 'seat' ? state.seats.get(actor.seatId) : undefined;
  if (seat === undefined) return refuse('no-seat', 'A14');
  return seat.waiting ? refuse('waiting', 'S5') : seat;
}

/** The card if this seat may read it. What one may not read is unknown, on both sides of the wire. */
export function readableCard(state: Workshop, seat: Seat, id: CardId): Card | Refusal {
  const card = state.cards.get(id);
  return card !== undefined && canRead(state, seat, card) ? card : refuse('unknown-card', 'C2');
}

/** The card if it is on the wall. */
export function publishedCard(state: Workshop, seat: Seat, id: CardId): Card | Refusal {
  const card = readableCard(state, seat, id);
  return isRefusal(card) || card.status === 'published' ? card : refuse('unknown-card', 'C2');
}

export function knownCluster(state: Workshop, id: ClusterId): Cluster | Refusal {
  return state.clusters.get(id) ?? refuse('unknown-cluster', 'G1');
}

/** The round, if it can still be voted in. */
export function openRound(state: Workshop, id: RoundId): Round | Refusal {
  const round = state.rounds.get(id);
  if (round === undefined) return refuse('unknown-round', 'V1');
  return round.result === null ? round : refuse('round-closed', 'V1');
}

/** What is voted on has to be in the round, and not under a theme's lock. */
export function checkItem(state: Workshop, round: Round, item: VotedId): Refusal | null {
  if (!round.items.includes(item)) return refuse('not-in-round', 'V2');
  const clusterIds =
    round.over === 'clusters'
      ? [item as ClusterId]
      : (state.proposals.get(item as ProposalId)?.clusterIds ?? []);
  return checkLock(state, themesOfClusters(state, clusterIds));
}

export function checkTable(state: Workshop, id: TableId): Refusal | null {
  return state.tables.has(id) ? null : refuse('unknown-table', 'M1');
}

/** Null is "no theme" and always known. */
export function checkTheme(state: Workshop, id: ThemeId | null): Refusal | null {
  return id === null || state.themes.has(id) ? null : refuse('unknown-theme', 'G2');
}
