import type { ProposalField } from '@tavolo/model';
import { useText, useWorkshop } from '../../state/hooks.ts';
import { useSheet } from '../sheet-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import css from './fields.module.css';
import { useDraft } from './use-draft.ts';

type WordsName = Extract<ProposalField, 'title' | 'problem' | 'question' | 'beneficiaries'>;

/** A field of running words. One line where `line` is set: Enter leaves it. */
export function WordsField({
  field,
  line,
  wide,
  look,
}: {
  readonly field: WordsName;
  readonly line?: boolean;
  readonly wide?: boolean;
  /** Large and without a drawn name, as the head of the sheet. */
  readonly look?: 'title' | 'question';
}) {
  const text = useText();
  const { proposal, mayWrite, save } = useSheet();
  const language = useWorkshop((workshop) => workshop.language);
  const draft = useDraft(proposal.fields[field], (value) => save({ field, value }));
  return (
    <FieldFrame field={field} draft={draft} wide={wide} hideLabel={look !== undefined}>
      {(labelId) =>
        mayWrite === true ? (
          <textarea
            className={css.words}
            data-look={look}
            aria-labelledby={labelId}
            lang={language}
            dir="auto"
            rows={1}
            placeholder={text('proposals.empty')}
            value={draft.shown}
            onChange={({ target }) =>
              draft.change(line ? target.value.replace(/\n/g, ' ') : target.value)
            }
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || !line || event.nativeEvent.isComposing) return;
              event.preventDefault();
              event.currentTarget.blur();
            }}
          />
        ) : (
          <p className={css.read} data-look={look} lang={language} dir="auto">
            {proposal.fields[field] || text('proposals.empty')}
          </p>
        )
      }
    </FieldFrame>
  );
}
