/** The service sheet itself: head, status, fields, and the text written together. */
import { useRoomState, useText } from '../state/hooks.ts';
import { AudienceField, NoveltyField } from './fields/choice-field.tsx';
import { CostsField } from './fields/costs-field.tsx';
import { FirstStepField } from './fields/first-step-field.tsx';
import { LinesField } from './fields/lines-field.tsx';
import { ResourcesField } from './fields/resources-field.tsx';
import { WordsField } from './fields/words-field.tsx';
import css from './proposals.module.css';
import { useSheet } from './sheet-context.tsx';
import { StatusThread } from './status-thread.tsx';
import { TextSection } from './text/text-section.tsx';
import { ThemeLine, useThemeOf } from './theme-line.tsx';

export function Sheet() {
  const text = useText();
  const { proposal } = useSheet();
  const theme = useThemeOf(proposal);
  // The server knows no text of a proposal that is still on its way there.
  const isThere = useRoomState((state) => !state.waiting.has(proposal.id));
  return (
    <article className={css.sheet} aria-label={text('proposals.sheet')}>
      <h1 className={css.hidden}>{proposal.fields.title}</h1>
      <h2 className={css.hidden}>{text('proposals.sheet')}</h2>
      <header>
        <ThemeLine theme={theme} />
        <WordsField field="title" line look="title" />
        <WordsField field="question" line look="question" />
      </header>
      <StatusThread />
      <div className={css.facts}>
        <WordsField field="problem" />
        <WordsField field="beneficiaries" />
        <AudienceField />
        <NoveltyField />
        <FirstStepField />
        <LinesField field="partners" />
        <CostsField />
      </div>
      {isThere ? <TextSection /> : null}
      <div className={css.more}>
        <LinesField field="steps" />
        <ResourcesField />
        <LinesField field="indicators" />
        <LinesField field="risks" />
      </div>
    </article>
  );
}
