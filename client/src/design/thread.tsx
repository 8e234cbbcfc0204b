/**
 * The thread: one line through everything that has a course. Sewn is full, yet to come is
 * dashed, now is the large knot. With `labels` each knot has its name; as beads it is one
 * row of knots, and the page says the name itself.
 */
import { classNames } from './class-names.ts';
import css from './thread.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface ThreadStep {
  readonly key: string;
  readonly name: string;
}

export function Thread({
  steps,
  now,
  labels = true,
  few = false,
  numbered = labels && !few,
}: {
  readonly steps: readonly ThreadStep[];
  /** Index of the present step. */
  readonly now: number;
  readonly labels?: boolean;
  /** Few steps with short names: all are named down to a narrower thread, and none is counted. */
  readonly few?: boolean;
  /** The present knot carries its number. */
  readonly numbered?: boolean;
}) {
  return (
    <ol className={labels ? classNames(css.thread, few && css.few) : css.beads}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={classNames(index < now && css.done, index === now && css.now)}
          aria-current={index === now ? 'step' : undefined}
        >
          <span className={classNames(css.knot, !labels && css.bead)} aria-hidden>
            {numbered && index === now ? index : null}
          </span>
          {labels ? (
            <span className={css.label}>{step.name}</span>
          ) : (
            <VisuallyHidden>{step.name}</VisuallyHidden>
          )}
        </li>
      ))}
    </ol>
  );
}
