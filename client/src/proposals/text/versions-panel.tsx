/** Versions of the text: keep the present one by name, look at an old one beside the new, go back to it. */
import type { ProposalId } from '@tavolo/model';
import { type FormEvent, useCallback, useEffect, useMemo, useState } from 'react';
import { announce } from '../../design/announce.tsx';
import { Button } from '../../design/button.tsx';
import { Input } from '../../design/field.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { useLanguage, useText, useWorkshop } from '../../state/hooks.ts';
import { type TextVersions, textVersions, type VersionLine } from '../../state/text-versions.ts';
import { sayMoment } from '../say.ts';
import { CompareVersion } from './compare-version.tsx';
import css from './text.module.css';
import { Problem, versionName } from './version-parts.tsx';

export function VersionsPanel({
  proposalId,
  mayWrite,
  textNow,
  onRestored,
  onClose,
}: {
  readonly proposalId: ProposalId;
  readonly mayWrite: boolean;
  /** The text as it is now, to compare with. */
  readonly textNow: () => string;
  readonly onRestored: () => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  const workshopId = useWorkshop((workshop) => workshop.id) ?? '';
  const versions = useMemo(() => textVersions(workshopId, proposalId), [workshopId, proposalId]);
  const [compared, setCompared] = useState<VersionLine | null>(null);
  const { lines, problem, load } = useLines(versions);
  return (
    <Sheet
      title={text('proposals.versionsTitle')}
      closeLabel={text('proposals.close')}
      onClose={onClose}
    >
      {compared === null ? (
        <div className={css.versions}>
          <p>{text('proposals.versionsLine')}</p>
          {mayWrite ? <KeepForm versions={versions} onKept={load} /> : null}
          {problem === null ? null : <Problem words={problem} onRetry={load} />}
          {lines?.length === 0 ? <p>{text('proposals.versionsNone')}</p> : null}
          <ul>
            {(lines ?? []).map((line) => (
              <Line key={line.number} line={line} onCompare={() => setCompared(line)} />
            ))}
          </ul>
        </div>
      ) : (
        <CompareVersion
          versions={versions}
          line={compared}
          mayWrite={mayWrite}
          textNow={textNow}
          onRestored={onRestored}
          onBack={() => {
            setCompared(null);
            load();
          }}
        />
      )}
    </Sheet>
  );
}

function useLines(versions: TextVersions) {
  const text = useText();
  const [lines, setLines] = useState<readonly VersionLine[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const load = useCallback(async () => {
    const answer = await versions.list();
    setProblem(
      answer.is === 'ok'
        ? null
        : answer.is === 'refused'
          ? answer.refusal.message
          : text('proposals.versionsFailed'),
    );
    if (answer.is === 'ok') setLines(answer.value.versions);
  }, [versions, text]);
  useEffect(() => void load(), [load]);
  return { lines, problem, load: () => void load() };
}

function Line({ line, onCompare }: { readonly line: VersionLine; readonly onCompare: () => void }) {
  const text = useText();
  const [language] = useLanguage();
  const name = versionName(line, text);
  return (
    <li>
      <span>
        <b dir="auto">{name}</b>
        <small>{sayMoment(line.at, language)}</small>
      </span>
      <Button
        look="quiet"
        onClick={onCompare}
        aria-label={`${text('proposals.versionCompare')}: ${name}`}
      >
        {text('proposals.versionCompare')}
      </Button>
    </li>
  );
}

function KeepForm({
  versions,
  onKept,
}: {
  readonly versions: TextVersions;
  readonly onKept: () => void;
}) {
  const text = useText();
  const [name, setName] = useState('');
  const [error, setError] = useState<string | null>(null);
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await versions.keep(name);
    if (answer.is === 'ok') {
      setName('');
      setError(null);
      announce(text('proposals.versionSaved'));
      onKept();
    } else {
      setError(answer.is === 'refused' ? answer.refusal.message : text('proposals.versionsFailed'));
    }
  };
  return (
    <form className={css.form} onSubmit={(event) => void keep(event)}>
      <Input
        label={text('proposals.versionName')}
        error={error}
        required
        dir="auto"
        value={name}
        onChange={({ target }) => setName(target.value)}
      />
      <Button type="submit">{text('proposals.versionSave')}</Button>
    </form>
  );
}
