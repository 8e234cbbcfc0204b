import type { ReactNode } from 'react';
import css from './empty.module.css';

/** Nothing here yet: what goes here, a real example, one button. */
export function Empty({
  title,
  action,
  children,
}: {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={css.empty}>
      <b>{title}</b>
      {children ? <span>{children}</span> : null}
      {action ? <div className={css.action}>{action}</div> : null}
    </div>
  );
}
