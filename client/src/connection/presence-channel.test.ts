import { MESSAGE } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import { expect, test } from 'vitest';
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { VirtualClock } from '../state/testing/virtual-clock.ts';
import { PresenceChannel } from './presence-channel.ts';

/** Somebody else, as the server tells of them. */
function somebody(state: Record<string, unknown>): { awareness: Awareness; update(): Uint8Array } {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({
    cursor: null,
    holding: null,
    seatKey: 'a',
    name: 'Ada',
    shade: 1,
    shape: 'leaf',
    ...state,
  });
  return { awareness, update: () => encodeAwarenessUpdate(awareness, [awareness.clientID]) };
}

/** A socket that never leaves this process and keeps what was sent through it. */
function recordingSocket(): { Socket: typeof WebSocket; sent: Uint8Array[]; open(): void } {
  const sent: Uint8Array[] = [];
  let last: Recorded | null = null;
  class Recorded {
    readonly OPEN = 1;
    readyState = 0;
    binaryType = '';
    onopen: (() => void) | null = null;
    onclose: ((event: unknown) => void) | null = null;
    onmessage: unknown = null;
    onerror: unknown = null;
    constructor() {
      last = this;
    }
    send(data: Uint8Array) {
      sent.push(data);
    }
    close() {
      this.readyState = 3;
    }
  }
  return {
    Socket: Recorded as unknown as typeof WebSocket,
    sent,
    open() {
      if (last === null) throw new Error('nobody has dialed');
      last.readyState = last.OPEN;
      last.onopen?.();
    },
  };
}

/** Ids of the people that a frame speaks about. */
function spokenOf(frame: Uint8Array): number[] {
  const decoder = decoding.createDecoder(frame);
  if (decoding.readVarUint(decoder) !== MESSAGE.awareness) return [];
  const update = decoding.createDecoder(decoding.readVarUint8Array(decoder));
  return Array.from({ length: decoding.readVarUint(update) }, () => {
    const id = decoding.readVarUint(update);
    decoding.readVarUint(update);
    decoding.readVarString(update);
    return id;
  });
}

test('a card in somebody’s hand counts as put down after five seconds without news', () => {
  const clock = new VirtualClock();
  let changes = 0;
  const channel = new PresenceChannel(clock, () => {
    changes += 1;
  });
  const other = somebody({ holding: 'card' });
  applyAwarenessUpdate(channel.awareness, other.update(), 'server');
  expect(channel.others()).toMatchObject([{ name: 'Ada', holding: 'card' }]);
  clock.pass(4_000);
  other.awareness.setLocalState({ ...other.awareness.getLocalState() });
  applyAwarenessUpdate(channel.awareness, other.update(), 'server');
  clock.pass(4_000);
  expect(channel.others()).toMatchObject([{ holding: 'card' }]);
  const before = changes;
  clock.pass(1_000);
  expect(channel.others()).toMatchObject([{ name: 'Ada', holding: null }]);
  expect(changes).toBe(before + 1);
  channel.close();
  other.awareness.destroy();
});

test('somebody with two tabs is one person, and what is no presence is nobody', () => {
  const clock = new VirtualClock();
  const channel = new PresenceChannel(clock, () => undefined);
  const tabs = [somebody({}), somebody({ cursor: { x: 1, y: 2 } }), somebody({ shape: 'script' })];
  for (const tab of tabs) applyAwarenessUpdate(channel.awareness, tab.update(), 'server');
  expect(channel.others()).toMatchObject([{ seatKey: 'a', cursor: { x: 1, y: 2 } }]);
  channel.close();
  for (const tab of tabs) tab.awareness.destroy();
});

test('the server hears of ourselves alone, at most fifteen times a second', () => {
  const clock = new VirtualClock();
  const channel = new PresenceChannel(clock, () => undefined);
  const { Socket, sent, open } = recordingSocket();
  const doc = new Y.Doc();
  channel.claim(doc);
  const provider = new WebsocketProvider('ws://nowhere', 'board', doc, {
    connect: false,
    disableBc: true,
    awareness: channel.awareness,
    WebSocketPolyfill: Socket,
  });
  channel.attach(provider);
  provider.connect();
  open();
  const other = somebody({});
  applyAwarenessUpdate(channel.awareness, other.update(), provider);
  const greeting = sent.length;
  for (let x = 0; x < 100; x += 1) {
    channel.show({ cursor: { x, y: 0 } });
    clock.pass(10);
  }
  const told = sent.slice(greeting);
  expect(told.length).toBeGreaterThan(10);
  expect(told.length).toBeLessThanOrEqual(16);
  for (const frame of sent) {
    for (const id of spokenOf(frame)) expect(id).toBe(channel.awareness.clientID);
  }
  expect(told.flatMap(spokenOf)).toHaveLength(told.length);
  provider.destroy();
  channel.close();
  other.awareness.destroy();
});
