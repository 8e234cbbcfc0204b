import { type ReactNode, useEffect, useId, useRef } from 'react';
import { type PanelPart, usePanelPlace } from './panel-place.ts';
import css from './people-panel.module.css';

/** One part of the panel, under its own heading. */
export function PanelSection({
  title,
  aside,
  part,
  children,
}: {
  readonly title: string;
  /** A number or a sign beside the heading. */
  readonly aside?: ReactNode;
  /** What leads to it from elsewhere: it comes into sight, and the focus to its heading. */
  readonly part?: PanelPart;
  readonly children: ReactNode;
}) {
  const id = useId();
  const place = usePanelPlace();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (place === null || place.part === null || place.part !== part) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [place, part]);
  return (
    <section className={css.section} aria-labelledby={id}>
      <div className={css.heading}>
        <h3 id={id} ref={heading} tabIndex={part === undefined ? undefined : -1}>
          {title}
        </h3>
        {aside}
      </div>
      {children}
    </section>
  );
}
