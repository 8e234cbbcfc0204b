/**
 * A server as a beginner would write it with the usual libraries: whoever comes is let in,
 * every document is made for who names it, updates are applied as they come, presence is
 * passed on as it was said, and everything else goes to the others. It is the control of the
 * attacks that no single rule stops: here they must get through.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { type WebSocket, WebSocketServer } from 'ws';
import * as awareness from 'y-protocols/awareness';
import * as sync from 'y-protocols/sync';
import * as Y from 'yjs';

export interface Undefended {
  readonly origin: string;
  /** What somebody has written there under this name; made if nobody has. */
  document(name: string): Y.Doc;
  /** Frames that it could not handle; a real one would have ended there. */
  readonly thrown: unknown[];
  close(): Promise<void>;
}

interface Shared {
  readonly doc: Y.Doc;
  readonly awareness: awareness.Awareness;
  readonly sockets: Set<WebSocket>;
}

export async function openUndefended(): Promise<Undefended> {
  const documents = new Map<string, Shared>();
  const thrown: unknown[] = [];
  const server: Server = createServer();
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    const name = decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/');
    const shared = sharedAt(name);
    shared.sockets.add(socket);
    socket.on('error', (error) => thrown.push(error));
    socket.on('close', () => shared.sockets.delete(socket));
    socket.on('message', (data) => {
      try {
        hear(shared, socket, data as Buffer);
      } catch (error) {
        thrown.push(error);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  function sharedAt(name: string): Shared {
    const present = documents.get(name);
    if (present !== undefined) return present;
    const doc = new Y.Doc();
    const shared: Shared = { doc, awareness: new awareness.Awareness(doc), sockets: new Set() };
    doc.on('update', (update: Uint8Array) => {
      const to = encoding.createEncoder();
      encoding.writeVarUint(to, 0);
      sync.writeUpdate(to, update);
      for (const socket of shared.sockets) socket.send(encoding.toUint8Array(to));
    });
    documents.set(name, shared);
    return shared;
  }

  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    document: (name) => sharedAt(name).doc,
    thrown,
    async close() {
      for (const { doc, awareness: aware } of documents.values()) {
        aware.destroy();
        doc.destroy();
      }
      for (const socket of sockets.clients) socket.terminate();
      await new Promise<void>((resolve) => sockets.close(() => resolve()));
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function hear(shared: Shared, socket: WebSocket, frame: Uint8Array): void {
  const decoder = decoding.createDecoder(frame);
  const kind = decoding.readVarUint(decoder);
  if (kind === 0) {
    const to = encoding.createEncoder();
    encoding.writeVarUint(to, 0);
    sync.readSyncMessage(decoder, to, shared.doc, socket, (error) => {
      throw error;
    });
    if (encoding.length(to) > 1) socket.send(encoding.toUint8Array(to));
    return;
  }
  if (kind === 1) {
    awareness.applyAwarenessUpdate(shared.awareness, decoding.readVarUint8Array(decoder), socket);
  }
  for (const other of shared.sockets) if (other !== socket) other.send(frame);
}
