import { costsOf, LIMITS, type SheetCost } from '@tavolo/model';
import { Plus, X } from 'lucide-react';
import { Button, IconButton } from '../../design/button.tsx';
import { useLanguage, useText, useWorkshop } from '../../state/hooks.ts';
import { sayEuro } from '../say.ts';
import { useSheet } from '../sheet-context.tsx';
import { AmountInput } from './amount-input.tsx';
import { CostsMeter } from './costs-meter.tsx';
import { FieldFrame } from './field-frame.tsx';
import css from './fields.module.css';
import { stayInField } from './stay-in-field.ts';
import { useDraft } from './use-draft.ts';

/** Lines of costs and who covers them. The gap is worked out, never typed. */
export function CostsField() {
  const text = useText();
  const { proposal, mayWrite, save } = useSheet();
  const draft = useDraft(proposal.fields.costs, (value) =>
    save({ field: 'costs', value: [...value] }),
  );
  const lines = draft.shown;
  const put = (at: number, change: Partial<SheetCost>) =>
    draft.change(lines.map((line, index) => (index === at ? { ...line, ...change } : line)));
  return (
    <FieldFrame field="costs" draft={draft} wide={mayWrite === true}>
      {(labelId) => (
        <>
          {mayWrite !== true && lines.length === 0 ? (
            <p className={css.read}>{text('proposals.empty')}</p>
          ) : null}
          <CostsMeter {...costsOf({ costs: lines })} />
          <ul className={css.costs} aria-labelledby={labelId}>
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may say the same
              <li key={at}>
                {mayWrite === true ? (
                  <CostLine
                    line={line}
                    n={at + 1}
                    onChange={(change) => put(at, change)}
                    onRemove={() => draft.change(lines.filter((_, index) => index !== at))}
                  />
                ) : (
                  <ReadCost line={line} />
                )}
              </li>
            ))}
          </ul>
          {mayWrite === true && lines.length < LIMITS.sheetList ? (
            <Button
              look="quiet"
              data-add=""
              className={css.add}
              icon={<Plus aria-hidden />}
              onClick={() => draft.change([...lines, { what: '', amount: 0, coveredBy: null }])}
            >
              {text('proposals.addCost')}
            </Button>
          ) : null}
        </>
      )}
    </FieldFrame>
  );
}

function CostLine({
  line,
  n,
  onChange,
  onRemove,
}: {
  readonly line: SheetCost;
  readonly n: number;
  readonly onChange: (change: Partial<SheetCost>) => void;
  readonly onRemove: () => void;
}) {
  const text = useText();
  const language = useWorkshop((workshop) => workshop.language);
  return (
    <>
      <label>
        <span>{text('proposals.costWhat', { n })}</span>
        <input
          type="text"
          lang={language}
          dir="auto"
          value={line.what}
          onChange={({ target }) => onChange({ what: target.value })}
        />
      </label>
      <AmountInput amount={line.amount} onChange={(amount) => onChange({ amount })} />
      <label>
        <span>{text('proposals.costCovered')}</span>
        <input
          type="text"
          lang={language}
          dir="auto"
          placeholder={text('proposals.costCoveredHelp')}
          value={line.coveredBy ?? ''}
          onChange={({ target }) =>
            onChange({ coveredBy: target.value === '' ? null : target.value })
          }
        />
      </label>
      <IconButton
        label={text('proposals.removeLine', { n, field: text('proposals.field.costs') })}
        icon={<X aria-hidden />}
        onClick={(event) => {
          stayInField(event.currentTarget);
          onRemove();
        }}
      />
    </>
  );
}

function ReadCost({ line }: { readonly line: SheetCost }) {
  const text = useText();
  const [interfaceLanguage] = useLanguage();
  const language = useWorkshop((workshop) => workshop.language);
  const amount = sayEuro(line.amount, interfaceLanguage);
  return (
    <p className={css.readCost}>
      <span lang={language} dir="auto">
        {line.what}
        {line.coveredBy === null ? null : <small>{line.coveredBy}</small>}
      </span>
      <b>{line.coveredBy === null ? text('proposals.costsGap', { gap: amount }) : amount}</b>
    </p>
  );
}
