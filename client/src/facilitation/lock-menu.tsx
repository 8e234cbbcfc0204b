/** Keeps the wall as it is while people talk: all of it, or one theme. For whoever leads. */
import { Lock, LockOpen } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useMayLead, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';

/** `short` is the sign alone, where there is no room for words. */
export function LockMenu({ short }: { readonly short?: boolean }) {
  const text = useText();
  const refusalText = useRefusalText();
  const act = useAct();
  const may = useMayLead();
  const lock = useWorkshop((workshop) => workshop.lock);
  const table = useWorkshop((workshop) => workshop.themes);
  const themes = [...table.values()].sort((a, b) => a.position - b.position);
  const refusal = may === true ? null : refusalText(may);
  const locked = lock.everything || lock.themeIds.length > 0;
  const Sign = locked ? Lock : LockOpen;
  const name = text(locked ? 'facilitation.locked' : 'facilitation.lock');
  return (
    <Menu
      label={text('facilitation.lockMenu')}
      placement="top start"
      look={{ look: 'quiet' }}
      trigger={
        <>
          <Sign aria-hidden />
          {short ? <VisuallyHidden>{name}</VisuallyHidden> : name}
        </>
      }
    >
      <MenuItem
        icon={lock.everything ? <LockOpen aria-hidden /> : <Lock aria-hidden />}
        note={text('facilitation.lockLine')}
        words={text('facilitation.lockAll')}
        refusal={refusal}
        onAction={() => act({ type: 'setLock', scope: 'everything', on: !lock.everything })}
      >
        {text(lock.everything ? 'facilitation.unlockAll' : 'facilitation.lockAll')}
      </MenuItem>
      {themes.length === 0 ? null : <MenuSeparator />}
      {themes.map(({ id, name: theme, colour }) => {
        const on = lock.themeIds.includes(id);
        return (
          <MenuItem
            key={id}
            words={theme}
            refusal={refusal}
            icon={<ThemeGlyph colour={colour} />}
            onAction={() => act({ type: 'setLock', scope: { themeId: id }, on: !on })}
          >
            {text(on ? 'facilitation.unlockTheme' : 'facilitation.lockTheme', { name: theme })}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
