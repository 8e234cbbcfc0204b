/** Who leads a table: the entries of a seat's menu that give that role, or another one back. */
import type { Role, Seat } from '@tavolo/model';
import { Crown } from 'lucide-react';
import { MenuItem, MenuSeparator } from '../design/menu.tsx';
import { useText } from '../state/hooks.ts';
import { rolesBeside } from './roles-beside.ts';
import { useSend } from './use-send.ts';

const WORDS = {
  'table-host': { item: 'tables.host', said: 'tables.hostsNow' },
  participant: { item: 'tables.unhost.participant', said: 'tables.hostsNoMore' },
  partner: { item: 'tables.unhost.partner', said: 'tables.hostsNoMore' },
} as const satisfies Partial<Record<Role, unknown>>;

export function HostItems({ seat, name }: { readonly seat: Seat; readonly name: string }) {
  const text = useText();
  const { send } = useSend();
  const roles = rolesBeside(seat);
  if (roles.length === 0) return null;
  return (
    <>
      {roles.map((role) => (
        <MenuItem
          key={role}
          icon={<Crown aria-hidden />}
          onAction={() =>
            send({ type: 'setRole', seatId: seat.id, role }, text(WORDS[role].said, { name }))
          }
        >
          {text(WORDS[role].item)}
        </MenuItem>
      ))}
      <MenuSeparator />
    </>
  );
}
