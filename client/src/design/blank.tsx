import css from './blank.module.css';

/** Slips of paper on their way. Drawn only after 300 ms, so that a quick page does not flicker. */
export function Blank({ label, slips = 3 }: { readonly label: string; readonly slips?: number }) {
  return (
    <div className={css.blanks} role="status">
      <span className={css.label}>{label}</span>
      {Array.from({ length: slips }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blank slips have nothing else to be told apart by
        <div className={css.blank} key={index} aria-hidden>
          <i />
          <i />
          <i />
        </div>
      ))}
    </div>
  );
}
