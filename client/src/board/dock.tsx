/** The bar at the bottom: take back, add, make a cluster; and for the facilitator the next phase. */
import { Group, Plus, Undo2 } from 'lucide-react';
import { Button, IconButton } from '../design/button.tsx';
import { NextPhaseButton } from '../phases/next-phase-button.tsx';
import { useMay, useRefusalText, useRoomState, useText } from '../state/hooks.ts';
import { useDesk } from './desk.tsx';
import css from './wall.module.css';

export function Dock() {
  const text = useText();
  const refusalText = useRefusalText();
  const { open } = useDesk();
  const undoable = useRoomState((state) => state.undoable);
  const role = useRoomState((state) => state.me?.role);
  const mayNeed = useMay('addNeed');
  const mayOffer = useMay('addOffer');
  const mayGroup = useMay('group');
  const leads = role === 'facilitator';
  // Where only offers may be added, that is what the button is for.
  const kind = mayNeed !== true && mayOffer === true ? 'offer' : 'need';
  const may = kind === 'need' ? mayNeed : mayOffer;
  const adding = (
    <Button
      look={leads || may !== true ? 'quiet' : 'primary'}
      icon={<Plus aria-hidden />}
      refusal={may === true ? null : refusalText(may)}
      reason="read"
      onClick={() => open({ is: 'write', kind })}
    >
      {text(kind === 'need' ? 'board.addNeed' : 'board.addOffer')}
    </Button>
  );
  return (
    <div className={css.dock} role="toolbar" aria-label={text('board.tools')}>
      <IconButton
        label={text('board.undo')}
        icon={<Undo2 className="turns" aria-hidden />}
        refusal={undoable === null ? text('board.nothingToUndo') : null}
        onClick={() => undoable?.undo()}
      />
      <span className={css.rule} />
      {role === 'observer' ? null : (
        <>
          {leads ? adding : null}
          <Button
            look="quiet"
            icon={<Group aria-hidden />}
            refusal={mayGroup === true ? null : refusalText(mayGroup)}
            reason="read"
            onClick={() => open({ is: 'new-cluster', cardId: null })}
          >
            {text('board.newCluster')}
          </Button>
          {leads ? null : adding}
        </>
      )}
      {leads ? (
        <>
          <span className={css.rule} />
          <NextPhaseButton />
        </>
      ) : null}
    </div>
  );
}
