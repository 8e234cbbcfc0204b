/** "Everybody here" and the break: what whoever leads says to the whole room. */
import { Coffee, Eye, EyeOff, Users } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { useMay, useMayLead, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';

/** `short` is the sign alone, where there is no room for words. */
export function RoomMenu({ short }: { readonly short?: boolean }) {
  const text = useText();
  const refusalText = useRefusalText();
  const act = useAct();
  const mayCall = useMay('call');
  const mayLead = useMayLead();
  const spotlight = useWorkshop((workshop) => workshop.spotlight);
  const paused = useWorkshop((workshop) => workshop.paused);
  const noCall = mayCall === true ? null : refusalText(mayCall);
  const call = (hold: boolean) => act({ type: 'setSpotlight', at: { kind: 'wall' }, hold });
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
        refusal={noCall}
        onAction={() => call(true)}
      >
        {text('care.allToWall')}
      </MenuItem>
      <MenuItem
        icon={<Eye aria-hidden />}
        note={text('care.comeLine')}
        words={text('care.come')}
        refusal={noCall}
        onAction={() => call(false)}
      >
        {text('care.come')}
      </MenuItem>
      {spotlight === null ? null : (
        <MenuItem
          icon={<EyeOff aria-hidden />}
          refusal={noCall}
          onAction={() => act({ type: 'setSpotlight', at: null, hold: false })}
        >
          {text('care.letGo')}
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem
        icon={<Coffee aria-hidden />}
        note={paused ? undefined : text('care.pauseDoLine')}
        words={text(paused ? 'care.pauseEnd' : 'care.pauseDo')}
        refusal={mayLead === true ? null : refusalText(mayLead)}
        onAction={() => act({ type: 'setPause', on: !paused })}
      >
        {text(paused ? 'care.pauseEnd' : 'care.pauseDo')}
      </MenuItem>
    </Menu>
  );
}
