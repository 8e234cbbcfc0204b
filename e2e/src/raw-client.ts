/** A stock y-websocket client in Node with a person's cookie: what a curious developer would try. */
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Person } from './people.ts';
import type { Tavolo } from './server.ts';

export interface RawClient {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  close(): void;
}

export async function rawClient(
  tavolo: Tavolo,
  person: Person,
  workshopId: string,
  document = 'board',
): Promise<RawClient> {
  const cookies = await person.context.cookies(tavolo.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  class WithCookie extends WebSocket {
    constructor(url: string | URL) {
      super(url, { headers: { cookie, origin: tavolo.url } });
    }
  }
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(
    `${tavolo.url.replace('http', 'ws')}/sync/${workshopId}`,
    document,
    doc,
    { disableBc: true, WebSocketPolyfill: WithCookie as unknown as typeof globalThis.WebSocket },
  );
  await new Promise<void>((resolve) => {
    provider.on('sync', (synced: boolean) => {
      if (synced) resolve();
    });
  });
  return {
    doc,
    provider,
    close() {
      provider.destroy();
      doc.destroy();
    },
  };
}
