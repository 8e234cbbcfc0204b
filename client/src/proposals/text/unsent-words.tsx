/**
 * Words that the server did not take: beside the text, until somebody has put them elsewhere
 * or lets them go. Where one may write they go into a text, else into an amendment.
 */
import { textNameOf } from '@tavolo/documents';
import { mayWriteSheet, proposalsInOrder } from '@tavolo/model';
import {
  ClipboardCopy,
  MessageCircleWarning,
  PenLine,
  TextCursorInput,
  Trash2,
} from 'lucide-react';
import { useMemo, useState } from 'react';
import { announce } from '../../design/announce.tsx';
import { Button } from '../../design/button.tsx';
import { copyText } from '../../design/copy.ts';
import { navigate } from '../../design/link.tsx';
import { Menu, MenuItem } from '../../design/menu.tsx';
import { Note } from '../../design/note.tsx';
import type { UnsentWords as Unsent } from '../../state/contract.ts';
import {
  useMay,
  useRoom,
  useRoomState,
  useText,
  useUnsentWords,
  useWorkshop,
} from '../../state/hooks.ts';
import { AmendmentForm } from '../amendment-form.tsx';
import { proposalPath } from '../paths.ts';
import { useSheetIfAny } from '../sheet-context.tsx';
import css from './text.module.css';

/** Puts words at the end of this text; null where this seat may not write it, or not now. */
type Append = ((words: string) => void) | null;

export function UnsentWords({
  document,
  append,
}: {
  readonly document: string;
  readonly append: Append;
}) {
  const all = useUnsentWords(document);
  return (
    <>
      {all.map((words) => (
        <UnsentNote key={words.id} unsent={words} append={append} />
      ))}
    </>
  );
}

function UnsentNote({ unsent, append }: { readonly unsent: Unsent; readonly append: Append }) {
  const { id, words, reason } = unsent;
  const text = useText();
  const room = useRoom();
  const language = useWorkshop((workshop) => workshop.language);
  const [amending, setAmending] = useState(false);
  const copy = async () => {
    const copied = await copyText(words);
    announce(text(copied ? 'proposals.unsentCopied' : 'proposals.unsentByHand'));
  };
  return (
    <section className={css.unsent} aria-label={text('proposals.unsentTitle')}>
      <Note status tone="warn" icon={<MessageCircleWarning aria-hidden />}>
        <b>{text('proposals.unsentTitle')}</b> {text(`proposals.unsent.${reason}`)}
        <blockquote lang={language} dir="auto">
          {words}
        </blockquote>
        <span className={css.unsentButtons}>
          {/* What was taken out and is still in the text need not go anywhere. */}
          {reason === 'deletion' ? null : (
            <WaysOn unsent={unsent} append={append} onAmend={() => setAmending(true)} />
          )}
          <Button look="quiet" icon={<ClipboardCopy aria-hidden />} onClick={() => void copy()}>
            {text('proposals.unsentCopy')}
          </Button>
          <Button
            look="quiet"
            icon={<Trash2 aria-hidden />}
            onClick={() => room.unsent.dismiss(id)}
          >
            {text('proposals.unsentDismiss')}
          </Button>
        </span>
      </Note>
      {amending ? (
        <AmendmentForm
          begin={words}
          onProposed={() => room.unsent.dismiss(id)}
          onCancel={() => setAmending(false)}
        />
      ) : null}
    </section>
  );
}

/** Into this text, into another, or into an amendment: whatever this seat may do now. */
function WaysOn({
  unsent: { id, words },
  append,
  onAmend,
}: {
  readonly unsent: Unsent;
  readonly append: Append;
  readonly onAmend: () => void;
}) {
  const text = useText();
  const room = useRoom();
  const here = useSheetIfAny()?.proposal.id;
  const { workshop, me } = useRoomState();
  // An amendment is to a proposal; notes have none.
  const mayAmend = useMay('proposeAmendment') === true && here !== undefined;
  const others = useMemo(() => {
    if (me === null) return [];
    return proposalsInOrder(workshop).filter(
      (each) => each.id !== here && mayWriteSheet(workshop, me, each) === true,
    );
  }, [workshop, me, here]);
  return (
    <>
      {append === null ? null : (
        <Button
          icon={<TextCursorInput aria-hidden />}
          onClick={() => {
            append(words);
            room.unsent.dismiss(id);
            announce(text('proposals.unsentAppended'));
          }}
        >
          {text('proposals.unsentAppend')}
        </Button>
      )}
      {append === null && mayAmend ? (
        <Button icon={<PenLine aria-hidden />} onClick={onAmend}>
          {text('proposals.unsentPropose')}
        </Button>
      ) : null}
      {others.length === 0 ? null : (
        <Menu
          label={text('proposals.unsentElsewhere')}
          trigger={text('proposals.unsentElsewhere')}
          placement="bottom start"
        >
          {others.map((other) => (
            <MenuItem
              key={other.id}
              onAction={() => {
                room.unsent.move(id, textNameOf(other.id));
                navigate(proposalPath(workshop.id ?? '', other.id));
              }}
            >
              {other.fields.title}
            </MenuItem>
          ))}
        </Menu>
      )}
    </>
  );
}
