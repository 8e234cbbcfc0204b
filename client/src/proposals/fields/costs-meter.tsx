import type { CostSummary } from '@tavolo/model';
import { useLanguage, useText } from '../../state/hooks.ts';
import { sayEuro } from '../say.ts';
import css from './fields.module.css';

/** How much of the costs is covered, as a bar and in words. */
export function CostsMeter({ total, covered, gap }: CostSummary) {
  const text = useText();
  const [language] = useLanguage();
  if (total === 0) return null;
  const euro = (amount: number) => sayEuro(amount, language);
  return (
    <div className={css.meter}>
      <p>{text('proposals.costsTotal', { total: euro(total) })}</p>
      <meter
        min={0}
        max={total}
        value={covered}
        aria-label={text('proposals.costsMeter', { covered: euro(covered), total: euro(total) })}
      />
      <p className={css.small}>
        <b>{text('proposals.costsCovered', { covered: euro(covered) })}</b>
        {', '}
        {gap === 0 ? (
          text('proposals.costsAll')
        ) : (
          <b>{text('proposals.costsGap', { gap: euro(gap) })}</b>
        )}
      </p>
    </div>
  );
}
