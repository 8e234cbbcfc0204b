import { useState } from 'react';
import { useLanguage, useText } from '../../state/hooks.ts';
import { sayFigure } from '../say.ts';
import { euroOf } from './euro.ts';
import css from './fields.module.css';

/** Whole euro. While somebody types, their own figures stay; on leaving they are grouped as the language does. */
export function AmountInput({
  amount,
  onChange,
}: {
  readonly amount: number;
  readonly onChange: (amount: number) => void;
}) {
  const text = useText();
  const [language] = useLanguage();
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <label className={css.amount}>
      <span>{text('proposals.costAmount')}</span>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? (amount === 0 ? '' : sayFigure(amount, language))}
        onChange={({ target }) => {
          setTyped(target.value);
          onChange(euroOf(target.value));
        }}
        onBlur={() => setTyped(null)}
      />
    </label>
  );
}
