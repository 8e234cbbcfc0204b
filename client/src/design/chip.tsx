import type { ComponentProps } from 'react';
import css from './chip.module.css';
import { classNames } from './class-names.ts';

/** A filter that is on or off. `tall` gives it a finger's height without the air around it. */
export function Chip({
  pressed,
  tall,
  className,
  ...rest
}: ComponentProps<'button'> & { readonly pressed: boolean; readonly tall?: boolean }) {
  return (
    <button
      type="button"
      {...rest}
      aria-pressed={pressed}
      className={classNames(css.chip, tall && css.tall, className)}
    />
  );
}
