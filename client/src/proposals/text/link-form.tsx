import { type FormEvent, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Input } from '../../design/field.tsx';
import { useText } from '../../state/hooks.ts';
import css from './text.module.css';

/** Asks where a link leads. What the text may not hold is said here, before it is in the text. */
export function LinkForm({
  start,
  onSet,
  onRemove,
  onClose,
}: {
  readonly start: string;
  /** False where such an address cannot be used. */
  readonly onSet: (href: string) => boolean;
  readonly onRemove: (() => void) | null;
  readonly onClose: () => void;
}) {
  const text = useText();
  const [href, setHref] = useState(start);
  const [wrong, setWrong] = useState(false);
  const set = (event: FormEvent) => {
    event.preventDefault();
    const typed = href.trim();
    // "esempio.it" is what people type.
    const whole = /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(\/.*)?$/u.test(typed)
      ? `https://${typed}`
      : typed;
    setWrong(!onSet(whole));
  };
  return (
    <form
      className={css.link}
      onSubmit={set}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <Input
        label={text('proposals.linkAddress')}
        help={text('proposals.linkHelp')}
        error={wrong ? text('proposals.linkWrong') : null}
        autoFocus
        inputMode="url"
        dir="ltr"
        value={href}
        onChange={({ target }) => setHref(target.value)}
      />
      <div className={css.linkButtons}>
        <Button type="submit">{text('proposals.linkSet')}</Button>
        {onRemove === null ? null : (
          <Button look="quiet" onClick={onRemove}>
            {text('proposals.linkRemove')}
          </Button>
        )}
        <Button look="quiet" onClick={onClose}>
          {text('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
