import css from './meter.module.css';

/** How much of a whole. Without a `label` the words beside it say it. */
export function Meter({
  value,
  max,
  label,
}: {
  readonly value: number;
  readonly max: number;
  readonly label?: string;
}) {
  return (
    <meter
      className={css.meter}
      min={0}
      max={Math.max(1, max)}
      value={value}
      aria-label={label}
      aria-hidden={label === undefined || undefined}
    />
  );
}
