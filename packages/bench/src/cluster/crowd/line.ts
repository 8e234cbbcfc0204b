/** One connection of one person, without a document: what a frame says is told, and read no further than it must be. */
import { BOARD_DOCUMENT, LIVE_PATH, MESSAGE, PROTOCOL_VERSION, SYNC_STEP } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import WebSocket from 'ws';
import type { LineKind } from './words.ts';

/** What the ending of a line that nobody has hung up is told by. */
export class LineLost extends Error {
  override readonly name = 'LineLost';
}

export interface LineAddress {
  readonly kind: LineKind;
  /** `http://…` */
  readonly node: string;
  readonly workshopId: string;
  readonly cookie: string;
  /** Of this computer: a room has one, as its people have behind their router. */
  readonly from: string;
}

/** Kinds of frames of hocuspocus. */
const PEER = { sync: 0, auth: 2, syncReply: 4 } as const;
const PATIENCE_MS = 120_000;

/** Resolves with the socket when it is in step; from then on `heard` gets every frame. */
export function openLine(address: LineAddress, heard: (frame: Buffer) => void): Promise<WebSocket> {
  const { kind, node, cookie, from } = address;
  const socket = new WebSocket(urlOf(address), {
    headers: { cookie, origin: node },
    localAddress: from,
    perMessageDeflate: false,
    skipUTF8Validation: true,
  });
  const isStep = { board: stepsOfBoard, live: stepsOfLive, peer: stepsOfPeer }[kind];
  return new Promise((resolve, reject) => {
    const late = setTimeout(
      () => reject(new LineLost(`${kind}: not in step in time`)),
      PATIENCE_MS,
    );
    const step = isStep(socket, address);
    const first = (data: Buffer): void => {
      if (!step(data)) return;
      clearTimeout(late);
      socket.off('message', first);
      socket.on(
        'message',
        kind === 'live' ? (frame: Buffer) => answerPing(socket, frame, heard) : heard,
      );
      resolve(socket);
    };
    socket.on('message', first);
    socket.on('error', reject);
    socket.once('close', (code, reason) => {
      clearTimeout(late);
      reject(new LineLost(`${kind}: closed with ${code} ${reason.toString()}`));
    });
  });
}

function urlOf({ kind, node, workshopId }: LineAddress): string {
  const base = node.replace('http', 'ws');
  if (kind === 'board') return `${base}/sync/${workshopId}/${BOARD_DOCUMENT}`;
  if (kind === 'peer') return base;
  return `${base}${LIVE_PATH}/?EIO=4&transport=websocket&workshop=${workshopId}&version=${PROTOCOL_VERSION}`;
}

/** Each of these begins its handshake, and gives what says of a frame whether it was the last of it. */
type Steps = (socket: WebSocket, address: LineAddress) => (frame: Buffer) => boolean;

/** A state vector of somebody who has nothing yet. */
const NOTHING = Uint8Array.of(0);

const stepsOfBoard: Steps = (socket) => {
  socket.once('open', () => socket.send(step1([])));
  return (frame) => frame[0] === MESSAGE.sync && frame[1] === SYNC_STEP.step2;
};

const stepsOfLive: Steps = (socket) => (frame) => {
  // engine.io says "open", the namespace is asked for, and granted with what begins with 40.
  if (frame[0] === 0x30) socket.send('40');
  return frame.toString('latin1', 0, 2) === '40';
};

const stepsOfPeer: Steps = (socket, { workshopId }) => {
  socket.once('open', () => {
    const encoder = peerFrame(workshopId, PEER.auth);
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarString(encoder, '');
    socket.send(encoding.toUint8Array(encoder));
  });
  return (frame) => {
    const decoder = decoding.createDecoder(frame);
    decoding.readVarString(decoder);
    const kind = decoding.readVarUint(decoder);
    if (kind === PEER.auth) socket.send(step1(workshopId));
    const isSync = kind === PEER.sync || kind === PEER.syncReply;
    return isSync && decoding.readVarUint(decoder) === SYNC_STEP.step2;
  };
};

/** Of ours, or under a document's name as hocuspocus has it. */
function step1(name: string | readonly []): Uint8Array {
  const encoder = typeof name === 'string' ? peerFrame(name, PEER.sync) : encoding.createEncoder();
  if (typeof name !== 'string') encoding.writeVarUint(encoder, MESSAGE.sync);
  encoding.writeVarUint(encoder, SYNC_STEP.step1);
  encoding.writeVarUint8Array(encoder, NOTHING);
  return encoding.toUint8Array(encoder);
}

/** A change, as a client of hocuspocus sends it. */
export function peerUpdate(name: string, update: Uint8Array): Uint8Array {
  const encoder = peerFrame(name, PEER.sync);
  encoding.writeVarUint(encoder, SYNC_STEP.update);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

function peerFrame(name: string, kind: number): encoding.Encoder {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, name);
  encoding.writeVarUint(encoder, kind);
  return encoder;
}

/** engine.io asks whether somebody is there: "2" is answered by "3". */
function answerPing(socket: WebSocket, frame: Buffer, heard: (frame: Buffer) => void): void {
  if (frame.length === 1 && frame[0] === 0x32) socket.send('3');
  else heard(frame);
}
