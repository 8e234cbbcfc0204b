/** Writing a need or an offer. Stays open for the next one; what is written stays until it is handed over. */
import type { CardId, CardKind, Language } from '@tavolo/model';
import { Check, ListPlus, Lock, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Choice } from '../../design/choice.tsx';
import { NARROW, useMedia } from '../../design/media.ts';
import { Sheet } from '../../design/sheet.tsx';
import {
  useLanguage,
  useMay,
  useRefusalText,
  useRoom,
  useRoomState,
  useText,
  useWorkshop,
} from '../../state/hooks.ts';
import { newId } from '../../state/new-id.ts';
import { useDesk } from '../desk.tsx';
import { Question } from '../question.tsx';
import { sentenceOf } from '../said.ts';
import { draftKey, dropDraft, type KeptDraft, keepDraft, readDraft } from './kept-draft.ts';
import { LanguageSelect } from './language-select.tsx';
import css from './panels.module.css';
import { separateLines } from './separate-lines.ts';
import { TextField } from './text-field.tsx';
import { ThemeSelect } from './theme-select.tsx';
import { writtenLanguage } from './written-language.ts';

export function WritePanel({ kind }: { readonly kind: CardKind }) {
  const text = useText();
  const refusalText = useRefusalText();
  const [language] = useLanguage();
  const room = useRoom();
  const { act, open } = useDesk();
  const workshopId = useWorkshop((workshop) => workshop.id);
  const phase = useWorkshop((workshop) => workshop.phase);
  const me = useRoomState((state) => state.me);
  const mayNeed = useMay('addNeed');
  const mayOffer = useMay('addOffer');
  const field = useRef<HTMLTextAreaElement>(null);
  const key = draftKey(workshopId ?? '', me?.id ?? '', kind);
  const empty: KeptDraft = { text: '', language, themeId: null, signed: false };
  const [draft, setDraft] = useState<KeptDraft>(() => readDraft(key) ?? empty);
  const [error, setError] = useState<string | null>(null);
  // On phones the sheet covers the toast that says so.
  const [added, setAdded] = useState<string | null>(null);
  const narrow = useMedia(NARROW);
  const undoable = useRoomState((state) => state.undoable);
  const [chosen, setChosen] = useState<Language | null>(null);
  // The phase in which one began to write: what was meant as private stays so (rule C6).
  const [writtenIn, setWrittenIn] = useState(phase);
  const may = kind === 'need' ? mayNeed : mayOffer;
  const other = kind === 'need' ? mayOffer : mayNeed;
  const close = () => open(null);

  const change = (part: Partial<KeptDraft>) => {
    const next = { ...draft, ...part };
    if (draft.text === '' && next.text !== '') setWrittenIn(phase);
    setAdded(null);
    setDraft(next);
    keepDraft(key, next);
  };
  const lines = separateLines(draft.text);
  /** Several texts are one action: one frame, and one way back. */
  const add = (texts: readonly string[]) => {
    const { themeId, signed } = draft;
    const orders = texts.map(
      (each) =>
        ({
          type: 'writeCard',
          cardId: newId<CardId>(),
          kind,
          text: each,
          language: draft.language,
          themeId,
          signed,
          writtenIn,
        }) as const,
    );
    const refused = act(orders);
    setError(refused);
    field.current?.focus();
    if (refused !== null) return;
    dropDraft(key);
    // Signing is a choice for one card: the next one is anonymous again.
    setDraft({ ...empty, themeId });
    setChosen(null);
    setAdded(sentenceOf(orders, room.get().workshop, text));
    setWrittenIn(phase);
  };
  const late = may !== true && writtenIn !== phase && draft.text !== '';
  return (
    <Sheet
      title={text(kind === 'need' ? 'board.needTitle' : 'board.offerTitle')}
      closeLabel={text('board.close')}
      onClose={close}
      foot={
        <div className={css.foot}>
          <Button
            look="primary"
            large
            icon={<Plus aria-hidden />}
            refusal={may === true || late ? null : refusalText(may)}
            onClick={() => add([draft.text])}
          >
            {text('board.add')}
          </Button>
        </div>
      }
    >
      <div className={css.form}>
        {added !== null && narrow ? (
          <p className={css.done} role="status">
            <Check aria-hidden />
            <span>{added}</span>
            {undoable === null ? null : (
              <Button
                look="quiet"
                onClick={() => {
                  undoable.undo();
                  setAdded(null);
                }}
              >
                {text('board.undoShort')}
              </Button>
            )}
          </p>
        ) : null}
        <Question />
        {other === true && may === true ? (
          // biome-ignore lint/a11y/useSemanticElements: two buttons that look like one switch
          <div className={css.kinds} role="group" aria-label={text('board.kind')}>
            {(['need', 'offer'] as const).map((each) => (
              <Choice
                key={each}
                type="radio"
                name="kind"
                checked={kind === each}
                onChange={() => open({ is: 'write', kind: each })}
              >
                {text(`board.${each}`)}
              </Choice>
            ))}
          </div>
        ) : null}
        <TextField
          ref={field}
          label={text(kind === 'need' ? 'board.needText' : 'board.offerText')}
          help={text(kind === 'need' ? 'board.needHelp' : 'board.offerHelp')}
          error={error}
          value={draft.text}
          language={draft.language}
          onChange={(value) => {
            setError(null);
            change({ text: value, language: chosen ?? writtenLanguage(value, language) });
          }}
          onSubmit={() => add([draft.text])}
        />
        {kind === 'need' && lines.length > 0 && (may === true || late) ? (
          <div className={css.separate}>
            <p>
              <b>{text('board.separate', { count: lines.length })}</b>
              {text('board.separateLine')}
            </p>
            <Button icon={<ListPlus aria-hidden />} onClick={() => add(lines)}>
              {text('board.addMany', { count: lines.length })}
            </Button>
          </div>
        ) : null}
        {phase === 'write' ? (
          <p className={css.private}>
            <Lock aria-hidden />
            <span>{text('board.onlyYouUntilShare')}</span>
          </p>
        ) : null}
        <div className={css.two}>
          <ThemeSelect value={draft.themeId} onChange={(themeId) => change({ themeId })} />
          <LanguageSelect
            value={draft.language}
            onChange={(wanted) => {
              setChosen(wanted);
              change({ language: wanted });
            }}
          />
        </div>
        <Choice
          checked={draft.signed}
          note={draft.signed ? undefined : text('board.anonymous')}
          onChange={(event) => change({ signed: event.target.checked })}
        >
          {text('board.signed', { name: me?.name ?? '' })}
        </Choice>
      </div>
    </Sheet>
  );
}
