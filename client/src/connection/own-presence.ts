/**
 * Makes a provider tell the server about ourselves alone: the stock one repeats to the
 * server whatever it hears about others.
 */
import { MESSAGE } from '@tavolo/protocol';
import * as encoding from 'lib0/encoding';
import { type Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';

export interface AwarenessChanges {
  readonly added: readonly number[];
  readonly updated: readonly number[];
  readonly removed: readonly number[];
}

/** `renew` sets our state again; called on every connection. Returns the way to undo it. */
export function speakForOneself(
  provider: WebsocketProvider,
  awareness: Awareness,
  renew: () => void,
): () => void {
  awareness.off('update', provider._awarenessUpdateHandler);
  const encoded = () => encodeAwarenessUpdate(awareness, [awareness.clientID]);
  const speak = (changes: AwarenessChanges) => {
    const { ws } = provider;
    if (!concerns(changes, awareness.clientID) || ws === null || ws.readyState !== ws.OPEN) return;
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoded());
    ws.send(encoding.toUint8Array(encoder));
  };
  provider.messageHandlers[MESSAGE.queryAwareness] = (encoder) => {
    encoding.writeVarUint(encoder, MESSAGE.awareness);
    encoding.writeVarUint8Array(encoder, encoded());
  };
  provider.on('status', ({ status }) => {
    // A state that was withdrawn at the last goodbye counts again only with a later clock.
    if (status === 'connected') renew();
  });
  awareness.on('update', speak);
  return () => awareness.off('update', speak);
}

function concerns(changes: AwarenessChanges, id: number): boolean {
  return [changes.added, changes.updated, changes.removed].some((ids) => ids.includes(id));
}
