/**
 * The role of one seat, and the way to give another. A menu and not a field: in a field every
 * arrow key would give a role on its way to the one that is meant. Roles that open the whole
 * room are asked about first.
 */
import { type Refusal, ROLES, type Role, type Seat } from '@tavolo/model';
import { Check, ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { useRefusalText, useRoom, useText } from '../state/hooks.ts';
import { type GuardedRole, isGuarded, RoleDialog } from './role-dialog.tsx';
import css from './roster-section.module.css';

export function RoleMenu({ seat }: { readonly seat: Seat }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [asking, setAsking] = useState<GuardedRole | null>(null);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const name = seat.name || text('common.nameless');
  const give = (role: Role) => {
    setAsking(null);
    const refusal = room.send({ type: 'setRole', seatId: seat.id, role });
    setRefused(refusal);
    // The toast that offers the way back says it too.
    if (refusal === null && room.get().undoable === null) {
      announce(text('common.roleSet', { name, role: text(`common.role.${role}`) }));
    }
  };
  const choose = (role: Role) => {
    if (role === seat.role) return;
    if (isGuarded(role)) setAsking(role);
    else give(role);
  };
  return (
    <>
      <Menu
        label={text('common.roleOf', { name })}
        look={{ look: 'outline' }}
        triggerClassName={css.role}
        triggerName={`${text('common.roleOf', { name })}: ${text(`common.role.${seat.role}`)}`}
        trigger={
          <>
            {text(`common.role.${seat.role}`)}
            <ChevronDown aria-hidden />
          </>
        }
      >
        {ROLES.map((role) => (
          <MenuItem
            key={role}
            icon={role === seat.role ? <Check aria-hidden /> : undefined}
            onAction={() => choose(role)}
          >
            {text(`common.role.${role}`)}
          </MenuItem>
        ))}
      </Menu>
      {refused === null ? null : (
        <small role="alert" className={css.error}>
          {refusalText(refused)}
        </small>
      )}
      {asking === null ? null : (
        <RoleDialog
          name={name}
          role={asking}
          onGive={() => give(asking)}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
