/** A text against the real server: real sockets, the real gate and a disk that is killed. */
import { textNameOf, textOf, textRoot } from '@tavolo/documents';
import type { ClusterId, Order, ProposalId, SeatId, TableId } from '@tavolo/model';
import { CLOSE, MESSAGE } from '@tavolo/protocol';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import * as Y from 'yjs';
import { Browser, RealServer, until } from '../state/testing/real-server.ts';
import { VirtualClock } from '../state/testing/virtual-clock.ts';
import { type Clock, deviceClock } from './clock.ts';
import { newId } from './ids.ts';
import { openTextSync, type TextSync, type UnsentReason } from './text-sync.ts';

// Longer than `until` waits, so that it is what tells what did not come.
vi.setConfig({ testTimeout: 30_000 });

let server: RealServer;
const open = new Set<TextSync>();

beforeAll(async () => {
  server = await RealServer.start();
}, 90_000);
afterEach(() => {
  vi.useRealTimers();
  for (const sync of open) sync.close();
  open.clear();
});
afterAll(() => server.close());

/** A workshop at its tables, with one proposal. */
class Meeting {
  readonly owner = new Browser(server);
  readonly tableId = newId<TableId>();
  readonly proposalId = newId<ProposalId>();
  workshopId = '';
  #joinCode = '';

  static async begin(): Promise<Meeting> {
    const meeting = new Meeting();
    const { workshopId, joinCode } = await meeting.owner.create();
    meeting.workshopId = workshopId;
    meeting.#joinCode = joinCode;
    const clusterId = newId<ClusterId>();
    const { tableId, proposalId } = meeting;
    const place = { themeId: null, name: 'Attese', question: '', x: 0, y: 0 };
    await meeting.orders({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
    await meeting.orders({ type: 'createCluster', clusterId, ...place });
    await meeting.orders({ type: 'moveToPhase', phase: 'tables', afterS: 0 });
    await meeting.orders({ type: 'createTable', tableId, name: 'Tavolo 1' });
    const clusterIds = [clusterId];
    await meeting.orders({ type: 'createProposal', proposalId, tableId, clusterIds, title: 'Uno' });
    return meeting;
  }

  async orders(order: Order): Promise<void> {
    const path = `/api/workshops/${this.workshopId}/commands`;
    await this.owner.post(path, { cmdId: newId(), ...order });
  }

  async writer(clock?: Clock): Promise<Writer> {
    const browser = new Browser(server);
    const { seatId } = await browser.post<{ seatId: SeatId }>('/api/join', {
      code: this.#joinCode,
      name: 'Ada',
    });
    await this.orders({ type: 'assignTable', seatId, tableId: this.tableId });
    const writer = new Writer(this, browser, seatId, clock);
    await until(() => writer.state.shown !== null && writer.state.saving === 'saved');
    return writer;
  }
}

/** Somebody's page: its text, what it was told, and a network that a test can take away. */
class Writer {
  readonly seatId: SeatId;
  readonly unsent: [reason: UnsentReason, words: string][] = [];
  readonly closes: number[] = [];
  isOffline = false;
  /** Acknowledgements stay on the way. */
  isHeld = false;
  readonly #held: (() => void)[] = [];
  readonly #sockets = new Set<WebSocket>();
  readonly #sync: TextSync;

  constructor(meeting: Meeting, browser: Browser, seatId: SeatId, clock: Clock = deviceClock) {
    this.seatId = seatId;
    this.#sync = openTextSync(
      {
        workshopId: meeting.workshopId,
        seatId,
        document: textNameOf(meeting.proposalId),
        epoch: '0',
        clock,
        socketOrigin: server.origin.replace('http', 'ws'),
        Socket: this.#socketOf(browser),
      },
      {
        changed: () => undefined,
        unsent: (words, reason) => this.unsent.push([reason, words]),
      },
    );
    open.add(this.#sync);
  }

  #socketOf(browser: Browser): typeof WebSocket {
    const writer = this;
    return class extends browser.Socket {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(writer.isOffline ? 'ws://127.0.0.1:9' : url, protocols);
        writer.#sockets.add(this);
        this.addEventListener('close', ({ code }) => {
          writer.closes.push(code);
          writer.#sockets.delete(this);
        });
      }

      override set onmessage(heard: ((event: MessageEvent) => void) | null) {
        super.onmessage = (event: MessageEvent<ArrayBuffer>) => {
          const isHeld = writer.isHeld && new Uint8Array(event.data)[0] === MESSAGE.acknowledged;
          if (isHeld) writer.#held.push(() => heard?.(event));
          else heard?.(event);
        };
      }
    };
  }

  get state() {
    return this.#sync.get();
  }

  get doc(): Y.Doc {
    const { shown } = this.#sync.get();
    if (shown === null) throw new Error('no text is shown');
    return shown.doc;
  }

  get reads(): string {
    return textOf(this.doc).text;
  }

  write(words: string, into = 'paragraph'): Y.XmlText {
    const text = new Y.XmlText(words);
    const paragraph = new Y.XmlElement(into);
    paragraph.insert(0, [text]);
    textRoot(this.doc).push([paragraph]);
    return text;
  }

  isSaved = () => this.state.saving === 'saved' && !this.state.readOnly;

  release(): void {
    this.isHeld = false;
    for (const hear of this.#held.splice(0)) hear();
  }

  goOffline(): void {
    this.isOffline = true;
    for (const socket of this.#sockets) socket.close();
  }

  comeBack(): void {
    this.isOffline = false;
    this.#sync.wake();
  }
}

test('saved is said after the acknowledgement, though others read the words before', async () => {
  const meeting = await Meeting.begin();
  const [ada, bea] = [await meeting.writer(), await meeting.writer()];
  ada.isHeld = true;
  ada.write('Un posto dove aspettare');
  expect(ada.state.saving).toBe('saving');
  await until(() => bea.reads.includes('Un posto dove aspettare'));
  expect(ada.state.saving).toBe('saving');
  ada.release();
  await until(ada.isSaved);
  expect(ada.unsent).toEqual([]);
});

test('a right that has gone: read-only, what was written without network comes back as words', async () => {
  const meeting = await Meeting.begin();
  const [ada, bea] = [await meeting.writer(), await meeting.writer()];
  ada.write('Con la rete.');
  await until(ada.isSaved);
  ada.goOffline();
  await until(() => ada.state.saving === 'offline');
  ada.write('Senza rete.');
  await meeting.orders({ type: 'assignTable', seatId: ada.seatId, tableId: null });
  ada.comeBack();
  await until(() => ada.unsent.length > 0);
  await until(() => !ada.reads.includes('Senza rete.'));
  expect(ada.unsent).toEqual([['rights', 'Senza rete.']]);
  expect(ada.state.readOnly).toBe(true);
  expect(ada.reads).toBe(bea.reads);
  // And who is connected is closed at once, reads on, and may write again when the right is back.
  await meeting.orders({ type: 'assignTable', seatId: bea.seatId, tableId: null });
  await until(() => bea.closes.includes(CLOSE.forbidden) && bea.state.readOnly);
  await meeting.orders({ type: 'assignTable', seatId: bea.seatId, tableId: meeting.tableId });
  await until(() => !bea.state.readOnly);
  bea.write('Di nuovo.');
  await until(() => ada.reads.includes('Di nuovo.'));
  expect(bea.unsent).toEqual([]);
});

test('a deletion that was not accepted is told, with the words that are still there', async () => {
  const meeting = await Meeting.begin();
  const [ada, bea] = [await meeting.writer(), await meeting.writer()];
  const line = ada.write('Da tenere. Da togliere.');
  await until(() => ada.isSaved() && bea.reads.includes('Da togliere.'));
  ada.goOffline();
  await until(() => ada.state.saving === 'offline');
  line.delete(10, 13);
  await meeting.orders({ type: 'assignTable', seatId: ada.seatId, tableId: null });
  ada.comeBack();
  await until(() => ada.unsent.length > 0);
  expect(ada.unsent).toEqual([['deletion', 'Da togliere.']]);
  expect(ada.reads).toBe(bea.reads);
  expect(ada.reads).toContain('Da tenere. Da togliere.');
});

test('who only reads, and has changed nothing, is told nothing and keeps the document', async () => {
  const meeting = await Meeting.begin();
  const clock = new VirtualClock(Date.now());
  const [ada, bea] = [await meeting.writer(), await meeting.writer(clock)];
  const line = bea.write('Mie, e poi tolte.');
  /** What others type is gathered, and "saved" is said, after a moment of this clock. */
  const inStep = () => {
    clock.pass(10);
    return bea.reads === ada.reads;
  };
  await until(() => inStep() && bea.isSaved());
  line.delete(0, 5);
  await until(() => inStep() && bea.isSaved());
  const { doc } = bea;
  await meeting.orders({ type: 'assignTable', seatId: bea.seatId, tableId: null });
  await until(() => bea.state.readOnly && bea.state.saving === 'saved');
  ada.write('Altre.');
  await until(inStep);
  // As long as it takes to see that the server does not ask for what is here.
  clock.pass(2_000);
  ada.write('Ancora.');
  await until(inStep);
  expect(bea.doc).toBe(doc);
  expect(bea.unsent).toEqual([]);
});

test('content that is denied: the words are kept, and a fresh copy goes on', async () => {
  const meeting = await Meeting.begin();
  const [ada, bea] = [await meeting.writer(), await meeting.writer()];
  const line = ada.write('Già salvata.');
  await until(() => ada.isSaved() && bea.reads.includes('Già salvata.'));
  const before = ada.doc;
  before.transact(() => {
    line.delete(0, 4);
    ada.write('alert(1)', 'script');
  });
  await until(() => ada.doc !== before && ada.isSaved());
  expect(ada.closes).toContain(CLOSE.contentDenied);
  expect(ada.unsent).toEqual([
    ['content', 'alert(1)'],
    ['deletion', 'Già'],
  ]);
  expect(ada.reads).toBe(bea.reads);
  ada.write('Si va avanti.');
  await until(() => ada.isSaved() && bea.reads.includes('Si va avanti.'));
  expect(bea.reads).not.toContain('alert');
});

test('three people write, one of them two minutes offline, and the server is killed: all are equal', async () => {
  const meeting = await Meeting.begin();
  const clock = new VirtualClock(Date.now());
  const [ada, bea, carla] = [
    await meeting.writer(),
    await meeting.writer(),
    await meeting.writer(clock),
  ];
  const all = [ada, bea, carla];
  const lines = all.map((writer, index) => writer.write(`${index}:`));
  const saved = () => {
    clock.pass(10);
    return all.every((writer) => writer.isSaved());
  };
  await until(saved);
  carla.goOffline();
  await until(() => carla.state.saving === 'offline');
  const started = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: started });
  /** Everybody types a word and, every 10 s, somebody takes one out again. */
  const type = (second: number): void => {
    for (const [index, line] of lines.entries()) {
      line.insert(line.length, ` ${index}-${second}`);
      if (second % 10 === index) line.delete(0, 1);
    }
    vi.setSystemTime(started + second * 1_000);
    clock.pass(1_000);
  };
  for (let second = 1; second <= 60; second += 1) type(second);
  await until(() => ada.isSaved() && bea.isSaved());
  await server.kill();
  for (let second = 61; second <= 120; second += 1) type(second);
  await server.run();
  carla.comeBack();
  vi.useRealTimers();
  await until(() => saved() && all.every(({ reads }) => reads === ada.reads), 40_000);
  for (let second = 1; second <= 120; second += 1) {
    for (const index of [0, 1, 2]) expect(ada.reads).toContain(` ${index}-${second}`);
  }
  for (const { unsent } of all) expect(unsent).toEqual([]);
}, 120_000);

// The last one: it changes the server's past for every workshop.
test('another past: what was not sent is kept as words before the new document comes', async () => {
  const meeting = await Meeting.begin();
  const ada = await meeting.writer();
  ada.write('Al sicuro.');
  await until(ada.isSaved);
  await server.kill();
  await until(() => ada.state.saving === 'offline');
  ada.write('Non partite.');
  const before = ada.doc;
  await server.restored();
  await server.run();
  await until(() => ada.unsent.length > 0, 40_000);
  expect(ada.unsent).toEqual([['epoch', 'Non partite.']]);
  await until(() => ada.doc !== before && ada.isSaved());
  expect(ada.closes).toContain(CLOSE.wrongEpoch);
  expect(ada.reads).toContain('Al sicuro.');
  expect(ada.reads).not.toContain('Non partite.');
  ada.write('Di nuovo qui.');
  await until(ada.isSaved);
}, 120_000);
