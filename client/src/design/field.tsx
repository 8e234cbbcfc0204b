/**
 * A labelled field: label above, help under it, the field, then what is wrong and what to
 * do. Optional fields say so; required ones say nothing. What was typed always stays.
 */
import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.ts';
import css from './field.module.css';

export interface FieldProps {
  readonly label: ReactNode;
  /** "if you like", after the label. */
  readonly optional?: string;
  readonly help?: ReactNode;
  /** A sentence that says what to do; null where all is well. */
  readonly error?: string | null;
}

/** What a control inside a field needs to be tied to its words. */
interface Tied {
  readonly id: string;
  readonly 'aria-invalid': boolean | undefined;
  readonly 'aria-describedby': string | undefined;
}

/** For controls that this file has not: gives them their id and descriptions. */
export function Field({
  label,
  optional,
  help,
  error = null,
  children,
}: FieldProps & { readonly children: (tied: Tied) => ReactNode }) {
  const id = useId();
  const described = [help ? `${id}-help` : '', error === null ? '' : `${id}-error`];
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
        {optional ? <span className={css.optional}> {optional}</span> : null}
      </label>
      {help ? (
        <p className={css.help} id={`${id}-help`}>
          {help}
        </p>
      ) : null}
      {children({
        id,
        'aria-invalid': error !== null || undefined,
        'aria-describedby': described.filter(Boolean).join(' ') || undefined,
      })}
      {/* Always there, so that the sentence is read when it comes. */}
      <div role="alert" className={css.alert}>
        {error === null ? null : (
          <p className={css.error} id={`${id}-error`}>
            <CircleAlert aria-hidden />
            <span>{error}</span>
          </p>
        )}
      </div>
    </div>
  );
}

type Own<Element extends 'input' | 'textarea' | 'select'> = FieldProps &
  Omit<ComponentProps<Element>, 'id' | 'ref'>;

/** One line. */
export function Input({
  label,
  optional,
  help,
  error,
  className,
  ref,
  ...rest
}: Own<'input'> & { ref?: Ref<HTMLInputElement> }) {
  return (
    <Field label={label} optional={optional} help={help} error={error}>
      {(tied) => (
        <input ref={ref} {...rest} {...tied} className={classNames(css.input, className)} />
      )}
    </Field>
  );
}

/** Several lines; grows with its text. */
export function TextArea({
  label,
  optional,
  help,
  error,
  className,
  ref,
  ...rest
}: Own<'textarea'> & { ref?: Ref<HTMLTextAreaElement> }) {
  return (
    <Field label={label} optional={optional} help={help} error={error}>
      {(tied) => (
        <textarea
          ref={ref}
          {...rest}
          {...tied}
          className={classNames(css.input, css.area, className)}
        />
      )}
    </Field>
  );
}

/** A choice of one from a short list: the system's own, which works everywhere. */
export function Select({
  label,
  optional,
  help,
  error,
  className,
  ref,
  ...rest
}: Own<'select'> & { ref?: Ref<HTMLSelectElement> }) {
  return (
    <Field label={label} optional={optional} help={help} error={error}>
      {(tied) => (
        <select
          ref={ref}
          {...rest}
          {...tied}
          className={classNames(css.input, css.select, className)}
        />
      )}
    </Field>
  );
}
