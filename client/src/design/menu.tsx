/**
 * Menus: words with one icon, 44 px rows, what destroys comes last after a line. A menu is
 * opened by its own ⋯ (`Menu`), or hung on an element that is already there (`MenuAt`), so
 * that a wall of a thousand cards needs one menu and not a thousand.
 */
import { Ellipsis } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  MenuTrigger,
  Popover,
  Button as Pressable,
  Separator,
} from 'react-aria-components';
import { announce } from './announce.tsx';
import { type ButtonLook, lookOf } from './button.tsx';
import { classNames } from './class-names.ts';
import css from './menu.module.css';

type Placement = 'bottom start' | 'bottom end' | 'top start' | 'top end';

/** A button and its menu. Without `trigger` it is ⋯, named by `label`. */
export function Menu({
  label,
  trigger,
  triggerName,
  look = { look: 'quiet' },
  triggerClassName,
  placement = 'bottom end',
  children,
}: {
  /** Name of the menu, and of the button where that has no words. */
  readonly label: string;
  readonly trigger?: ReactNode;
  /** Of the button, where its words alone do not say what they are of; it begins or ends with them. */
  readonly triggerName?: string;
  readonly look?: ButtonLook;
  readonly triggerClassName?: string;
  readonly placement?: Placement;
  readonly children: ReactNode;
}) {
  return (
    <MenuTrigger>
      <Pressable
        aria-label={triggerName ?? (trigger === undefined ? label : undefined)}
        className={classNames(lookOf(look), trigger === undefined && css.dots, triggerClassName)}
      >
        {trigger ?? <Ellipsis aria-hidden />}
      </Pressable>
      <Popover placement={placement} className={css.popover ?? ''}>
        <AriaMenu aria-label={label} className={css.menu ?? ''}>
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

/** A menu hung on an element. Focus goes back to where it came from when it closes. */
export function MenuAt({
  label,
  at,
  onClose,
  placement = 'bottom end',
  children,
}: {
  readonly label: string;
  readonly at: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly placement?: Placement;
  readonly children: ReactNode;
}) {
  return (
    <Popover
      isOpen
      triggerRef={at}
      placement={placement}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={css.popover ?? ''}
    >
      <AriaMenu aria-label={label} autoFocus="first" onClose={onClose} className={css.menu ?? ''}>
        {children}
      </AriaMenu>
    </Popover>
  );
}

export interface MenuItemProps {
  readonly icon?: ReactNode;
  readonly onAction: () => void;
  /** Why it cannot be done now: greyed, still reachable, the sentence under it. */
  readonly refusal?: string | null;
  readonly danger?: boolean;
  /** A second, quieter line. */
  readonly note?: ReactNode;
  /** A single key that does the same. */
  readonly shortcut?: string;
  /** Words for typing ahead, where the children are more than words. */
  readonly words?: string;
  readonly children: ReactNode;
}

export function MenuItem({
  icon,
  onAction,
  refusal = null,
  danger,
  note,
  shortcut,
  words,
  children,
}: MenuItemProps) {
  const refused = refusal !== null;
  return (
    <AriaMenuItem
      className={classNames(css.item, danger && css.danger, refused && css.refused)}
      textValue={words ?? (typeof children === 'string' ? children : undefined)}
      shouldCloseOnSelect={!refused}
      onAction={refused ? () => announce(refusal) : onAction}
    >
      {icon ?? <span className={css.noIcon} />}
      <span className={css.words}>
        {children}
        {refused || note ? <span className={css.note}>{refusal ?? note}</span> : null}
      </span>
      {shortcut === undefined ? null : <kbd className={css.key}>{shortcut}</kbd>}
    </AriaMenuItem>
  );
}

export function MenuSeparator() {
  return <Separator className={css.separator ?? ''} />;
}
