/** "Everybody here" and the break: what whoever leads says to the whole room. */
import { Coffee, Eye, EyeOff, Users } from 'lucide-react';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useRoom, useText, useWorkshop } from '../state/hooks.ts';

/** `short` is the sign alone, where there is no room for words. */
export function RoomMenu({ short }: { readonly short?: boolean }) {
  const text = useText();
  const room = useRoom();
  const spotlight = useWorkshop((workshop) => workshop.spotlight);
  const paused = useWorkshop((workshop) => workshop.paused);
  const call = (hold: boolean) => room.send({ type: 'setSpotlight', at: { kind: 'wall' }, hold });
  return (
    <Menu
      label={text('care.roomMenu')}
      placement="top start"
      trigger={
        <>
          <Users aria-hidden />
          {short ? <VisuallyHidden>{text('care.all')}</VisuallyHidden> : text('care.all')}
        </>
      }
    >
      <MenuItem
        icon={<Users aria-hidden />}
        note={text('care.allToWallLine')}
        words={text('care.allToWall')}
        onAction={() => call(true)}
      >
        {text('care.allToWall')}
      </MenuItem>
      <MenuItem
        icon={<Eye aria-hidden />}
        note={text('care.comeLine')}
        words={text('care.come')}
        onAction={() => call(false)}
      >
        {text('care.come')}
      </MenuItem>
      {spotlight === null ? null : (
        <MenuItem
          icon={<EyeOff aria-hidden />}
          onAction={() => room.send({ type: 'setSpotlight', at: null, hold: false })}
        >
          {text('care.letGo')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem
        icon={<Coffee aria-hidden />}
        note={paused ? undefined : text('care.pauseDoLine')}
        words={text(paused ? 'care.pauseEnd' : 'care.pauseDo')}
        onAction={() => room.send({ type: 'setPause', on: !paused })}
      >
        {text(paused ? 'care.pauseEnd' : 'care.pauseDo')}
      </MenuItem>
    </Menu>
  );
}
