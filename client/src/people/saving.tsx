import { SavedSign } from '../design/saved-sign.tsx';
import { useRoomState, useText } from '../state/hooks.ts';

/** Whether one's changes are safe. `short` leaves out "saved" words that a phone has no room for. */
export function Saving({ short }: { readonly short?: boolean }) {
  const text = useText();
  const saving = useRoomState((state) => state.saving);
  if (saving.is === 'saved') return <SavedSign state="saved">{text('common.saved')}</SavedSign>;
  if (saving.is === 'saving') return <SavedSign state="saving">{text('common.saving')}</SavedSign>;
  const { waiting } = saving;
  const isStuck = saving.is === 'not-saving';
  const words =
    waiting === 0
      ? text(isStuck ? 'common.notSaving' : 'common.offline')
      : text(
          short
            ? 'common.waitingShort'
            : isStuck
              ? 'common.notSavingWaiting'
              : 'common.offlineWaiting',
          { count: waiting },
        );
  return <SavedSign state={isStuck ? 'not-saving' : 'offline'}>{words}</SavedSign>;
}
