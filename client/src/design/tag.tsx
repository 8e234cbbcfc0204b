import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import css from './tag.module.css';

/** A state in one or two words, with an icon: never a decoration. */
export function Tag({
  tone,
  icon,
  children,
}: {
  readonly tone?: 'ok' | 'warn' | 'danger' | 'accent';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <span className={classNames(css.tag, tone && css[tone])}>
      {icon}
      {children}
    </span>
  );
}
