import css from './brand.module.css';
import { classNames } from './class-names.ts';

/** The name, with its table seen from above and the six who sit at it. */
export function Brand({ href, short }: { readonly href: string; readonly short?: boolean }) {
  return (
    <a className={classNames(css.brand)} href={href} aria-label={short ? 'Tavolo' : undefined}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle cx="16" cy="16" r="8.2" fill="var(--accent)" />
        <g fill="var(--ink)">
          <circle cx="16" cy="3.2" r="2.4" />
          <circle cx="27.1" cy="9.6" r="2.4" />
          <circle cx="27.1" cy="22.4" r="2.4" />
          <circle cx="16" cy="28.8" r="2.4" />
          <circle cx="4.9" cy="22.4" r="2.4" />
          <circle cx="4.9" cy="9.6" r="2.4" />
        </g>
      </svg>
      {short ? null : 'Tavolo'}
    </a>
  );
}
