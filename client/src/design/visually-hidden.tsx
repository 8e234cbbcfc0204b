import type { ReactNode } from 'react';
import css from './visually-hidden.module.css';

/** Read aloud, not drawn. */
export function VisuallyHidden({ id, children }: { id?: string; children: ReactNode }) {
  return (
    <span className={css.hidden} id={id}>
      {children}
    </span>
  );
}
