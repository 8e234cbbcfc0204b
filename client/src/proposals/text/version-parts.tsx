/** What the list of versions and a compared version have in common. */
import { PHASES } from '@tavolo/model';
import { CircleAlert } from 'lucide-react';
import { Button } from '../../design/button.tsx';
import { Note } from '../../design/note.tsx';
import { type Text, useText } from '../../state/hooks.ts';
import type { VersionLine } from '../../state/text-versions.ts';

export function versionName({ kind, name }: VersionLine, text: Text): string {
  if (kind === 'before-restore') return text('proposals.versionBefore');
  const phase = kind === 'phase' ? PHASES.find((each) => each === name) : undefined;
  return phase === undefined
    ? name
    : text('proposals.versionPhase', { phase: text(`phases.${phase}`) });
}

export function Problem({
  words,
  onRetry,
}: {
  readonly words: string;
  readonly onRetry: () => void;
}) {
  const text = useText();
  return (
    <Note
      status
      tone="danger"
      icon={<CircleAlert aria-hidden />}
      actions={
        <Button look="quiet" onClick={onRetry}>
          {text('proposals.versionsRetry')}
        </Button>
      }
    >
      {words}
    </Note>
  );
}
