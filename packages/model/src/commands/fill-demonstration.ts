import * as z from 'zod/mini';
import { CARD_KINDS, HOLD_REASONS } from '../cards.ts';
import { PLACE_KINDS, THEME_COLOURS } from '../clusters.ts';
import { defineCommand } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { spreadKeys } from '../order.ts';
import { COMMITMENT_STATUSES, DECISION_OUTCOMES, PROPOSAL_STATUSES } from '../proposals.ts';
import { refuse } from '../refusal.ts';
import * as wire from '../wire.ts';
import { AUDIENCES, UNOPENED, type Workshop } from '../workshop.ts';
import { sheet } from './sheet-values.ts';

const onBehalf = z.strictObject({
  recordedByRole: z.string(),
  verbatim: z.boolean(),
  consent: z.boolean(),
  consentMethod: z.nullable(z.string()),
  contactBack: z.boolean(),
});

const day = z.iso.date();
const responsible = z.strictObject({ organisation: z.string(), role: z.string() });

const proposal = z.strictObject({
  id: wire.proposalId,
  tableId: wire.tableId,
  clusterIds: z.array(wire.clusterId),
  status: z.enum(PROPOSAL_STATUSES),
  fields: sheet,
  decision: z.nullable(
    z.strictObject({
      outcome: z.enum(DECISION_OUTCOMES),
      on: day,
      by: z.string(),
      reason: z.string(),
    }),
  ),
  commitments: z.array(
    z.strictObject({
      organisation: z.string(),
      role: z.string(),
      what: z.string(),
      due: day,
      status: z.enum(COMMITMENT_STATUSES),
    }),
  ),
  owner: z.nullable(responsible),
  deputy: z.nullable(responsible),
  reviewOn: z.nullable(day),
  opening: z.string(),
});

/** What a demonstration is filled with; made from the fixture by the server. */
export const demonstrationContent = z.strictObject({
  title: z.string(),
  challenge: z.string(),
  audience: z.enum(AUDIENCES),
  language: wire.language,
  themes: z.array(
    z.strictObject({ id: wire.themeId, name: z.string(), colour: z.enum(THEME_COLOURS) }),
  ),
  places: z.array(
    z.strictObject({
      id: wire.placeId,
      kind: z.enum(PLACE_KINDS),
      name: z.string(),
      zone: z.nullable(z.string()),
    }),
  ),
  cards: z.array(
    z.strictObject({
      id: wire.cardId,
      kind: z.enum(CARD_KINDS),
      text: z.string(),
      language: wire.language,
      themeId: z.nullable(wire.themeId),
      placeId: z.nullable(wire.placeId),
      signedAs: z.nullable(z.string()),
      heldFor: z.nullable(z.enum(HOLD_REASONS)),
      onBehalf: z.nullable(onBehalf),
    }),
  ),
  clusters: z.array(
    z.strictObject({
      id: wire.clusterId,
      themeId: z.nullable(wire.themeId),
      name: z.string(),
      question: z.string(),
      x: wire.coordinate,
      y: wire.coordinate,
      cardIds: z.array(wire.cardId),
    }),
  ),
  tables: z.array(z.strictObject({ id: wire.tableId, name: z.string() })),
  proposals: z.array(proposal),
  phase: wire.phase,
});
export type DemonstrationContent = z.infer<typeof demonstrationContent>;

/** Fills the demonstration, or puts it back as it was; seats stay. Server only (rule W4). */
export const fillDemonstration = defineCommand({
  type: 'fillDemonstration',
  payload: z.strictObject({ content: demonstrationContent }),
  decide(state, actor, { content }) {
    if (actor.kind !== 'server') return refuse('wrong-role', 'W4');
    if (!state.demonstration) return refuse('not-a-demonstration', 'W4');
    const spots = new Map(
      content.clusters.flatMap((cluster) => {
        const keys = spreadKeys(cluster.cardIds.length);
        return cluster.cardIds.map(
          (cardId, index) =>
            [cardId, { clusterId: cluster.id, order: keys[index] ?? null }] as const,
        );
      }),
    );
    const { title, challenge, audience, language, phase } = content;
    const events: WorkshopEvent[] = [
      { type: 'demonstrationCleared' },
      // First, so that going back to it marks nothing of what follows as from an earlier round.
      { type: 'phaseMoved', phase },
      ...openedAgain(state),
      { type: 'workshopEdited', title, challenge, audience, language },
    ];
    for (const [position, theme] of content.themes.entries()) {
      events.push({ type: 'themeCreated', theme: { ...theme, position } });
    }
    for (const place of content.places) events.push({ type: 'placeAdded', place });
    for (const { cardIds: _, ...cluster } of content.clusters) {
      events.push({ type: 'clusterCreated', cluster });
    }
    for (const { heldFor, onBehalf, ...card } of content.cards) {
      const spot = heldFor === null ? spots.get(card.id) : undefined;
      events.push({
        type: 'cardWritten',
        card: {
          ...card,
          clusterId: spot?.clusterId ?? null,
          order: spot?.order ?? null,
          mergedInto: null,
        },
        author: null,
        status: heldFor === null ? 'published' : 'held',
        heldFor,
        onBehalf,
      });
    }
    for (const [position, table] of content.tables.entries()) {
      events.push({ type: 'tableCreated', table: { ...table, position } });
    }
    for (const [position, filled] of content.proposals.entries()) {
      events.push({ type: 'proposalCreated', proposal: { ...filled, position } });
    }
    return events;
  },
});

/** The door, the choice of tables and raised hands, as in a room that has just been opened. */
function openedAgain({ seats, ...state }: Workshop): WorkshopEvent[] {
  const events: WorkshopEvent[] = [];
  for (const name of ['selfSeating', 'linkOpen', 'waitingRoom'] as const) {
    const on = UNOPENED[name];
    if (state[name] !== on) events.push({ type: 'switched', name, on });
  }
  for (const { id, hand } of seats.values()) {
    if (hand !== null) events.push({ type: 'handSet', seatId: id, hand: null });
  }
  return events;
}
