import * as z from 'zod/mini';
import { THEME_COLOURS } from '../clusters.ts';
import { defineCommand } from '../decide.ts';
import type { WorkshopEvent } from '../events.ts';
import { LIMITS } from '../limits.ts';
import { WHOLE_PLAN } from '../plan.ts';
import { isRefusal, refuse } from '../refusal.ts';
import { checkLength, checkText, cleanLine, cleanText } from '../text.ts';
import * as wire from '../wire.ts';
import { AUDIENCES, REVIEWS } from '../workshop.ts';
import { cleanPlan, plannedPhases } from './set-phases.ts';
import { newSeat } from './take-seat.ts';

/** Opens a workshop with its owner's seat and the themes it starts with. Server only. */
export const openWorkshop = defineCommand({
  type: 'openWorkshop',
  payload: z.strictObject({
    workshopId: wire.workshopId,
    title: wire.text,
    language: wire.language,
    challenge: wire.text,
    audience: z.enum(AUDIENCES),
    review: z.enum(REVIEWS),
    demonstration: z.boolean(),
    owner: z.strictObject({ seatId: wire.seatId, name: wire.text }),
    themes: z.array(
      z.strictObject({
        themeId: wire.themeId,
        name: wire.text,
        colour: z.enum(THEME_COLOURS),
      }),
    ),
    /** What a template or an earlier workshop brings along. */
    plan: z.optional(plannedPhases),
    tables: z.optional(z.array(z.strictObject({ tableId: wire.tableId, name: wire.text }))),
  }),
  decide(state, actor, payload, context) {
    if (state.id !== null) return refuse('already-open', 'W1');
    if (actor.kind !== 'server') return refuse('wrong-role', 'W1');
    const title = cleanLine(payload.title);
    const challenge = cleanText(payload.challenge);
    const wrong =
      checkText(title, LIMITS.workshopTitle) ?? checkLength(challenge, LIMITS.challenge);
    if (wrong !== null) return wrong;

    const { workshopId, language, audience, review, demonstration, owner } = payload;
    const events: WorkshopEvent[] = [
      {
        type: 'workshopOpened',
        workshopId,
        title,
        language,
        challenge,
        audience,
        review,
        demonstration,
      },
    ];
    const seat = newSeat(state, { ...owner, role: 'facilitator', language, owner: true }, context);
    if (isRefusal(seat)) return seat;
    events.push({ type: 'seatTaken', seat });
    for (const [position, theme] of payload.themes.entries()) {
      const name = cleanLine(theme.name);
      const wrongName = checkText(name, LIMITS.themeName);
      if (wrongName !== null) return wrongName;
      events.push({
        type: 'themeCreated',
        theme: { id: theme.themeId, name, colour: theme.colour, position },
      });
    }
    if (payload.plan !== undefined && payload.plan.length > 0) {
      const plan = cleanPlan(WHOLE_PLAN, payload.plan);
      if (isRefusal(plan)) return plan;
      events.push({ type: 'phasesSet', plan });
    }
    for (const [position, table] of (payload.tables ?? []).entries()) {
      const name = cleanLine(table.name);
      const wrongName = checkText(name, LIMITS.tableName);
      if (wrongName !== null) return wrongName;
      events.push({ type: 'tableCreated', table: { id: table.tableId, name, position } });
    }
    return events;
  },
});
