import { planOf, type Template } from './template.ts';

/** Ninety minutes after work: everybody writes at once, few tables, no promises yet. */
export const neighbourhoodEvening: Template = {
  people: { from: 10, to: 40 },
  groupSize: 6,
  themes: ['neighbour', 'elder', 'children', 'access'],
  plan: planOf({ write: 10, share: 10, cluster: 20, prioritise: 10, tables: 30, plenary: 10 }),
};
