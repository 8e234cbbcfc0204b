import css from './language-switch.module.css';

/** Each language by its own name, so that it can be found by those who read no other. */
export function LanguageSwitch<Code extends string>({
  label,
  languages,
  current,
  onChange,
}: {
  readonly label: string;
  readonly languages: readonly { readonly code: Code; readonly name: string }[];
  readonly current: Code;
  readonly onChange: (code: Code) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend cannot lie on the bar's line
    <div className={css.switch} role="group" aria-label={label}>
      {languages.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === current}
          onClick={() => onChange(code)}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
