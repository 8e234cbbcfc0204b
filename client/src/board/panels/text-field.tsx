/** The field for somebody's own words: grows with them, counts only near the end. */
import { directionOf, type Language, LIMITS, textLength } from '@tavolo/model';
import type { Ref } from 'react';
import { classNames } from '../../design/class-names.ts';
import { TextArea } from '../../design/field.tsx';
import { useText } from '../../state/hooks.ts';
import css from './panels.module.css';

/** From here on people want to know; before that a number would only hurry them. */
const COUNT_FROM = LIMITS.cardText - 200;

export function TextField({
  label,
  help,
  error,
  value,
  language,
  onChange,
  onSubmit,
  ref,
}: {
  readonly label: string;
  readonly help?: string;
  readonly error: string | null;
  readonly value: string;
  readonly language: Language;
  readonly onChange: (value: string) => void;
  readonly onSubmit: () => void;
  readonly ref?: Ref<HTMLTextAreaElement>;
}) {
  const text = useText();
  const length = textLength(value.trim());
  const left = LIMITS.cardText - length;
  return (
    <div>
      <TextArea
        ref={ref}
        label={label}
        help={help}
        error={error}
        autoFocus
        className={css.text}
        lang={language}
        dir={directionOf(language)}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          onSubmit();
        }}
      />
      {length < COUNT_FROM ? null : (
        <p className={classNames(css.aside, left < 0 && css.over)} role="status">
          {left < 0 ? text('board.over', { count: -left }) : text('board.left', { count: left })}
        </p>
      )}
    </div>
  );
}
