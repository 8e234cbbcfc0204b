/** Lays one's own changes over the visible state, by the same rules as the server's. */
import {
  type Actor,
  type Context,
  decide,
  eventsOf,
  evolveAll,
  type FieldValue,
  inverseOf,
  isAskServer,
  isRefusal,
  type Order,
  type Refusal,
  type Workshop,
} from '@tavolo/model';

/**
 * `orders` over `visible`. One that is refused here is skipped: it may already be in
 * `visible`, and only the server's own "no" takes a change back.
 */
export function fold(
  visible: Workshop,
  orders: Iterable<Order>,
  actor: Actor,
  context: Context,
): Workshop {
  let state = visible;
  for (const order of orders) {
    const events = eventsOf(decide(state, actor, order, context));
    if (events !== null) state = evolveAll(state, events);
  }
  return state;
}

export interface Plan {
  /** The state in which all of it is done. */
  readonly after: Workshop;
  /** The orders that would change something, or that only the server can tell. */
  readonly orders: readonly Order[];
  /** What takes all of it back, in the order to send; null where there is no way back. */
  readonly inverse: readonly Order[] | null;
}

/** Works out one action of several orders: all of it, or the first refusal. */
export function plan(
  before: Workshop,
  orders: readonly Order[],
  actor: Actor,
  context: Context,
): Plan | Refusal {
  let after = before;
  let inverse: readonly Order[] | null = [];
  const useful: Order[] = [];
  for (const order of orders) {
    const outcome = decide(after, actor, order, context);
    if (isRefusal(outcome)) return outcome;
    if (isAskServer(outcome)) {
      useful.push(order);
      inverse = null;
      continue;
    }
    if (outcome.length === 0) continue;
    useful.push(order);
    const back = inverseOf(after, order);
    inverse = back === null || inverse === null ? null : [...back, ...inverse];
    after = evolveAll(after, outcome);
  }
  return { after, orders: useful, inverse };
}

/** Cards and clusters that an order is about, and the proposal or amendment that it begins. */
export function subjectsOf(order: Order): readonly string[] {
  const subjects: string[] = [];
  if ('cardId' in order) subjects.push(order.cardId);
  if ('cardIds' in order) subjects.push(...order.cardIds);
  if ('intoId' in order) subjects.push(order.intoId);
  if ('clusterId' in order && order.clusterId !== null) {
    // A card on its way waits, not the cluster it goes to.
    if (!('cardId' in order)) subjects.push(order.clusterId);
  }
  // Only until it exists: a change of one of its fields leaves its text open under everybody's hands.
  if (order.type === 'proposeAmendment') subjects.push(order.amendmentId);
  if (order.type === 'createProposal') subjects.push(order.proposalId);
  return subjects;
}

/** What somebody wrote in it; it is kept when the change is refused. */
export function textOf(order: Order): string | null {
  switch (order.type) {
    case 'writeCard':
    case 'editCard':
    case 'proposeAmendment':
      return order.text;
    case 'createCluster':
    case 'renameCluster':
      return [order.name, order.question].filter(Boolean).join('\n') || null;
    case 'createTheme':
    case 'renameTheme':
    case 'createTable':
      return order.name;
    case 'createProposal':
      return order.title;
    case 'editWorkshop':
      return [order.title, order.challenge].filter(Boolean).join('\n') || null;
    case 'editProposalField':
      return wordsIn(order.value);
    default:
      return null;
  }
}

/** The words of a sheet's field, one line for each of a list. */
export function wordsIn(value: FieldValue['value']): string | null {
  if (value === null || typeof value === 'string') return value;
  if (!('what' in value)) {
    return value.map((line) => (typeof line === 'string' ? line : line.what)).join('\n');
  }
  return value.what;
}
