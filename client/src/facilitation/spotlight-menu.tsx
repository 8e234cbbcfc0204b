/** Calls everybody to one thing: two entries in its menu, or a menu of their own where it has none. */
import type { SpotlightTarget } from '@tavolo/model';
import { Eye, EyeOff, Users } from 'lucide-react';
import { useAct } from '../board/desk.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { useMay, useText, useWorkshop } from '../state/hooks.ts';

/** What whoever leads may ask of everybody here; empty for the others. Put it into a menu. */
export function useSpotlightItems(at: SpotlightTarget) {
  const text = useText();
  const act = useAct();
  const leads = useMay('call') === true;
  const spotlight = useWorkshop((workshop) => workshop.spotlight);
  if (!leads) return null;
  const send = (target: SpotlightTarget | null, hold: boolean) =>
    act({ type: 'setSpotlight', at: target, hold });
  if (JSON.stringify(spotlight?.at) === JSON.stringify(at)) {
    return (
      <MenuItem icon={<EyeOff aria-hidden />} onAction={() => send(null, false)}>
        {text('care.letGo')}
      </MenuItem>
    );
  }
  return (
    <>
      <MenuItem icon={<Eye aria-hidden />} onAction={() => send(at, false)}>
        {text('care.comeHere')}
      </MenuItem>
      <MenuItem icon={<Users aria-hidden />} onAction={() => send(at, true)}>
        {text('care.allHere')}
      </MenuItem>
    </>
  );
}

/** `short` is ⋯ alone, where there is no room for words. */
export function SpotlightMenu({
  at,
  short,
}: {
  readonly at: SpotlightTarget;
  readonly short?: boolean;
}) {
  const text = useText();
  const items = useSpotlightItems(at);
  if (items === null) return null;
  if (short) return <Menu label={text('care.lookHere')}>{items}</Menu>;
  return (
    <Menu
      label={text('care.lookHere')}
      look={{ look: 'quiet' }}
      trigger={
        <>
          <Eye aria-hidden />
          {text('care.lookHere')}
        </>
      }
    >
      {items}
    </Menu>
  );
}
