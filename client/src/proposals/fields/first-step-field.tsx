import { useLanguage, useText, useWorkshop } from '../../state/hooks.ts';
import { sayDate } from '../say.ts';
import { useSheet } from '../sheet-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import css from './fields.module.css';
import { useDraft } from './use-draft.ts';

/** A year has four figures; without this one could type six. */
const LAST_DAY = '9999-12-31';

/** What is done first, and by when: within 90 days. */
export function FirstStepField() {
  const text = useText();
  const [interfaceLanguage] = useLanguage();
  const { proposal, mayWrite, save } = useSheet();
  const language = useWorkshop((workshop) => workshop.language);
  const draft = useDraft(proposal.fields.firstStep, (value) => save({ field: 'firstStep', value }));
  const { what, by } = draft.shown;
  return (
    <FieldFrame field="firstStep" draft={draft}>
      {() =>
        mayWrite === true ? (
          <>
            <textarea
              className={css.words}
              aria-label={text('proposals.firstStepWhat')}
              lang={language}
              dir="auto"
              rows={1}
              placeholder={text('proposals.firstStepWhat')}
              value={what}
              onChange={({ target }) => draft.change({ what: target.value, by })}
            />
            <label className={css.by}>
              {text('proposals.firstStepBy')}
              <input
                type="date"
                max={LAST_DAY}
                data-empty={by === null ? '' : undefined}
                value={by ?? ''}
                onChange={({ target }) =>
                  draft.change({
                    what,
                    by: target.validity.valid && target.value !== '' ? target.value : null,
                  })
                }
              />
            </label>
          </>
        ) : (
          <p className={css.read} lang={language} dir="auto">
            {what === ''
              ? text('proposals.empty')
              : by === null
                ? what
                : text('proposals.firstStepUntil', { what, date: sayDate(by, interfaceLanguage) })}
          </p>
        )
      }
    </FieldFrame>
  );
}
