/**
 * Somebody in a workshop with the browsers they use, over real HTTP and real sockets. Keeps
 * every answer, packet and frame that has come to them, as it came.
 */
import { randomUUID } from 'node:crypto';
import type { Command, Order, Role } from '@tavolo/model';
import { type Answer, LIVE_PATH, MESSAGE, PROTOCOL_VERSION } from '@tavolo/protocol';
import { type Client, openClient } from '@tavolo/server/http/testing/test-client';
import { io, type Socket } from 'socket.io-client';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** Nothing here takes this long; whoever waits longer waits for something that was lost. */
const PATIENCE_MS = 20_000;

/** One thing heard: an answer over HTTP, a packet, or a frame. */
export type Heard = string;

export interface Document {
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
}

export class Person {
  readonly heard: Heard[] = [];
  role: Role = 'participant';
  seatId = '';
  workshopId = '';
  readonly #url: string;
  readonly #http: Client;
  #live: Socket[] = [];
  #documents: Document[] = [];

  /** `address`: as if each came from a network of their own, through the proxy of this computer. */
  constructor(url: string, address: string) {
    this.#url = url;
    const headers = { origin: url, 'x-forwarded-for': address };
    this.#http = openClient(url, headers);
  }

  async get(path: string): Promise<{ readonly status: number; readonly text: string }> {
    return this.#took(await this.#http.get(path));
  }

  async post(
    path: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly json: unknown }> {
    return this.#took(await this.#http.post(path, body));
  }

  /** A body that is not what it says it is. */
  async postBroken(path: string, body: string): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    this.#took(await this.#http.send('POST', path, body, headers));
  }

  #took<Got extends { readonly text: string; readonly headers: Headers }>(answer: Got): Got {
    const headers = [...answer.headers].filter(([name]) => name !== 'set-cookie');
    this.heard.push(`${JSON.stringify(headers)}\n${answer.text}`);
    return answer;
  }

  async join(code: string, name: string): Promise<void> {
    const { json } = await this.post('/api/join', { code, name, language: 'it' });
    const joined = json as { workshopId: string; seatId: string };
    this.workshopId = joined.workshopId;
    this.seatId = joined.seatId;
  }

  /** Another tab or device: the live channel and the board. */
  async connect(): Promise<void> {
    const live = io(this.#url, {
      path: LIVE_PATH,
      transports: ['websocket'],
      query: { workshop: this.workshopId, version: String(PROTOCOL_VERSION) },
      extraHeaders: this.#headers(),
      forceNew: true,
      reconnection: false,
    });
    live.io.on('open', () => {
      live.io.engine.on('packet', ({ data }: { data?: unknown }) => this.heard.push(String(data)));
    });
    this.#live.push(live);
    await within(new Promise((resolve) => live.once('mine', resolve)), 'the live channel');
    await this.document('board');
  }

  async document(name: string): Promise<Document> {
    const { heard } = this;
    const headers = this.#headers();
    class Listening extends WebSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols, { headers });
        this.on('message', (data: ArrayBuffer) => {
          heard.push(Buffer.from(data).toString('latin1'));
        });
      }
    }
    const doc = new Y.Doc();
    const provider = new WebsocketProvider(
      `${this.#url.replace('http', 'ws')}/sync/${this.workshopId}`,
      name,
      doc,
      // The provider asks for the browser's class; this one has all of it that is used.
      { disableBc: true, WebSocketPolyfill: Listening as unknown as typeof globalThis.WebSocket },
    );
    // Which frames are on the disk is of no interest here.
    provider.messageHandlers[MESSAGE.acknowledged] = () => undefined;
    this.#documents.push({ doc, provider });
    await within(
      new Promise<void>((resolve) => provider.on('sync', (synced) => synced && resolve())),
      name,
    );
    return { doc, provider };
  }

  /** Everything is hung up, as in a tunnel; `connect` comes back. */
  hangUp(): void {
    for (const live of this.#live.splice(0)) live.disconnect();
    for (const { provider, doc } of this.#documents.splice(0)) {
      provider.destroy();
      doc.destroy();
    }
  }

  get boards(): readonly Y.Doc[] {
    return this.#documents
      .filter(({ provider }) => provider.roomname === 'board')
      .map(({ doc }) => doc);
  }

  get isConnected(): boolean {
    return this.#live.length > 0;
  }

  /** Over the live channel where there is one, else over HTTP. */
  async order(order: Order | Readonly<Record<string, unknown>>): Promise<Answer> {
    const command = { ...order, cmdId: randomUUID() } as unknown as Command;
    const [live] = this.#live;
    if (live === undefined) {
      const { json } = await this.post(`/api/workshops/${this.workshopId}/commands`, command);
      return json as Answer;
    }
    return within(
      new Promise<Answer>((resolve) => live.emit('command', command, resolve)),
      `an answer to ${command.type}`,
    );
  }

  /** Whatever was told before this has come. */
  async settled(): Promise<void> {
    const answers = this.#live.map(
      (live) => new Promise((resolve) => live.emit('command', [], resolve)),
    );
    await within(Promise.all(answers), 'an answer to nothing');
  }

  #headers(): Record<string, string> {
    return { origin: this.#url, cookie: this.#http.cookie ?? '' };
  }
}

export async function within<Got>(waited: Promise<Got>, what: string): Promise<Got> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} did not come`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([waited, late]);
  } finally {
    clearTimeout(timer);
  }
}
