/**
 * A modal window. Only for changing phase, for deleting for good and for forms that stand
 * alone: everything else happens in place. Escape and the quiet button close it.
 */
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import css from './dialog.module.css';

export function Dialog({
  title,
  onClose,
  closeLabel,
  wide,
  alert,
  actions,
  children,
}: {
  readonly title: string;
  readonly onClose: () => void;
  /** Name of the × at the top. */
  readonly closeLabel: string;
  readonly wide?: boolean;
  /** For what cannot be taken back: read at once, not closed by a click beside it. */
  readonly alert?: boolean;
  /** The buttons at the foot: the one that does it first. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <ModalOverlay
      isOpen
      isDismissable={!alert}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={css.overlay ?? ''}
    >
      <Modal className={classNames(css.modal, wide && css.wide)}>
        <AriaDialog role={alert ? 'alertdialog' : 'dialog'} className={css.dialog ?? ''}>
          <div className={css.head}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label={closeLabel} icon={<X aria-hidden />} onClick={onClose} />
          </div>
          <div className={css.body}>{children}</div>
          {actions ? <div className={css.actions}>{actions}</div> : null}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
