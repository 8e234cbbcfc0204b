/** What a node tells somebody who has nothing yet: the whole board, the whole text. */
import { createHash } from 'node:crypto';
import { textNameOf } from '@tavolo/documents';
import { BOARD_DOCUMENT, MESSAGE } from '@tavolo/protocol';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Meeting } from '../victim/meeting.ts';
import { pause } from '../victim/until.ts';
import type { Installation } from './installation.ts';
import type { Ledger } from './ledger.ts';
import type { ClusterNode } from './node.ts';

const PATIENCE_MS = 10_000;
const AGAIN_MS = 150;

export interface Dialled {
  readonly board: Y.Doc;
  readonly provider: WebsocketProvider;
  close(): void;
}

/** Past the balancer, as one who knows where the node is. Resolves when it is in step. */
export async function dialNode(
  { balancer }: Installation,
  { port, name }: ClusterNode,
  { workshopId, leader }: Meeting,
  document: string = BOARD_DOCUMENT,
): Promise<Dialled> {
  class WithHeaders extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols ?? [], { headers: { origin: balancer.url, cookie: leader } });
    }
  }
  const board = new Y.Doc();
  const provider = new WebsocketProvider(
    `ws://127.0.0.1:${port}/sync/${workshopId}`,
    document,
    board,
    // ws has all of the browser's class that y-websocket uses.
    {
      disableBc: true,
      WebSocketPolyfill: WithHeaders as unknown as typeof globalThis.WebSocket,
    },
  );
  // The stock provider does not know it, and says so on the error output.
  provider.messageHandlers[MESSAGE.acknowledged] = () => undefined;
  const close = (): void => {
    provider.destroy();
    board.destroy();
  };
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => {
      close();
      reject(new Error(`${name} did not tell ${document}`));
    }, PATIENCE_MS);
    provider.on('sync', (synced: boolean) => {
      if (!synced) return;
      clearTimeout(late);
      resolve();
    });
  });
  return { board, provider, close };
}

export interface Differing {
  /** Nodes whose board, or text, is not what the log alone gives. */
  readonly boards: number;
  readonly texts: number;
}

/** While nobody changes anything. What a node has not heard of yet it may hear in time. */
export async function differing(
  installation: Installation,
  meeting: Meeting,
  ledger: Ledger,
  patienceMs: number,
): Promise<Differing> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const [board, text] = [hashOf(await ledger.board()), hashOf(await ledger.text())];
    const document = textNameOf(meeting.proposalId);
    let [boards, texts] = [0, 0];
    for (const node of installation.nodes) {
      if ((await told(installation, node, meeting, BOARD_DOCUMENT)) !== board) boards += 1;
      if ((await told(installation, node, meeting, document)) !== text) texts += 1;
    }
    if ((boards === 0 && texts === 0) || Date.now() > until) return { boards, texts };
    await pause(AGAIN_MS);
  }
}

async function told(
  installation: Installation,
  node: ClusterNode,
  meeting: Meeting,
  document: string,
): Promise<string> {
  const { board, close } = await dialNode(installation, node, meeting, document);
  const hash = hashOf(Y.encodeStateAsUpdate(board));
  close();
  return hash;
}

/** Of the document that an update makes, whoever has put it together. */
function hashOf(update: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  const hash = createHash('sha256').update(Y.encodeStateAsUpdate(doc)).digest('hex');
  doc.destroy();
  return hash;
}
