/** The bar at the bottom: take back, add, make a cluster; and for the facilitator the next phase. */
import { Group, Plus, Undo2 } from 'lucide-react';
import { Button, type ButtonProps, IconButton } from '../design/button.tsx';
import { Later, later } from '../design/later.tsx';
import { TIGHT, useMedia } from '../design/media.ts';
import { Signals } from '../facilitation/signals.tsx';
import { NextPhaseButton } from '../phases/next-phase-button.tsx';
import { useLeads, useMay, useRefusalText, useRoomState, useText } from '../state/hooks.ts';
import { useDesk } from './desk.tsx';
import css from './wall.module.css';

const LockMenu = later(() => import('../facilitation/lock-menu.tsx').then((part) => part.LockMenu));
const RoomMenu = later(() => import('../facilitation/room-menu.tsx').then((part) => part.RoomMenu));

export function Dock() {
  const text = useText();
  const refusalText = useRefusalText();
  const { open } = useDesk();
  const undoable = useRoomState((state) => state.undoable);
  const role = useRoomState((state) => state.me?.role);
  const mayNeed = useMay('addNeed');
  const mayOffer = useMay('addOffer');
  const mayGroup = useMay('group');
  const leads = useLeads();
  // The next phase is the facilitator's one filled button: the others give it the room.
  const tight = useMedia(TIGHT);
  const short = tight && leads;
  // Where only offers may be added, that is what the button is for.
  const kind = mayNeed !== true && mayOffer === true ? 'offer' : 'need';
  const may = kind === 'need' ? mayNeed : mayOffer;
  const adding = (
    <Tool
      short={short}
      look={leads || may !== true ? 'quiet' : 'primary'}
      icon={<Plus aria-hidden />}
      refusal={may === true ? null : refusalText(may)}
      words={text(kind === 'need' ? 'board.addNeed' : 'board.addOffer')}
      onClick={() => open({ is: 'write', kind })}
    />
  );
  return (
    <div className={css.dock} role="toolbar" aria-label={text('board.tools')}>
      <IconButton
        label={text('board.undo')}
        icon={<Undo2 className="turns" aria-hidden />}
        refusal={undoable === null ? text('board.nothingToUndo') : null}
        onClick={() => undoable?.undo()}
      />
      {role === 'observer' ? null : (
        <>
          <span className={css.rule} />
          {leads ? adding : null}
          <Tool
            short={short}
            look="quiet"
            icon={<Group aria-hidden />}
            refusal={mayGroup === true ? null : refusalText(mayGroup)}
            words={text('board.newCluster')}
            onClick={() => open({ is: 'new-cluster', cardId: null })}
          />
          {leads ? null : adding}
          <Signals short={tight} />
        </>
      )}
      {leads ? (
        <>
          <Later>
            <LockMenu short={short} />
            <RoomMenu short={short} />
          </Later>
          <span className={css.rule} />
          <span className={css.next}>
            <NextPhaseButton />
          </span>
        </>
      ) : null}
    </div>
  );
}

/** In words; where there is no room, its sign with the words as tooltip and name. */
function Tool({
  short,
  words,
  icon,
  ...rest
}: Pick<ButtonProps, 'look' | 'icon' | 'refusal' | 'onClick'> & {
  readonly short: boolean;
  readonly words: string;
}) {
  if (short) return <IconButton label={words} icon={icon} {...rest} />;
  return (
    <Button reason="read" icon={icon} {...rest}>
      {words}
    </Button>
  );
}
