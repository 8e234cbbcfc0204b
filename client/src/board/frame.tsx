/**
 * What stays while the view changes. Wall, list, vote and tables have their bars at one place
 * of the tree: the room may call somebody to another view at any moment, and what they have
 * open and half written in a panel of the bars must outlive that.
 */
import type { ReactNode } from 'react';
import type { View } from '../people/top-bar.tsx';
import css from './frame.module.css';

export function Frame({
  view,
  head,
  children,
}: {
  readonly view: View;
  readonly head: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <div className={css.page} data-view={view}>
      <div className={css.head}>{head}</div>
      {children}
    </div>
  );
}
