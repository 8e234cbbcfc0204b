import type { ComponentProps, ReactNode } from 'react';
import css from './choice.module.css';
import { classNames } from './class-names.ts';

/** A real radio or checkbox with a large label; the whole row is the target. */
export function Choice({
  children,
  note,
  className,
  type = 'checkbox',
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & {
  readonly type?: 'radio' | 'checkbox';
  readonly children: ReactNode;
  /** A second, quieter line. */
  readonly note?: ReactNode;
}) {
  return (
    <label className={classNames(css.choice, className)}>
      <input {...rest} type={type} />
      <span>
        {children}
        {note ? <span className={css.note}>{note}</span> : null}
      </span>
    </label>
  );
}

/** Choices that belong together, under one question. */
export function ChoiceGroup({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={css.group}>
      <legend>{label}</legend>
      {children}
    </fieldset>
  );
}
