/**
 * What somebody does next, by the phase that their own page shows: they write what the
 * fixture's people wrote, mend and take back, carry cards to where they belong, and vote.
 */
import { GROUPS, NEEDS } from '@tavolo/e2e/notes';
import type { Phone } from '@tavolo/e2e/room/phone';
import {
  type Card,
  type CardId,
  type Cluster,
  type ClusterId,
  dotsUsed,
  type Order,
  openRoundOf,
  type Workshop,
} from '@tavolo/model';
import { between, happens, oneOf } from './chance.ts';

const SPACING = 420;
const COLUMNS = 5;

/** One thing that a person does; null where there is nothing to do for now. */
export function nextStep(phone: Phone): (() => void) | null {
  const { workshop, undoable } = phone.room.get();
  if (workshop.closed || workshop.paused) return null;
  const order = wanted(phone, workshop);
  if (undoable !== null && canRegret(undoable.orders) && happens(0.08)) return undoable.undo;
  if (order === null) return happens(0.1) ? () => signal(phone) : null;
  // Where the page itself says no, a person sees a greyed button and goes on.
  return () => void phone.room.send(order);
}

/** Where the hand is while they read, type or carry something. */
export function showsItself({ room }: Phone): void {
  const { workshop } = room.get();
  const cursor = { x: Math.round(between(0, 2_000)), y: Math.round(between(0, 1_200)) };
  const held = workshop.phase === 'cluster' && happens(0.5) ? anyLoose(workshop) : undefined;
  room.presence.show({ cursor, holding: held?.id ?? null });
}

function wanted(phone: Phone, workshop: Workshop): Order | null {
  switch (workshop.phase) {
    case 'listen':
    case 'write':
      return happens(0.15) ? (mending(phone, workshop) ?? writing(workshop)) : writing(workshop);
    case 'cluster':
      return grouping(workshop);
    case 'prioritise':
      return voting(phone, workshop);
    default:
      return null;
  }
}

function writing({ phase, themes }: Workshop): Order | null {
  const text = oneOf(NEEDS);
  if (text === undefined) return null;
  return {
    type: 'writeCard',
    cardId: crypto.randomUUID() as CardId,
    kind: 'need',
    text,
    language: 'it',
    themeId: happens(0.5) ? (oneOf([...themes.keys()]) ?? null) : null,
    signed: happens(0.2),
    writtenIn: phase,
  };
}

/** Words of one's own that one finds too short, or does not stand by. */
function mending({ seatId }: Phone, workshop: Workshop): Order | null {
  const own = [...workshop.cards.values()].filter(
    ({ author, status }) => author === seatId && status !== 'withdrawn',
  );
  const card = oneOf(own);
  if (card === undefined) return null;
  if (happens(0.2)) return { type: 'withdrawCard', cardId: card.id };
  const { id: cardId, language, themeId } = card;
  const text = `${card.text.replace(/ \(.*\)$/, '')} (anche la sera)`;
  return { type: 'editCard', cardId, text, language, themeId };
}

function grouping(workshop: Workshop): Order | null {
  const clusters = [...workshop.clusters.values()];
  if (clusters.length > 0 && happens(0.08)) return shifting(clusters);
  const card = anyLoose(workshop) ?? (happens(0.2) ? anyStanding(workshop) : undefined);
  if (card === undefined) return null;
  const group = GROUPS.find(({ needs }) => needs.some((need) => card.text.startsWith(need)));
  const there =
    group === undefined ? oneOf(clusters) : clusters.find(({ name }) => name === group.name);
  if (there !== undefined) {
    return { type: 'placeCard', cardId: card.id, clusterId: there.id, after: null };
  }
  if (group === undefined) return null;
  const at = GROUPS.indexOf(group);
  return {
    type: 'createCluster',
    clusterId: crypto.randomUUID() as ClusterId,
    themeId: null,
    name: group.name,
    question: group.question,
    x: (at % COLUMNS) * SPACING,
    y: Math.floor(at / COLUMNS) * SPACING,
  };
}

function shifting(clusters: readonly Cluster[]): Order | null {
  const cluster = oneOf(clusters);
  if (cluster === undefined) return null;
  const x = Math.round(cluster.x + between(-40, 40));
  const y = Math.round(cluster.y + between(-40, 40));
  return { type: 'moveCluster', clusterId: cluster.id, x, y };
}

function voting({ seatId }: Phone, workshop: Workshop): Order | null {
  const round = openRoundOf(workshop);
  if (round === null) return null;
  const ballot = workshop.ballots.get(seatId);
  const dots = ballot?.roundId === round.id ? ballot.dots : [];
  const given = dots.filter(({ n }) => n > 0);
  const left = round.dotsPerSeat - dotsUsed(dots);
  const changes = left === 0 || (given.length > 0 && happens(0.1));
  if (changes && !happens(0.15)) return null;
  const item = changes ? oneOf(given)?.item : oneOf(round.items);
  if (item === undefined) return null;
  const present = dots.find((each) => each.item === item);
  const n = (present?.n ?? 0) + (changes ? -1 : 1);
  if (n > round.capPerItem) return null;
  return { type: 'setDots', roundId: round.id, item, n, version: (present?.version ?? 0) + 1 };
}

function signal({ room }: Phone): void {
  const { me } = room.get();
  if (me !== null) room.send({ type: 'setReady', on: !me.ready });
}

/** What a slip of the hand is taken back from; a group that others use already is not. */
function canRegret(orders: readonly Order[]): boolean {
  return orders.every(({ type }) => type === 'placeCard' || type === 'writeCard');
}

function anyLoose(workshop: Workshop): Card | undefined {
  return oneOf(standing(workshop).filter(({ clusterId }) => clusterId === null));
}

function anyStanding(workshop: Workshop): Card | undefined {
  return oneOf(standing(workshop));
}

function standing({ cards }: Workshop): Card[] {
  return [...cards.values()].filter(
    ({ status, mergedInto }) => status === 'published' && mergedInto === null,
  );
}
