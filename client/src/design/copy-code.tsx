/** A code or a link with its own way onto the clipboard; "copied" is shown and said. */
import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { copyText } from './copy.ts';
import css from './copy-code.module.css';

interface CopyWords {
  /** "Copied" */
  readonly copied: string;
  /** What to do where the browser does not allow it: select and copy by hand. */
  readonly byHand: string;
}

type Outcome = 'none' | 'copied' | 'by-hand';

/** Long enough to be seen, short enough that the button is itself again when needed. */
const SAID_MS = 3_000;

function useCopy(value: string, words: CopyWords) {
  const [outcome, setOutcome] = useState<Outcome>('none');
  const shown = useRef<HTMLElement>(null);
  useEffect(() => {
    if (outcome !== 'copied') return;
    const timer = setTimeout(() => setOutcome('none'), SAID_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = async () => {
    const done = await copyText(value);
    setOutcome(done ? 'copied' : 'by-hand');
    announce(done ? words.copied : words.byHand);
    if (!done && shown.current !== null) window.getSelection()?.selectAllChildren(shown.current);
  };
  return { outcome, copy, shown };
}

/** A code on the bar: the whole sign is the button. */
export function CopyCode({
  value,
  shown = value,
  label,
  ...words
}: CopyWords & {
  readonly value: string;
  /** As people read it, where that differs from what is copied. */
  readonly shown?: string;
  readonly label: string;
}) {
  const { outcome, copy, shown: element } = useCopy(value, words);
  return (
    <button
      type="button"
      className={css.code}
      aria-label={`${label}: ${shown}`}
      title={outcome === 'by-hand' ? words.byHand : label}
      onClick={() => void copy()}
    >
      <span ref={element} dir="ltr">
        {outcome === 'copied' ? words.copied : shown}
      </span>
      {outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
    </button>
  );
}

/** A link in full with a button beside it. */
export function CopyLine({
  value,
  label,
  ...words
}: CopyWords & { readonly value: string; readonly label: string }) {
  const { outcome, copy, shown } = useCopy(value, words);
  return (
    <div className={css.line}>
      <code ref={shown} dir="ltr">
        {value}
      </code>
      <Button
        icon={outcome === 'copied' ? <Check aria-hidden /> : <Copy aria-hidden />}
        onClick={() => void copy()}
      >
        {outcome === 'copied' ? words.copied : label}
      </Button>
      {outcome === 'by-hand' ? <p>{words.byHand}</p> : null}
    </div>
  );
}
