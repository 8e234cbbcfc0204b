import { NOVELTIES, PROPOSAL_AUDIENCES } from '@tavolo/model';
import { useText } from '../../state/hooks.ts';
import { useSheet } from '../sheet-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import css from './fields.module.css';
import { useDraft } from './use-draft.ts';

/** Whom the service is for: employees, residents, or both. */
export function AudienceField() {
  const text = useText();
  const { proposal, save } = useSheet();
  const draft = useDraft(proposal.fields.audience, (value) => save({ field: 'audience', value }));
  return (
    <FieldFrame field="audience" draft={draft}>
      {(labelId) => (
        <Choice
          labelId={labelId}
          value={draft.shown}
          options={PROPOSAL_AUDIENCES}
          say={(each) => text(`proposals.audience.${each ?? 'none'}`)}
          onChange={draft.change}
        />
      )}
    </FieldFrame>
  );
}

/** A new service, or one that exists made better. */
export function NoveltyField() {
  const text = useText();
  const { proposal, save } = useSheet();
  const draft = useDraft(proposal.fields.novelty, (value) => save({ field: 'novelty', value }));
  return (
    <FieldFrame field="novelty" draft={draft}>
      {(labelId) => (
        <Choice
          labelId={labelId}
          value={draft.shown}
          options={NOVELTIES}
          say={(each) => text(`proposals.novelty.${each ?? 'none'}`)}
          onChange={draft.change}
        />
      )}
    </FieldFrame>
  );
}

function Choice<Option extends string>({
  labelId,
  value,
  options,
  say,
  onChange,
}: {
  readonly labelId: string;
  readonly value: Option | null;
  readonly options: readonly Option[];
  readonly say: (option: Option | null) => string;
  readonly onChange: (option: Option | null) => void;
}) {
  const { mayWrite } = useSheet();
  if (mayWrite !== true) return <p className={css.read}>{say(value)}</p>;
  return (
    <select
      className={css.select}
      aria-labelledby={labelId}
      value={value ?? ''}
      onChange={({ target }) => onChange(options.find((each) => each === target.value) ?? null)}
    >
      <option value="">{say(null)}</option>
      {options.map((each) => (
        <option key={each} value={each}>
          {say(each)}
        </option>
      ))}
    </select>
  );
}
