/**
 * A panel for things that take longer than a menu: from below on phones, where it covers
 * the page, at the end side on laptops, where the page beside it stays in use.
 */
import { X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { createPortal } from 'react-dom';
import { IconButton } from './button.tsx';
import { NARROW, useMedia } from './media.ts';
import css from './sheet.module.css';

export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly closeLabel: string;
  /** Stays at the foot while the rest scrolls. */
  readonly foot?: ReactNode;
  readonly children: ReactNode;
}

export function Sheet(props: SheetProps) {
  return useMedia(NARROW) ? <FromBelow {...props} /> : <AtTheSide {...props} />;
}

function FromBelow({ title, onClose, closeLabel, foot, children }: SheetProps) {
  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={css.overlay ?? ''}
    >
      <Modal className={css.below ?? ''}>
        <AriaDialog className={css.inside ?? ''}>
          <div className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label={closeLabel} icon={<X aria-hidden />} onClick={onClose} />
          </div>
          <div className={css.body}>{children}</div>
          {foot ? <div className={css.foot}>{foot}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function AtTheSide({ title, onClose, closeLabel, foot, children }: SheetProps) {
  const titleId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    // A field inside may have taken the focus already (autofocus); it keeps it.
    if (!heading.current?.closest('[role="dialog"]')?.contains(before)) heading.current?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.stopPropagation();
    onClose();
  };
  return createPortal(
    // Not a native dialog: menus opened from it would lie under it.
    <section role="dialog" aria-labelledby={titleId} className={css.side} onKeyDown={closeOnEscape}>
      <div className={css.head}>
        <h2 id={titleId} ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton label={closeLabel} icon={<X aria-hidden />} onClick={onClose} />
      </div>
      <div className={css.body}>{children}</div>
      {foot ? <div className={css.foot}>{foot}</div> : null}
    </section>,
    document.body,
  );
}
