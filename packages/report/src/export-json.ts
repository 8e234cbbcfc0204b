/**
 * The workshop as JSON, format `tavolo/1`, for another installation or one's own reckoning.
 * Only those who signed are named, by a number of this file; no seat, no date of a card.
 */
import type {
  Audience,
  CardKind,
  ClusterId,
  Language,
  Phase,
  Place,
  Plan,
  Round,
  TableId,
  Theme,
  Workshop,
} from '@tavolo/model';
import { roundsInOrder } from '@tavolo/model';
import { type Arrangement, arrange } from './arrangement.ts';
import {
  type ExportedProposal,
  type ExportedTable,
  exportProposals,
  exportTables,
} from './export-proposals.ts';

export const JSON_FORMAT = 'tavolo/1';

export interface ExportedWorkshop {
  readonly format: typeof JSON_FORMAT;
  readonly workshop: {
    readonly title: string;
    readonly language: Language;
    readonly challenge: string;
    readonly audience: Audience;
    readonly phase: Phase;
    readonly demonstration: boolean;
    /** The ten phases: used or passed over, minutes, another instruction. */
    readonly plan: Plan;
  };
  readonly counts: {
    readonly needs: number;
    readonly offers: number;
    readonly clusters: number;
    readonly notPlaced: number;
    readonly merged: number;
    readonly tables: number;
    readonly proposals: number;
  };
  readonly themes: readonly Omit<Theme, 'position'>[];
  readonly places: readonly Place[];
  readonly authors: readonly { readonly number: number; readonly name: string }[];
  readonly clusters: readonly {
    readonly id: ClusterId;
    readonly themeId: string | null;
    readonly name: string;
    readonly question: string;
    readonly x: number;
    readonly y: number;
    /** Whose work it is; null where it waits. */
    readonly tableId: TableId | null;
    /** In order. */
    readonly cards: readonly number[];
  }[];
  readonly cards: readonly {
    readonly number: number;
    readonly id: string;
    readonly kind: CardKind;
    readonly text: string;
    readonly language: Language;
    readonly themeId: string | null;
    readonly clusterId: string | null;
    readonly mergedInto: number | null;
    readonly placeId: string | null;
    /** Number of an author who signed; null for anonymous cards. */
    readonly author: number | null;
  }[];
  /** In their order. */
  readonly tables: readonly ExportedTable[];
  readonly proposals: readonly ExportedProposal[];
  /** Votes in their order. One that is still open has no result; with few voters a result is an order alone. */
  readonly rounds: readonly Omit<Round, 'position'>[];
}

export function exportJson(state: Workshop): ExportedWorkshop {
  const wall = arrange(state);
  const { numberOf, cards } = wall;
  const authors = authorsOf(wall);
  const standing = cards.filter((card) => card.mergedInto === null);
  const { title, language, challenge, audience, phase, demonstration, plan } = state;
  return {
    format: JSON_FORMAT,
    workshop: { title, language, challenge, audience, phase, demonstration, plan },
    counts: {
      needs: cards.filter((card) => card.kind === 'need').length,
      offers: cards.filter((card) => card.kind === 'offer').length,
      clusters: wall.clusters.length,
      notPlaced: standing.filter((card) => card.clusterId === null).length,
      merged: cards.length - standing.length,
      tables: state.tables.size,
      proposals: state.proposals.size,
    },
    themes: wall.themes.map(({ id, name, colour }) => ({ id, name, colour })),
    places: [...state.places.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    authors: [...authors].map(([name, number]) => ({ number, name })),
    clusters: wall.clusters.map(({ cluster, cards: its }) => ({
      id: cluster.id,
      themeId: cluster.themeId,
      name: cluster.name,
      question: cluster.question,
      x: cluster.x,
      y: cluster.y,
      tableId: cluster.tableId,
      cards: its.map((card) => numberOf(card.id) ?? 0),
    })),
    cards: cards.map((card, index) => ({
      number: index + 1,
      id: card.id,
      kind: card.kind,
      text: card.text,
      language: card.language,
      themeId: card.themeId,
      clusterId: card.clusterId,
      mergedInto: card.mergedInto === null ? null : numberOf(card.mergedInto),
      placeId: card.placeId,
      author: card.signedAs === null ? null : (authors.get(card.signedAs) ?? null),
    })),
    tables: exportTables(state),
    proposals: exportProposals(state, wall),
    rounds: roundsInOrder(state).map(({ position: _, ...round }) => round),
  };
}

/** Shown names in the order of their first card, numbered from 1. */
function authorsOf({ cards }: Arrangement): Map<string, number> {
  const authors = new Map<string, number>();
  for (const { signedAs } of cards) {
    if (signedAs !== null && !authors.has(signedAs)) authors.set(signedAs, authors.size + 1);
  }
  return authors;
}
