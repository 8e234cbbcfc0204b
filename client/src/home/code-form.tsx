/**
 * "Do you have a code?" It is checked here before one leaves the page, so that a slip is
 * put right beside the field, with what was typed still in it.
 */
import { type JoinPreview, normaliseCode, shownCode } from '@tavolo/protocol';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useId, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { openApi } from '../state/api.ts';
import { useText } from '../state/hooks.ts';
import css from './code-form.module.css';
import { codeProblem } from './code-problem.ts';

export function CodeForm() {
  const text = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const refuse = (sentence: string) => {
    setProblem(sentence);
    setBusy(false);
    input.current?.focus();
  };
  const enter = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const slip = codeProblem(typed);
    if (slip !== null) return refuse(text(slip.key, slip.params));
    setBusy(true);
    setProblem(null);
    const code = normaliseCode(typed);
    const answer = await openApi().get<JoinPreview>(`/api/join/${code}`);
    if (answer.is === 'refused') return refuse(answer.refusal.message);
    if (answer.is === 'unreachable') return refuse(text('common.unreachable'));
    const { closed, title } = answer.value;
    if (closed) return refuse(text('home.codeClosed', { title }));
    window.location.assign(`/j/${shownCode(code)}`);
  };

  return (
    <form className={css.form} onSubmit={(event) => void enter(event)} noValidate>
      <label htmlFor={id}>{text('home.haveCode')}</label>
      <div className={css.line}>
        <input
          ref={input}
          id={id}
          className={css.input}
          dir="ltr"
          value={typed}
          placeholder={text('home.codeExample')}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
          aria-invalid={problem !== null || undefined}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit" look="primary" large aria-busy={busy}>
          {text('home.enter')}
        </Button>
      </div>
      <div role="alert">
        {problem === null ? null : (
          <p className={css.problem} id={`${id}-problem`}>
            <CircleAlert aria-hidden />
            <span>{problem}</span>
          </p>
        )}
      </div>
    </form>
  );
}
