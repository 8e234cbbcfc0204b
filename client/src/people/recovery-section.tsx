/** The owner's way back, made anew where the old link was lost. Shown once, as the first time. */
import type { RenewedRecovery } from '@tavolo/protocol';
import { CircleAlert, KeyRound } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { CopyLine } from '../design/copy-code.tsx';
import { Note } from '../design/note.tsx';
import { openApi } from '../state/api.ts';
import { useText, useWorkshop } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

export function RecoverySection() {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id);
  const [link, setLink] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const renew = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await openApi().post<RenewedRecovery>(`/api/workshops/${id}/recovery`, {});
    setBusy(false);
    if (answer.is === 'ok') setLink(answer.value.ownerRecoveryUrl);
    else setFailure(answer.is === 'refused' ? answer.refusal.message : text('common.unreachable'));
  };
  return (
    <PanelSection title={text('common.recovery')}>
      <p className={css.quiet}>
        {text(link === null ? 'common.recoveryLine' : 'common.recoveryNew')}
      </p>
      {link === null ? <p className={css.quiet}>{text('care.dropLine')}</p> : null}
      {link === null ? (
        <Button icon={<KeyRound aria-hidden />} disabled={busy} onClick={() => void renew()}>
          {text('common.recoveryDo')}
        </Button>
      ) : (
        <div className={css.stretch}>
          <CopyLine
            value={link}
            label={text('common.copyLink')}
            copied={text('common.copied')}
            byHand={text('common.copyByHand')}
          />
        </div>
      )}
      {failure === null ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {failure}
        </Note>
      )}
    </PanelSection>
  );
}
