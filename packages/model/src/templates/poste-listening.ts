import { planOf, type Template } from './template.ts';

/** A listening path with employees: needs written in private, four tables, promises at the end. Three hours in one room. */
export const posteListening: Template = {
  people: { from: 16, to: 60 },
  groupSize: 8,
  themes: ['housing', 'elder', 'balance', 'children', 'health'],
  plan: planOf({
    write: 15,
    share: 15,
    cluster: 30,
    prioritise: 10,
    tables: 60,
    plenary: 30,
    commit: 20,
    'follow-up': null,
  }),
};
