/** Whom to ask at a table: the names that its hosts chose to be shown by. */
import type { WorkTable } from '@tavolo/model';
import { useText } from '../state/hooks.ts';
import css from './tables.module.css';

export function LedBy({ table: { hosts } }: { readonly table: WorkTable }) {
  const text = useText();
  if (hosts.length === 0) return null;
  return (
    <p className={css.quiet} dir="auto">
      {text('tables.ledBy', { count: hosts.length, names: hosts.join(', ') })}
    </p>
  );
}
