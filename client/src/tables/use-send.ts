import { isRefusal, type Order } from '@tavolo/model';
import { useCallback, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { useRefusalText, useRoom } from '../state/hooks.ts';

/** Does it, or keeps the sentence that says why not; says `done` to who does not see it happen. */
export function useSend() {
  const room = useRoom();
  const refusalText = useRefusalText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const send = useCallback(
    (order: Order, done?: string): boolean => {
      const answer = room.send(order);
      const refused = isRefusal(answer);
      setRefusal(refused ? refusalText(answer) : null);
      if (!refused && done !== undefined) announce(done);
      return !refused;
    },
    [room, refusalText],
  );
  return { send, refusal } as const;
}
