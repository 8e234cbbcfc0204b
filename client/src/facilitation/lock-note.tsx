/** What is locked, said in place to everybody: a greyed button alone would look broken. */
import { Lock } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { Button } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import { useLeads, useMayLead, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';

export function LockNote() {
  const text = useText();
  const refusalText = useRefusalText();
  const act = useAct();
  const may = useMayLead();
  const lock = useWorkshop((workshop) => workshop.lock);
  const themes = useWorkshop((workshop) => workshop.themes);
  const leads = useLeads();
  const names = lock.themeIds.map((id) => themes.get(id)?.name ?? '').filter(Boolean);
  if (!lock.everything && names.length === 0) return null;
  const unlock = () => {
    if (lock.everything) return act({ type: 'setLock', scope: 'everything', on: false });
    return act(
      lock.themeIds.map((themeId) => ({ type: 'setLock', scope: { themeId }, on: false }) as const),
    );
  };
  return (
    <Note
      status
      icon={<Lock aria-hidden />}
      actions={
        leads ? (
          <Button look="quiet" refusal={may === true ? null : refusalText(may)} onClick={unlock}>
            {text('facilitation.unlock')}
          </Button>
        ) : null
      }
    >
      <b>
        {lock.everything
          ? text('facilitation.lockedAll')
          : text('facilitation.lockedThemes', { count: names.length, names: names.join(', ') })}
      </b>{' '}
      {text('facilitation.lockedLine')}
    </Note>
  );
}
