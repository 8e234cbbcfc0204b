import type { ReactNode } from 'react';
import css from './segments.module.css';

/** Two or three ways of looking at the same thing. */
export function Segments<Key extends string>({
  label,
  options,
  current,
  onChange,
}: {
  readonly label: string;
  readonly options: readonly {
    readonly key: Key;
    readonly name: string;
    readonly icon: ReactNode;
  }[];
  readonly current: Key;
  readonly onChange: (key: Key) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot lie on the bar's line
    <div className={css.segments} role="group" aria-label={label}>
      {options.map(({ key, name, icon }) => (
        <button
          key={key}
          type="button"
          aria-pressed={key === current}
          onClick={() => onChange(key)}
        >
          {icon}
          <span>{name}</span>
        </button>
      ))}
    </div>
  );
}
