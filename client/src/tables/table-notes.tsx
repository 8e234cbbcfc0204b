/** The notes that a table writes together, on the editor of the sheets. */
import { notesNameOf } from '@tavolo/documents';
import { mayWriteNotes, type WorkTable } from '@tavolo/model';
import { lazy, Suspense, useId, useMemo } from 'react';
import { Blank } from '../design/blank.tsx';
import { FailureNet } from '../design/failure-net.tsx';
import { appendWords } from '../proposals/text/append.ts';
import { BrokenEditor, ReadOnlyLine, TextSign } from '../proposals/text/text-section.tsx';
import { UnsentWords } from '../proposals/text/unsent-words.tsx';
import type { SharedText } from '../state/contract.ts';
import {
  useRoom,
  useRoomState,
  useSharedText,
  useText,
  useTextState,
  useWorkshop,
} from '../state/hooks.ts';
import sheet from './table.module.css';
import css from './tables.module.css';

const TextEditor = lazy(() =>
  import('../proposals/text/text-editor.tsx').then((part) => ({ default: part.TextEditor })),
);

export function TableNotes({ table }: { readonly table: WorkTable }) {
  const shared = useSharedText(notesNameOf(table.id));
  return shared === null ? null : <OpenNotes table={table} shared={shared} />;
}

function OpenNotes({ table, shared }: { readonly table: WorkTable; readonly shared: SharedText }) {
  const text = useText();
  const titleId = useId();
  const room = useRoom();
  const { workshop, me } = useRoomState();
  const language = useWorkshop(({ language }) => language);
  const state = useTextState(shared);
  const mayWrite = useMemo(
    () => (me === null ? room.may('editSheet') : mayWriteNotes(workshop, me, table.id)),
    [room, workshop, me, table.id],
  );
  const { shown } = state;
  const editable = mayWrite === true && !state.readOnly;
  const opening = <Blank label={text('tables.notesOpening')} slips={2} />;
  return (
    <section className={sheet.notes} aria-labelledby={titleId}>
      <div className={sheet.notesHead}>
        <h3 id={titleId}>{text('tables.notes')}</h3>
        <TextSign state={state} />
      </div>
      <p className={css.quiet}>{text('tables.notesLine')}</p>
      <UnsentWords
        document={notesNameOf(table.id)}
        append={editable && shown !== null ? (words) => appendWords(shown.doc, words) : null}
      />
      <ReadOnlyLine state={state} mayWrite={mayWrite} />
      <FailureNet failed={(again) => <BrokenEditor onAgain={again} onVersions={null} />}>
        <Suspense fallback={opening}>
          {shown !== null ? (
            <TextEditor
              shown={shown}
              language={language}
              editable={editable}
              label={text('tables.notesOf', { name: table.name })}
            />
          ) : state.damaged ? null : (
            opening
          )}
        </Suspense>
      </FailureNet>
    </section>
  );
}
