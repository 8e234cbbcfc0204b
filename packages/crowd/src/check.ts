/**
 * What the server has taken must be in what it gives out: each accepted command is looked
 * for in the export, as the last word of its kind about its card, group or dot.
 */
import type { Command, Round, SeatId } from '@tavolo/model';
import type { Kept } from './journal.ts';

/** What an export and a reading of the workshop have in common. */
export interface Wall {
  readonly cards: readonly {
    readonly id: string;
    readonly text: string;
    readonly clusterId: string | null;
  }[];
  readonly clusters: readonly {
    readonly id: string;
    readonly name: string;
    readonly x: number;
    readonly y: number;
  }[];
}

type Of<Type extends Command['type']> = Extract<Command, { readonly type: Type }>;

/** The last accepted of these types about each subject, by the board's number. */
function last<Type extends Command['type']>(
  kept: readonly Kept[],
  types: readonly Type[],
  subject: (command: Of<Type>, seatId: SeatId) => string,
): Map<string, Of<Type>> {
  const found = new Map<string, Of<Type>>();
  for (const { command, seatId } of kept) {
    const { type } = command;
    if (!types.some((each) => each === type)) continue;
    const mine = command as Of<Type>;
    found.set(subject(mine, seatId), mine);
  }
  return found;
}

/**
 * Sentences about words that are not there; none where all are. `own` is what the server tells
 * authors alone: drafts, and what waits for whoever leads, by card. Others in the workshop may
 * bring back what was withdrawn; words they cannot change.
 */
export function wordsMissing(
  wall: Wall,
  kept: readonly Kept[],
  own: ReadonlyMap<string, string> = new Map(),
  withOthers = false,
): string[] {
  const missing: string[] = [];
  const cards = new Map(wall.cards.map((card) => [card.id, card]));
  // One's own words come in one's own order; the board's number says nothing of drafts.
  const words = last(kept, ['writeCard', 'editCard', 'withdrawCard'], ({ cardId }) => cardId);
  for (const [id, command] of words) {
    const card = cards.get(id);
    if (command.type === 'withdrawCard') {
      if (card !== undefined && !withOthers) missing.push(`card ${id} was withdrawn and is there`);
    } else if ((card?.text ?? own.get(id)) !== command.text) {
      missing.push(`card ${id} should say "${command.text}" and says "${card?.text ?? ''}"`);
    }
  }
  return missing;
}

/** Sentences about cards and groups that are elsewhere than they were put, or called otherwise. */
export function movedIn(wall: Wall, kept: readonly Kept[]): string[] {
  const missing: string[] = [];
  const inOrder = [...kept].sort((a, b) => a.seq - b.seq);
  const cards = new Map(wall.cards.map((card) => [card.id, card]));
  const clusters = new Map(wall.clusters.map((cluster) => [cluster.id, cluster]));
  for (const [id, { clusterId }] of last(inOrder, ['placeCard'], ({ cardId }) => cardId)) {
    const there = cards.get(id)?.clusterId ?? null;
    if (there !== clusterId) missing.push(`card ${id} should be in ${clusterId}, not ${there}`);
  }
  for (const [id, { name }] of last(inOrder, ['createCluster'], (each) => each.clusterId)) {
    if (clusters.get(id)?.name !== name) missing.push(`group ${id} "${name}" is not there`);
  }
  const spots = last(inOrder, ['createCluster', 'moveCluster'], (each) => each.clusterId);
  for (const [id, { x, y }] of spots) {
    const there = clusters.get(id);
    if (there?.x !== x || there.y !== y) missing.push(`group ${id} should be at ${x}, ${y}`);
  }
  return missing;
}

/** Dots that each seat has given each item, by the last accepted change. */
export function dotsGiven(
  kept: readonly Kept[],
  roundId: string,
): Map<SeatId, Map<string, number>> {
  const given = new Map<SeatId, Map<string, number>>();
  const versions = new Map<string, number>();
  for (const { command, seatId } of kept) {
    if (command.type !== 'setDots' || command.roundId !== roundId) continue;
    const key = `${seatId} ${command.item}`;
    if ((versions.get(key) ?? 0) >= command.version) continue;
    versions.set(key, command.version);
    const own = given.get(seatId) ?? new Map<string, number>();
    own.set(command.item, command.n);
    given.set(seatId, own);
  }
  return given;
}

/** A frozen ranking against what was given; hands and dots of others are for others to check. */
export function miscounted(round: Round, kept: readonly Kept[]): string[] {
  const sums = new Map<string, number>();
  for (const own of dotsGiven(kept, round.id).values()) {
    for (const [item, n] of own) sums.set(item, (sums.get(item) ?? 0) + n);
  }
  return (round.result?.ranking ?? [])
    .filter(({ item, dots }) => dots !== null && dots !== (sums.get(item) ?? 0))
    .map(({ item, dots }) => `${item} has ${dots} dots, and ${sums.get(item) ?? 0} were given`);
}
