/**
 * State after an event. Pure and total: an event that names something unknown changes
 * nothing, because what is in the log has happened and must load for ever.
 */
import type { Card } from './cards.ts';
import type { WorkshopEvent } from './events.ts';
import type { CardId, RoundId, SeatId } from './ids.ts';
import { UNLOCKED } from './locks.ts';
import type { Seat } from './people.ts';
import { phaseIndex } from './phases.ts';
import { WHOLE_PLAN } from './plan.ts';
import { Table } from './table.ts';
import { withHosts } from './tables.ts';
import { handKey } from './votes.ts';
import type { Workshop } from './workshop.ts';

export function evolve(state: Workshop, event: WorkshopEvent): Workshop {
  const after = applied(state, event);
  const seatId = seatOf(event);
  if (seatId === null || after.seats === state.seats) return after;
  const tables = withHosts(after.tables, state.seats.get(seatId), after.seats.get(seatId));
  return tables === after.tables ? after : { ...after, tables };
}

/** Whose seat is taken, changed or gone. */
function seatOf(event: WorkshopEvent): SeatId | null {
  switch (event.type) {
    case 'seatTaken':
      return event.seat.id;
    case 'roleSet':
    case 'seatAssigned':
    case 'seatAdmitted':
    case 'seatExpelled':
      return event.seatId;
    default:
      return null;
  }
}

function applied(state: Workshop, event: WorkshopEvent): Workshop {
  switch (event.type) {
    case 'workshopOpened': {
      const { type: _, workshopId, ...meta } = event;
      return { ...state, ...meta, id: workshopId };
    }
    case 'workshopEdited': {
      const { title, challenge, audience, language } = event;
      return { ...state, title, challenge, audience, language };
    }
    case 'workshopClosed':
      return { ...state, closed: true };
    case 'workshopReopened':
      return { ...state, closed: false };
    case 'seatTaken':
      return {
        ...state,
        seats: state.seats.set(event.seat.id, {
          ...event.seat,
          tableId: event.seat.tableId ?? null,
          ready: false,
          hand: null,
          waiting: event.seat.waiting ?? false,
        }),
      };
    case 'roleSet': {
      const seat = state.seats.get(event.seatId);
      return seat === undefined
        ? state
        : { ...state, seats: state.seats.set(seat.id, { ...seat, role: event.role }) };
    }
    case 'seatAssigned': {
      const seat = state.seats.get(event.seatId);
      return seat === undefined
        ? state
        : { ...state, seats: state.seats.set(seat.id, { ...seat, tableId: event.tableId }) };
    }
    case 'tableCreated':
      return {
        ...state,
        tables: state.tables.set(event.table.id, { ...event.table, timer: null, hosts: [] }),
      };
    case 'proposalCreated':
      return { ...state, proposals: state.proposals.set(event.proposal.id, event.proposal) };
    case 'proposalFieldEdited': {
      const proposal = state.proposals.get(event.proposalId);
      if (proposal === undefined) return state;
      const fields = { ...proposal.fields, [event.field]: event.value };
      return { ...state, proposals: state.proposals.set(proposal.id, { ...proposal, fields }) };
    }
    case 'amendmentProposed': {
      const { amendment } = event;
      if (!state.proposals.has(amendment.proposalId)) return state;
      return { ...state, amendments: state.amendments.set(amendment.id, amendment) };
    }
    case 'themeCreated':
      return { ...state, themes: state.themes.set(event.theme.id, event.theme) };
    case 'themeRenamed': {
      const theme = state.themes.get(event.themeId);
      return theme === undefined
        ? state
        : { ...state, themes: state.themes.set(theme.id, { ...theme, name: event.name }) };
    }
    case 'placeAdded':
      return { ...state, places: state.places.set(event.place.id, event.place) };
    case 'cardWritten': {
      const { card, author, status, heldFor, onBehalf } = event;
      const written: Card = {
        ...card,
        pass: state.pass,
        author,
        status,
        heldFor,
        onBehalf,
        withdrawnFrom: null,
      };
      return { ...state, cards: state.cards.set(card.id, written) };
    }
    case 'cardEdited':
      return changeCard(state, event.cardId, (card) => ({
        ...card,
        text: event.text,
        language: event.language,
        themeId: event.themeId,
      }));
    case 'cardWithdrawn':
      return changeCard(state, event.cardId, (card) =>
        card.status === 'withdrawn'
          ? card
          : { ...card, status: 'withdrawn', withdrawnFrom: card.status },
      );
    case 'cardRestored':
      return changeCard(state, event.cardId, (card) =>
        card.withdrawnFrom === null
          ? card
          : { ...card, status: card.withdrawnFrom, withdrawnFrom: null },
      );
    case 'cardApproved':
      return changeCard(state, event.cardId, (card) =>
        card.status === 'held' ? { ...card, status: 'published', heldFor: null } : card,
      );
    case 'cardsRevealed':
      return event.cardIds.reduce(
        (next, cardId) =>
          changeCard(next, cardId, (card) =>
            card.status === 'draft' ? { ...card, status: 'published' } : card,
          ),
        state,
      );
    case 'clusterCreated':
      return {
        ...state,
        clusters: state.clusters.set(event.cluster.id, {
          ...event.cluster,
          tableId: null,
          pass: state.pass,
        }),
      };
    case 'clusterRenamed': {
      const cluster = state.clusters.get(event.clusterId);
      if (cluster === undefined) return state;
      const { name, question, themeId = cluster.themeId } = event;
      const renamed = { ...cluster, name, question, themeId };
      return { ...state, clusters: state.clusters.set(cluster.id, renamed) };
    }
    case 'clusterMoved': {
      const cluster = state.clusters.get(event.clusterId);
      if (cluster === undefined) return state;
      const moved = { ...cluster, x: event.x, y: event.y };
      return { ...state, clusters: state.clusters.set(cluster.id, moved) };
    }
    case 'clusterRemoved': {
      let cards = state.cards;
      for (const card of state.cards.values()) {
        if (card.clusterId === event.clusterId) {
          cards = cards.set(card.id, { ...card, clusterId: null, order: null });
        }
      }
      return { ...state, clusters: state.clusters.delete(event.clusterId), cards };
    }
    case 'cardPlaced':
      return changeCard(state, event.cardId, (card) => ({
        ...card,
        clusterId: event.clusterId,
        order: event.order,
      }));
    case 'cardsRenumbered':
      return event.orders.reduce(
        (next, [cardId, order]) => changeCard(next, cardId, (card) => ({ ...card, order })),
        state,
      );
    case 'cardsMerged':
      return event.cardIds.reduce(
        (next, cardId) =>
          changeCard(next, cardId, (card) => ({ ...card, mergedInto: event.intoId })),
        state,
      );
    case 'cardUnmerged':
      return changeCard(state, event.cardId, (card) => ({
        ...card,
        mergedInto: null,
        clusterId: event.clusterId,
        order: event.order,
      }));
    case 'moveAnnounced':
      return { ...state, move: { phase: event.phase, at: event.at } };
    case 'moveCancelled':
      return { ...state, move: null };
    case 'phaseMoved':
      return {
        ...state,
        phase: event.phase,
        move: null,
        spotlight: null,
        pass: state.pass + (phaseIndex(event.phase) < phaseIndex(state.phase) ? 1 : 0),
        seats: noneReady(state.seats),
      };
    case 'timerSet': {
      const { tableId, timer } = event;
      if (tableId === null) return { ...state, timer };
      const table = state.tables.get(tableId);
      return table === undefined
        ? state
        : { ...state, tables: state.tables.set(tableId, { ...table, timer }) };
    }
    case 'lockSet':
      return { ...state, lock: event.lock };
    case 'phasesSet':
      return { ...state, plan: event.plan };
    case 'tableRenamed': {
      const table = state.tables.get(event.tableId);
      return table === undefined
        ? state
        : { ...state, tables: state.tables.set(table.id, { ...table, name: event.name }) };
    }
    case 'clusterAssigned': {
      const cluster = state.clusters.get(event.clusterId);
      if (cluster === undefined) return state;
      const assigned = { ...cluster, tableId: event.tableId };
      return { ...state, clusters: state.clusters.set(cluster.id, assigned) };
    }
    case 'switched':
      return { ...state, [event.name]: event.on };
    case 'spotlightSet':
      return { ...state, spotlight: event.spotlight };
    case 'readySet':
      return changeSeat(state, event.seatId, { ready: event.ready });
    case 'handSet':
      return changeSeat(state, event.seatId, { hand: event.hand });
    case 'seatAdmitted':
      return changeSeat(state, event.seatId, { waiting: false });
    case 'seatExpelled':
      return { ...state, seats: state.seats.delete(event.seatId) };
    case 'roundOpened':
      return { ...state, rounds: state.rounds.set(event.round.id, event.round) };
    case 'handsEntered':
      return { ...state, hands: state.hands.set(handKey(event.hands), event.hands) };
    case 'dotsSet': {
      const { seatId, roundId, dots } = event;
      return { ...state, ballots: state.ballots.set(seatId, { roundId, dots }) };
    }
    case 'roundClosed': {
      const round = state.rounds.get(event.roundId);
      if (round === undefined) return state;
      return {
        ...state,
        rounds: state.rounds.set(round.id, { ...round, result: event.result }),
        hands: withoutRound(state.hands, round.id),
        ballots: withoutRound(state.ballots, round.id),
      };
    }
    case 'demonstrationCleared':
      return {
        ...state,
        closed: false,
        move: null,
        timer: null,
        lock: UNLOCKED,
        spotlight: null,
        paused: false,
        pass: 0,
        plan: WHOLE_PLAN,
        seats: withoutTables(state.seats),
        themes: Table.empty(),
        clusters: Table.empty(),
        places: Table.empty(),
        cards: Table.empty(),
        tables: Table.empty(),
        proposals: Table.empty(),
        rounds: Table.empty(),
        hands: Table.empty(),
        ballots: Table.empty(),
        amendments: Table.empty(),
      };
  }
}

/** State after several events. */
export function evolveAll(state: Workshop, events: readonly WorkshopEvent[]): Workshop {
  return events.reduce(evolve, state);
}

function changeCard(state: Workshop, id: CardId, change: (card: Card) => Card): Workshop {
  const card = state.cards.get(id);
  if (card === undefined) return state;
  const changed = change(card);
  return changed === card ? state : { ...state, cards: state.cards.set(id, changed) };
}

function changeSeat(state: Workshop, id: SeatId, change: Partial<Seat>): Workshop {
  const seat = state.seats.get(id);
  return seat === undefined
    ? state
    : { ...state, seats: state.seats.set(id, { ...seat, ...change }) };
}

function noneReady(seats: Workshop['seats']): Workshop['seats'] {
  let waiting = seats;
  for (const seat of seats.values()) {
    if (seat.ready) waiting = waiting.set(seat.id, { ...seat, ready: false });
  }
  return waiting;
}

function withoutRound<K extends string, V extends { readonly roundId: RoundId }>(
  table: Table<K, V>,
  roundId: RoundId,
): Table<K, V> {
  let left = table;
  for (const [key, value] of table.entries())
    if (value.roundId === roundId) left = left.delete(key);
  return left;
}

function withoutTables(seats: Workshop['seats']): Workshop['seats'] {
  let free = seats;
  for (const seat of seats.values()) {
    if (seat.tableId !== null) free = free.set(seat.id, { ...seat, tableId: null });
  }
  return free;
}
