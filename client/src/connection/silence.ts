/**
 * Tells a dead connection from a quiet one. The provider's own watch takes 30 quiet seconds
 * for death, which is nothing for a board that nobody touches: we ask first.
 */
import * as encoding from 'lib0/encoding';
import { writeSyncStep1 } from 'y-protocols/sync';
import type { WebsocketProvider } from 'y-websocket';
import type { Clock } from './clock.ts';

const WATCH_MS = 10_000;
/** Longer than this in silence, ask; the answer comes at once on a living connection. */
const PROBE_AFTER_S = 40;
const DEAD_AFTER_S = 60;

/** Watches whichever provider `current` names; returns the way to stop. */
export function watchSilence(clock: Clock, current: () => WebsocketProvider | null): () => void {
  let stop = clock.after(WATCH_MS, look);
  function look(): void {
    stop = clock.after(WATCH_MS, look);
    const provider = current();
    if (provider === null || !provider.wsconnected) return;
    const silentS = (Date.now() - provider.wsLastMessageReceived) / 1_000;
    if (silentS > DEAD_AFTER_S) {
      provider.disconnect();
      provider.connect();
    } else if (silentS > PROBE_AFTER_S && provider.ws !== null) {
      const encoder = encoding.createEncoder();
      encoding.writeVarUint(encoder, 0);
      writeSyncStep1(encoder, provider.doc);
      provider.ws.send(encoding.toUint8Array(encoder));
    }
  }
  return () => stop();
}
