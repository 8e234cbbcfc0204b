import { useCallback, useEffect, useState } from 'react';
import { announce } from '../../design/announce.tsx';
import { Button } from '../../design/button.tsx';
import { useText } from '../../state/hooks.ts';
import type { TextVersions, VersionLine } from '../../state/text-versions.ts';
import { compareLines } from './compare.ts';
import css from './text.module.css';
import { Problem, versionName } from './version-parts.tsx';

/** An old version beside the present text, and the way back to it. */
export function CompareVersion({
  versions,
  line,
  mayWrite,
  textNow,
  onRestored,
  onBack,
}: {
  readonly versions: TextVersions;
  readonly line: VersionLine;
  readonly mayWrite: boolean;
  readonly textNow: () => string;
  readonly onRestored: () => void;
  readonly onBack: () => void;
}) {
  const text = useText();
  const [old, setOld] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async () => {
    const answer = await versions.read(line.number);
    if (answer.is === 'ok') setOld(answer.value.text);
    setProblem(problemOf(answer, text('proposals.versionsFailed')));
  }, [versions, line, text]);
  useEffect(() => void load(), [load]);
  const restore = async () => {
    const answer = await versions.restore(line.number);
    setProblem(problemOf(answer, text('proposals.versionsFailed')));
    if (answer.is !== 'ok') return;
    announce(text('proposals.versionRestored'));
    onRestored();
    onBack();
  };
  return (
    <div className={css.versions}>
      <h3 dir="auto">{versionName(line, text)}</h3>
      {problem === null ? null : <Problem words={problem} onRetry={() => void load()} />}
      {old === null ? null : <Sides old={old} present={textNow()} />}
      <div className={css.unsentButtons}>
        {mayWrite && old !== null ? (
          <Button look="primary" onClick={() => void restore()}>
            {text('proposals.versionRestore')}
          </Button>
        ) : null}
        <Button look="quiet" onClick={onBack}>
          {text('proposals.versionBack')}
        </Button>
      </div>
    </div>
  );
}

function Sides({ old, present }: { readonly old: string; readonly present: string }) {
  const text = useText();
  const rows = compareLines(old, present).map((row, at) => ({ ...row, at }));
  return (
    <div className={css.sides}>
      <section aria-label={text('proposals.versionThen')}>
        <h3>{text('proposals.versionThen')}</h3>
        {rows.map((row) => (
          <p key={row.at} dir="auto">
            {row.old !== null && row.present === null ? <del>{row.old}</del> : row.old}
          </p>
        ))}
      </section>
      <section aria-label={text('proposals.versionNow')}>
        <h3>{text('proposals.versionNow')}</h3>
        {rows.map((row) => (
          <p key={row.at} dir="auto">
            {row.present !== null && row.old === null ? <ins>{row.present}</ins> : row.present}
          </p>
        ))}
      </section>
    </div>
  );
}

function problemOf(
  answer: Awaited<ReturnType<TextVersions['restore']>>,
  unreachable: string,
): string | null {
  if (answer.is === 'ok') return null;
  return answer.is === 'refused' ? answer.refusal.message : unreachable;
}
