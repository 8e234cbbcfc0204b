/** Whoever gets another role reads so: buttons that come and go without a word confuse. */
import { useEffect, useRef } from 'react';
import { announce } from '../design/announce.tsx';
import { showToast } from '../design/toast.tsx';
import { useRoomState, useText } from '../state/hooks.ts';

export function RoleChange() {
  const text = useText();
  const role = useRoomState((state) => state.me?.role ?? null);
  const before = useRef(role);
  useEffect(() => {
    const known = before.current;
    before.current = role;
    if (known === null || role === null || known === role) return;
    const sentence = text('common.roleNow', { role: text(`common.role.${role}`) });
    announce(sentence);
    showToast({ sentence });
  }, [role, text]);
  return null;
}
