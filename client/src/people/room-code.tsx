/** The code for the whole room: read from ten metres. Nothing else on the screen, no names. */
import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Brand } from '../design/brand.tsx';
import { IconButton } from '../design/button.tsx';
import { QrCode } from '../design/qr-code.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';
import { joinLink, readCode } from './join-link.ts';
import css from './room-code.module.css';

export function RoomCode({
  origin,
  code,
  onClose,
}: {
  readonly origin: string;
  readonly code: string;
  readonly onClose: () => void;
}) {
  const text = useText();
  const title = useWorkshop((workshop) => workshop.title);
  const language = useWorkshop((workshop) => workshop.language);
  const link = joinLink(origin, code);
  return (
    <ModalOverlay
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      className={css.overlay ?? ''}
    >
      <Modal className={css.screen ?? ''}>
        <Dialog className={css.inside ?? ''}>
          <div className={css.head}>
            <Brand href="/" />
            <IconButton label={text('common.close')} icon={<X aria-hidden />} onClick={onClose} />
          </div>
          <div className={css.words}>
            <Heading slot="title" level={2} lang={language} dir="auto">
              {title}
            </Heading>
            <p>{text('common.roomScan')}</p>
            <p className={css.code} dir="ltr">
              {readCode(code)}
            </p>
            <p>{text('common.roomType', { host: `${new URL(origin).host}/j` })}</p>
          </div>
          <div className={css.qr}>
            <QrCode value={link} label={text('common.qrLabel', { link })} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
