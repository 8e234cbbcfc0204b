import type { ReactNode } from 'react';
import css from './column-page.module.css';

/** What is read from top to bottom under the bars at the top; `wide` for tiles beside each other. */
export function ColumnPage({
  wide,
  children,
}: {
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <main className={css.body} data-wide={wide || undefined}>
      {children}
    </main>
  );
}

/** Its heading, with a smaller line in a `span` inside, and what can be done beside it. */
export function ColumnTitle({
  title,
  children,
}: {
  readonly title: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={css.title}>
      <h2>{title}</h2>
      {children}
    </div>
  );
}
