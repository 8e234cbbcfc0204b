/** The first row of every text: a proposal's sections, in the workshop's language; notes begin empty. */
import { templateUpdate } from '@tavolo/documents';
import { interfaceLanguage, type Key, translate } from '@tavolo/i18n';
import type { Proposal, Workshop } from '@tavolo/model';

const SECTIONS = [
  'server.text-today',
  'server.text-how',
  'server.text-who',
  'server.text-needed',
  'server.text-success',
] as const satisfies readonly Key[];

/** What a proposal brings along says how the service works. */
const OPENING = 'server.text-how' satisfies (typeof SECTIONS)[number];

export function firstUpdate(workshop: Workshop, proposal: Proposal): Uint8Array {
  const language = interfaceLanguage(workshop.language);
  return templateUpdate(
    SECTIONS.map((key) => ({
      heading: translate(language, key),
      paragraphs: key === OPENING && proposal.opening !== '' ? [proposal.opening] : [],
    })),
  );
}

/** One line, where the writing begins: nobody needs a form to take notes. */
export function firstNotes(): Uint8Array {
  return templateUpdate([{ heading: null, paragraphs: [''] }]);
}
