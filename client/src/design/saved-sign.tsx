/** Whether what one did is safe: words with an icon, said politely when it changes. */
import { Check, CloudOff, RefreshCw, TriangleAlert } from 'lucide-react';
import css from './saved-sign.module.css';

export type SavedState = 'saved' | 'saving' | 'offline' | 'not-saving';

const ICONS = {
  saved: Check,
  saving: RefreshCw,
  offline: CloudOff,
  'not-saving': TriangleAlert,
} as const;

export function SavedSign({ state, children }: { state: SavedState; children: string }) {
  const Icon = ICONS[state];
  return (
    <p className={css.sign} data-state={state} role="status">
      <Icon aria-hidden />
      <span>{children}</span>
    </p>
  );
}
