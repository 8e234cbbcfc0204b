import { type ReactNode, useId } from 'react';
import css from './people-panel.module.css';

/** One part of the panel, under its own heading. */
export function PanelSection({
  title,
  aside,
  children,
}: {
  readonly title: string;
  /** A number or a sign beside the heading. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.heading}>
        <h3 id={id}>{title}</h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
