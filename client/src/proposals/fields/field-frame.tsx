/**
 * One field of the sheet: its name, who else is in it, the field itself, and under it what
 * went wrong or what others have changed meanwhile.
 */
import type { FieldValue, ProposalField } from '@tavolo/model';
import { CircleAlert, PenLine } from 'lucide-react';
import { type FocusEvent, type ReactNode, useId } from 'react';
import { Button } from '../../design/button.tsx';
import { classNames } from '../../design/class-names.ts';
import { wordsIn } from '../../state/fold.ts';
import { usePresence, useText } from '../../state/hooks.ts';
import { fieldKey, useSheet } from '../sheet-context.tsx';
import css from './fields.module.css';
import type { DraftField } from './use-draft.ts';

export function FieldFrame<Value extends FieldValue['value']>({
  field,
  draft,
  wide,
  hideLabel,
  children,
}: {
  readonly field: ProposalField;
  readonly draft: DraftField<Value>;
  /** Over both columns. */
  readonly wide?: boolean;
  /** Said by a screen reader, but not drawn: the title speaks for itself. */
  readonly hideLabel?: boolean;
  /** Gets the id of the field's name, to be labelled by it. */
  readonly children: (labelId: string) => ReactNode;
}) {
  const text = useText();
  const { enter, mayWrite } = useSheet();
  const isReader = mayWrite !== true;
  const labelId = useId();
  const left = (event: FocusEvent<HTMLElement>) => {
    // From one line of a list to the next one stays in the field.
    if (event.currentTarget.contains(event.relatedTarget)) return;
    draft.leave();
    enter(null);
  };
  return (
    <section
      className={classNames(css.field, wide && css.wide)}
      aria-labelledby={labelId}
      onFocus={() => enter(field)}
      onBlur={left}
    >
      <h3 id={labelId} className={classNames(css.label, hideLabel && css.hidden)}>
        {text(`proposals.field.${field}`)}
      </h3>
      <WhoIsHere field={field} />
      {children(labelId)}
      <div role="status" className={css.notes}>
        {draft.error === null ? null : (
          <p className={css.error}>
            <CircleAlert aria-hidden />
            {text('proposals.notSavedField', { reason: draft.error })}
          </p>
        )}
        {/* The field itself is closed and shows what everybody sees: what was typed last stands here. */}
        {draft.error === null || !isReader ? null : (
          <div className={css.elsewhere}>
            {text('board.textKept')}
            <q dir="auto">{wordsIn(draft.shown)}</q>
            <Button look="quiet" onClick={draft.takeTheirs}>
              {text('proposals.unsentDismiss')}
            </Button>
          </div>
        )}
        {draft.changedElsewhere && !isReader ? (
          <p className={css.elsewhere}>
            {text('proposals.changedElsewhere', { field: text(`proposals.field.${field}`) })}
            <Button look="quiet" onClick={draft.takeTheirs}>
              {text('proposals.useTheirs')}
            </Button>
          </p>
        ) : null}
      </div>
    </section>
  );
}

/** Names of others who have this field under their hands. */
function WhoIsHere({ field }: { readonly field: ProposalField }) {
  const text = useText();
  const { proposal } = useSheet();
  const key = fieldKey(proposal.id, field);
  const here = usePresence().filter((person) => person.field === key);
  return (
    <>
      {here.map(({ seatKey, name, shade }) => (
        <p key={seatKey} className={css.here} data-shade={shade}>
          <PenLine aria-hidden />
          {text('proposals.writingHere', { name })}
        </p>
      ))}
    </>
  );
}
