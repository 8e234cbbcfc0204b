import type { TextSaved } from './text-saved.ts';

/** The class a provider dials with, telling each frame that leaves to `saved` before it is sent. */
export function countingSocket(saved: TextSaved, Base: typeof WebSocket): typeof WebSocket {
  return class extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      saved.connecting();
    }

    override send(data: Parameters<WebSocket['send']>[0]): void {
      if (data instanceof Uint8Array) saved.sent(data);
      super.send(data);
    }
  };
}
