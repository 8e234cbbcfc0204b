/** A board's content as one hash: two copies that say the same have the same. */
import { createHash } from 'node:crypto';
import { boardMaps, boardSeq } from '@tavolo/documents';
import { BOARD_DOCUMENT } from '@tavolo/protocol';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

const PATIENCE_MS = 20_000;

export function boardHash(doc: Y.Doc): string {
  const hash = createHash('sha256');
  for (const [name, map] of Object.entries(boardMaps(doc))) {
    const entries = [...(map as Y.Map<unknown>).entries()].sort(([a], [b]) => (a < b ? -1 : 1));
    hash.update(JSON.stringify([name, entries]));
  }
  return hash.digest('hex');
}

/** A board's content, and the number of the last decision that it shows. */
export interface BoardNow {
  readonly hash: string;
  readonly seq: number;
}

export function boardNow(doc: Y.Doc): BoardNow {
  return { hash: boardHash(doc), seq: boardSeq(doc) };
}

/** What the server has now, told to somebody who has nothing yet. */
export async function serverBoard(
  origin: string,
  workshopId: string,
  Socket: typeof globalThis.WebSocket,
): Promise<BoardNow> {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(
    `${origin.replace(/^http/, 'ws')}/sync/${workshopId}`,
    BOARD_DOCUMENT,
    doc,
    { disableBc: true, WebSocketPolyfill: Socket },
  );
  try {
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error('the board did not come')), PATIENCE_MS);
      provider.on('sync', (synced: boolean) => {
        if (!synced) return;
        clearTimeout(late);
        resolve();
      });
    });
    return boardNow(doc);
  } finally {
    provider.destroy();
    doc.destroy();
  }
}
