/** Somebody who only looks at the board, and remembers every value of the field that was ever on it. */
import { boardMaps } from '@tavolo/documents';
import type { ProposalId } from '@tavolo/model';
import { BOARD_DOCUMENT, MESSAGE } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { WebSocket } from 'ws';
import * as syncProtocol from 'y-protocols/sync';
import * as Y from 'yjs';
import type { Meeting } from './meeting.ts';

export class Watcher {
  readonly seen = new Set<string>();
  readonly #meeting: Meeting;
  readonly #cookie: string;

  constructor(meeting: Meeting, cookie: string) {
    this.#meeting = meeting;
    this.#cookie = cookie;
  }

  /** With an empty board each time. Resolves when the connection ends, however it ends. */
  connect(url: string): Promise<void> {
    const doc = new Y.Doc();
    const { workshopId, proposalId } = this.#meeting;
    const address = `${url.replace('http', 'ws')}/sync/${workshopId}/${BOARD_DOCUMENT}`;
    const socket = new WebSocket(address, { headers: { origin: url, cookie: this.#cookie } });
    doc.on('update', () => {
      const value = boardMaps(doc).proposals.get(proposalId as ProposalId)?.fields.problem;
      if (value !== undefined && value !== '') this.seen.add(value);
    });
    socket.on('open', () => {
      const to = encoding.createEncoder();
      encoding.writeVarUint(to, MESSAGE.sync);
      syncProtocol.writeSyncStep1(to, doc);
      socket.send(encoding.toUint8Array(to));
    });
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(data);
      if (decoding.readVarUint(decoder) !== MESSAGE.sync) return;
      syncProtocol.readSyncMessage(decoder, encoding.createEncoder(), doc, socket);
    });
    return new Promise((resolve) => {
      socket.on('error', () => socket.terminate());
      socket.on('close', () => resolve());
    });
  }
}
