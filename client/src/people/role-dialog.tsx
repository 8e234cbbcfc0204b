/** Asks before somebody is let into what only whoever leads may do, and says what that is. */
import type { Role } from '@tavolo/model';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useText } from '../state/hooks.ts';

export type GuardedRole = 'facilitator' | 'co-facilitator';

export function isGuarded(role: Role): role is GuardedRole {
  return role === 'facilitator' || role === 'co-facilitator';
}

export function RoleDialog({
  name,
  role,
  onGive,
  onClose,
}: {
  readonly name: string;
  readonly role: GuardedRole;
  readonly onGive: () => void;
  readonly onClose: () => void;
}) {
  const text = useText();
  return (
    <Dialog
      title={text('common.roleGiveTitle', { name, role: text(`common.role.${role}`) })}
      closeLabel={text('common.close')}
      onClose={onClose}
      actions={
        <>
          <Button look="primary" onClick={onGive}>
            {text('common.roleGive')}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text('common.cancel')}
          </Button>
        </>
      }
    >
      <p>{text(`common.roleGives.${role}`)}</p>
    </Dialog>
  );
}
