import { planOf, type Template } from './template.ts';

const DAY = 24 * 60;

/** Nobody has to be there at the same time: a week to write, days to group and vote, then tables. */
export const remoteTwoWeeks: Template = {
  people: { from: 20, to: 200 },
  groupSize: 6,
  themes: ['housing', 'elder', 'balance', 'children', 'income', 'health'],
  plan: planOf({
    listen: 7 * DAY,
    cluster: 2 * DAY,
    prioritise: 2 * DAY,
    tables: 2 * DAY,
    plenary: 1 * DAY,
    'follow-up': null,
  }),
};
