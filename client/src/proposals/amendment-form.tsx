/** Writing an amendment: the words, and whether to sign them. */
import { type AmendmentId, directionOf, isRefusal, LIMITS, textLength } from '@tavolo/model';
import { useState } from 'react';
import { writtenLanguage } from '../board/panels/written-language.ts';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Choice } from '../design/choice.tsx';
import { TextArea } from '../design/field.tsx';
import {
  useLanguage,
  useMay,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
} from '../state/hooks.ts';
import { newId } from '../state/new-id.ts';
import css from './proposals.module.css';
import { useSheet } from './sheet-context.tsx';

export function AmendmentForm({
  begin,
  onChange,
  onProposed,
  onCancel,
}: {
  readonly begin: string;
  /** Told every change of the words, for whoever keeps them. */
  readonly onChange?: (words: string) => void;
  readonly onProposed: () => void;
  readonly onCancel: () => void;
}) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [interfaceLanguage] = useLanguage();
  const { proposal } = useSheet();
  const may = useMay('proposeAmendment');
  const me = useRoomState((state) => state.me);
  const [words, setWords] = useState(begin);
  const [signed, setSigned] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const language = writtenLanguage(words, interfaceLanguage);
  const left = LIMITS.amendmentText - textLength(words.trim());
  const propose = () => {
    const refusal = room.send({
      type: 'proposeAmendment',
      amendmentId: newId<AmendmentId>(),
      proposalId: proposal.id,
      text: words,
      language,
      signed,
    });
    setError(isRefusal(refusal) ? refusalText(refusal) : null);
    if (isRefusal(refusal)) return;
    announce(text('proposals.amendmentProposed'));
    onProposed();
  };
  return (
    <form
      className={css.amend}
      onSubmit={(event) => {
        event.preventDefault();
        propose();
      }}
    >
      <TextArea
        label={text('proposals.amendmentText')}
        error={error}
        help={left < 0 ? text('board.over', { count: -left }) : undefined}
        autoFocus
        rows={4}
        lang={language}
        dir={directionOf(language)}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          onChange?.(target.value);
        }}
      />
      <Choice checked={signed} onChange={({ target }) => setSigned(target.checked)}>
        {text('proposals.amendmentSign', { name: me?.name ?? '' })}
      </Choice>
      <div className={css.amendButtons}>
        <Button type="submit" look="primary" refusal={may === true ? null : refusalText(may)}>
          {text('proposals.amendmentPropose')}
        </Button>
        <Button look="quiet" onClick={onCancel}>
          {text('proposals.amendmentCancel')}
        </Button>
      </div>
    </form>
  );
}
