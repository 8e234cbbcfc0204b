/** All templates. A new one is its file, its line here, and its words in `i18n`. */
import { neighbourhoodEvening } from './neighbourhood-evening.ts';
import { posteListening } from './poste-listening.ts';
import { remoteTwoWeeks } from './remote-two-weeks.ts';
import type { Template } from './template.ts';

export const TEMPLATES = {
  'poste-listening': posteListening,
  'neighbourhood-evening': neighbourhoodEvening,
  'remote-two-weeks': remoteTwoWeeks,
} as const satisfies Record<string, Template>;

export type TemplateId = keyof typeof TEMPLATES;
export const TEMPLATE_IDS = Object.keys(TEMPLATES) as [TemplateId, ...TemplateId[]];
