/** Words that the server did not take: beside the text, until somebody has them or lets them go. */
import { ClipboardCopy, MessageCircleWarning, Trash2 } from 'lucide-react';
import { announce } from '../../design/announce.tsx';
import { Button } from '../../design/button.tsx';
import { copyText } from '../../design/copy.ts';
import { Note } from '../../design/note.tsx';
import type { UnsentWords as Unsent } from '../../state/contract.ts';
import { useRoom, useText, useUnsentWords, useWorkshop } from '../../state/hooks.ts';
import css from './text.module.css';

export function UnsentWords({ document }: { readonly document: string }) {
  const all = useUnsentWords(document);
  return (
    <>
      {all.map((words) => (
        <UnsentNote key={words.id} unsent={words} />
      ))}
    </>
  );
}

function UnsentNote({ unsent: { id, words, reason } }: { readonly unsent: Unsent }) {
  const text = useText();
  const room = useRoom();
  const language = useWorkshop((workshop) => workshop.language);
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
          <Button icon={<ClipboardCopy aria-hidden />} onClick={() => void copy()}>
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
    </section>
  );
}
