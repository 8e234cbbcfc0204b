import type { ReactNode } from 'react';
import { useDesk } from '../board/desk.tsx';
import { Button } from '../design/button.tsx';
import { useMay, useRefusalText, useRoomState, useText } from '../state/hooks.ts';
import css from './list.module.css';

/** The one thing to do on a phone, at the bottom, above the keyboard. */
export function AddBar({ icon }: { readonly icon: ReactNode }) {
  const text = useText();
  const refusalText = useRefusalText();
  const { open } = useDesk();
  const role = useRoomState((state) => state.me?.role);
  const mayNeed = useMay('addNeed');
  const mayOffer = useMay('addOffer');
  const kind = mayNeed !== true && mayOffer === true ? 'offer' : 'need';
  const may = kind === 'need' ? mayNeed : mayOffer;
  if (role === 'observer') return null;
  return (
    <div className={css.add}>
      <Button
        look="primary"
        large
        wide
        icon={icon}
        refusal={may === true ? null : refusalText(may)}
        reason="below"
        onClick={() => open({ is: 'write', kind })}
      >
        {text(kind === 'need' ? 'board.addNeed' : 'board.addOffer')}
      </Button>
    </div>
  );
}
