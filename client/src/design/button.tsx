/**
 * Buttons. One filled button a screen; outlined for the second; quiet for the rest. A
 * refused button is greyed but stays focusable, and says why in words beside it: hiding
 * it would leave people looking for it.
 */
import { type ComponentProps, type MouseEvent, type ReactNode, type Ref, useId } from 'react';
import css from './button.module.css';
import { classNames } from './class-names.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface ButtonLook {
  /** `outline` where nothing is said. */
  readonly look?: 'primary' | 'outline' | 'quiet' | 'danger';
  /** 52 px: the one thing to do. */
  readonly large?: boolean;
  readonly wide?: boolean;
  /** A lucide icon before the words. */
  readonly icon?: ReactNode;
  readonly iconAfter?: ReactNode;
}

export interface ButtonProps extends ButtonLook, Omit<ComponentProps<'button'>, 'ref'> {
  readonly ref?: Ref<HTMLButtonElement>;
  /** The sentence that says why it cannot be done now; null or absent where it can. */
  readonly refusal?: string | null;
  /** `read`: the reason is for screen readers and the tooltip, where there is no room for it. */
  readonly reason?: 'beside' | 'below' | 'read';
}

export function Button({
  look,
  large,
  wide,
  icon,
  iconAfter,
  refusal = null,
  reason = 'beside',
  className,
  children,
  onClick,
  type = 'button',
  ...rest
}: ButtonProps) {
  const reasonId = useId();
  const refused = refusal !== null;
  const button = (
    <button
      {...rest}
      type={refused ? 'button' : type}
      className={classNames(lookOf({ look, large, wide }), className)}
      aria-disabled={refused || rest['aria-disabled']}
      aria-describedby={refused ? reasonId : rest['aria-describedby']}
      title={refused && reason === 'read' ? refusal : rest.title}
      onClick={refused ? stop : onClick}
    >
      {icon}
      {children}
      {iconAfter}
    </button>
  );
  if (!refused) return button;
  if (reason === 'read') {
    return (
      <>
        {button}
        <VisuallyHidden id={reasonId}>{refusal}</VisuallyHidden>
      </>
    );
  }
  return (
    <span className={classNames(css.refused, reason === 'below' && css.below)}>
      {button}
      <span className={css.reason} id={reasonId}>
        {refusal}
      </span>
    </span>
  );
}

/** A link that looks like a button: for going somewhere. */
export function ButtonLink({
  look,
  large,
  wide,
  icon,
  iconAfter,
  className,
  children,
  ...rest
}: ButtonLook & ComponentProps<'a'>) {
  return (
    <a {...rest} className={classNames(lookOf({ look, large, wide }), className)}>
      {icon}
      {children}
      {iconAfter}
    </a>
  );
}

/** Only in toolbars and for ⋯: elsewhere buttons have words. `label` is read and shown as a tooltip. */
export function IconButton({
  label,
  icon,
  className,
  ...rest
}: Omit<ButtonProps, 'children' | 'reason' | 'large' | 'wide'> & {
  readonly label: string;
  readonly icon: ReactNode;
}) {
  return (
    <Button
      look="quiet"
      title={label}
      aria-label={label}
      {...rest}
      reason="read"
      icon={icon}
      className={classNames(css.icon, className)}
    />
  );
}

/** The class of a button, for library parts that bring their own element. */
export function lookOf({ look = 'outline', large, wide }: ButtonLook): string {
  return classNames(css.button, css[look], large && css.large, wide && css.wide);
}

function stop(event: MouseEvent): void {
  event.preventDefault();
}
