import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import css from './note.module.css';

/**
 * Something that holds for a while, said in place: what happened, what is safe, what one
 * can do. `role="status"` is for notes that appear by themselves.
 */
export function Note({
  tone,
  icon,
  status,
  actions,
  children,
}: {
  readonly tone?: 'danger' | 'warn' | 'accent';
  readonly icon?: ReactNode;
  readonly status?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={classNames(css.note, tone && css[tone])} role={status ? 'status' : undefined}>
      {icon}
      <div className={css.words}>{children}</div>
      {actions ? <div className={css.actions}>{actions}</div> : null}
    </div>
  );
}
