/**
 * The one thing to do on a phone, at the bottom, above the keyboard: adding, or grouping where
 * that is what the phase is about. What cannot be done now is one quiet line with its reason.
 */
import type { Refusal } from '@tavolo/model';
import { Group, Plus } from 'lucide-react';
import { useId } from 'react';
import { useDesk } from '../board/desk.tsx';
import { Button } from '../design/button.tsx';
import { useMay, useRoomState, useText } from '../state/hooks.ts';
import css from './list.module.css';
import { useWhen } from './when.ts';

export function AddBar() {
  const text = useText();
  const { open } = useDesk();
  const role = useRoomState((state) => state.me?.role);
  const mayNeed = useMay('addNeed');
  const mayOffer = useMay('addOffer');
  const mayGroup = useMay('group');
  if (role === 'observer') return null;
  const kind = mayNeed !== true && mayOffer === true ? 'offer' : 'need';
  const may = kind === 'need' ? mayNeed : mayOffer;
  const words = text(kind === 'need' ? 'board.addNeed' : 'board.addOffer');
  return (
    <div className={css.add}>
      {may === true ? (
        <Button
          look="primary"
          large
          wide
          icon={<Plus aria-hidden />}
          onClick={() => open({ is: 'write', kind })}
        >
          {words}
        </Button>
      ) : (
        <>
          {mayGroup === true ? (
            <Button
              look="primary"
              large
              wide
              icon={<Group aria-hidden />}
              onClick={() => open({ is: 'new-cluster', cardId: null })}
            >
              {text('board.newCluster')}
            </Button>
          ) : null}
          <NotNow words={words} refusal={may} />
        </>
      )}
    </div>
  );
}

/** Still there to be found and read, like every refused button; only not in the way. */
function NotNow({ words, refusal }: { readonly words: string; readonly refusal: Refusal }) {
  const when = useWhen(refusal);
  const reasonId = useId();
  return (
    <p className={css.notNow}>
      <button type="button" aria-disabled aria-describedby={reasonId}>
        <Plus aria-hidden />
        {words}
      </button>
      <span id={reasonId}>{when}</span>
    </p>
  );
}
