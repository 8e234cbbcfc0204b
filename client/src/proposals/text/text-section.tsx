/**
 * The text of a proposal on its sheet: whether it is safe, what was not sent, its versions,
 * and the editor, which is loaded when the page needs it and has a net of its own.
 */
import { textNameOf, textOf } from '@tavolo/documents';
import type { Refusal } from '@tavolo/model';
import { History } from 'lucide-react';
import { lazy, Suspense, useId, useState } from 'react';
import { Blank } from '../../design/blank.tsx';
import { Button } from '../../design/button.tsx';
import { FailureNet } from '../../design/failure-net.tsx';
import { Note } from '../../design/note.tsx';
import { SavedSign } from '../../design/saved-sign.tsx';
import type { SharedText, TextState } from '../../state/contract.ts';
import {
  useRefusalText,
  useRoomState,
  useSharedText,
  useText,
  useTextState,
  useWorkshop,
} from '../../state/hooks.ts';
import { useSheet } from '../sheet-context.tsx';
import { appendWords } from './append.ts';
import css from './text.module.css';
import { UnsentWords } from './unsent-words.tsx';
import { VersionsPanel } from './versions-panel.tsx';

const TextEditor = lazy(() =>
  import('./text-editor.tsx').then((part) => ({ default: part.TextEditor })),
);

export function TextSection() {
  const { proposal } = useSheet();
  const shared = useSharedText(textNameOf(proposal.id));
  return shared === null ? null : <OpenText shared={shared} />;
}

function OpenText({ shared }: { readonly shared: SharedText }) {
  const text = useText();
  const titleId = useId();
  const { proposal, mayWrite } = useSheet();
  const state = useTextState(shared);
  const [showVersions, setShowVersions] = useState(false);
  const [restores, setRestores] = useState(0);
  const tryAgain = () => setRestores((count) => count + 1);
  const textNow = () => (state.shown === null ? '' : textOf(state.shown.doc).text);
  const { shown, readOnly } = state;
  const append =
    mayWrite === true && !readOnly && shown !== null
      ? (words: string) => appendWords(shown.doc, words)
      : null;
  return (
    <section className={css.text} aria-labelledby={titleId}>
      <div className={css.head}>
        <h2 id={titleId}>{text('proposals.text')}</h2>
        <div className={css.signs}>
          {/* What is damaged waits for no network; the line below says what it is. */}
          {state.damaged ? null : <TextSign state={state} />}
          <Button look="quiet" icon={<History aria-hidden />} onClick={() => setShowVersions(true)}>
            {text('proposals.versions')}
          </Button>
        </div>
      </div>
      <UnsentWords document={textNameOf(proposal.id)} append={append} />
      <ReadOnlyLine state={state} mayWrite={mayWrite} />
      <FailureNet
        cause={restores}
        failed={(again) => (
          <BrokenEditor
            onAgain={again}
            onVersions={mayWrite === true ? () => setShowVersions(true) : null}
          />
        )}
      >
        <Suspense fallback={<Blank label={text('proposals.textOpening')} slips={3} />}>
          <Editor state={state} />
        </Suspense>
      </FailureNet>
      {showVersions ? (
        <VersionsPanel
          proposalId={proposal.id}
          mayWrite={mayWrite === true}
          textNow={textNow}
          onRestored={() => {
            tryAgain();
            // The answer may come before the text does.
            state.shown?.doc.once('update', tryAgain);
          }}
          onClose={() => setShowVersions(false)}
        />
      ) : null}
    </section>
  );
}

function Editor({ state }: { readonly state: TextState }) {
  const text = useText();
  const { mayWrite } = useSheet();
  const language = useWorkshop((workshop) => workshop.language);
  if (state.shown === null && state.damaged) return null;
  if (state.shown === null) return <Blank label={text('proposals.textOpening')} slips={3} />;
  return (
    <TextEditor
      shown={state.shown}
      language={language}
      editable={mayWrite === true && !state.readOnly}
      label={text('proposals.textLabel')}
    />
  );
}

export function TextSign({ state }: { readonly state: TextState }) {
  const text = useText();
  const isStuck = useRoomState(({ saving }) => saving.is === 'not-saving');
  const saving = isStuck && state.saving === 'saving' ? 'not-saving' : state.saving;
  const words = {
    saved: text('proposals.textSaved'),
    saving: text('proposals.textSaving'),
    offline: text('proposals.textOffline'),
    'not-saving': text('proposals.textWaiting'),
  }[saving];
  return <SavedSign state={saving}>{words}</SavedSign>;
}

/** Why one may only read, in a sentence. */
export function ReadOnlyLine({
  state,
  mayWrite,
}: {
  readonly state: TextState;
  readonly mayWrite: true | Refusal;
}) {
  const text = useText();
  const refusalText = useRefusalText();
  if (state.damaged) {
    return (
      <Note status tone="danger">
        {text('refusals.damaged-text')}
      </Note>
    );
  }
  if (mayWrite !== true) {
    const reason = refusalText(mayWrite);
    return <p className={css.readOnly}>{text('proposals.readOnly', { reason })}</p>;
  }
  return state.readOnly ? (
    <p className={css.readOnly} role="status">
      {text('proposals.readOnlyNow')}
    </p>
  ) : null;
}

export function BrokenEditor({
  onAgain,
  onVersions,
}: {
  readonly onAgain: () => void;
  /** Null for who may not restore one. */
  readonly onVersions: (() => void) | null;
}) {
  const text = useText();
  return (
    <div role="alert">
      <Note
        tone="danger"
        actions={
          <>
            <Button onClick={onAgain}>{text('proposals.editorAgain')}</Button>
            {onVersions === null ? null : (
              <Button look="quiet" onClick={onVersions}>
                {text('proposals.restoreAVersion')}
              </Button>
            )}
          </>
        }
      >
        <b>{text('proposals.editorBroken')}</b> {text('proposals.editorBrokenLine')}
      </Note>
    </div>
  );
}
