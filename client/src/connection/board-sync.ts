/**
 * Keeps a board document in step with the server's: a local copy first, then the stock
 * y-websocket provider. One board is shown at a time; with a new epoch the old one stays
 * on screen until the new one is synced, and is deleted then.
 */

import { boardSeq } from '@tavolo/documents';
import { BOARD_DOCUMENT, CLOSE } from '@tavolo/protocol';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { copyName, forgetCopies, forgetSeat, type LocalCopy, openCopy } from './local-copy.ts';
import { PresenceChannel } from './presence-channel.ts';
import { pauseAfter } from './redial.ts';
import { watchSilence } from './silence.ts';
import { toldEpoch } from './told-epoch.ts';

export interface BoardEvents {
  /** This document is to be shown from now on. `synced` false: a copy that may be behind. */
  show(doc: Y.Doc, epoch: string, synced: boolean): void;
  /** The shown document holds everything the server had when `ask` was last called or the connection began. */
  synced(): void;
  /** Nothing to show: there is no copy of this epoch on this device. */
  noCopy(): void;
  /** The server will not have us (4401), or there is no such workshop (4404). */
  refused(why: 'no-session' | 'not-found' | 'damaged'): void;
  presence(): void;
}

export interface BoardSync {
  /** Loads the copy of this epoch and dials. Again with the same epoch it changes nothing. */
  open(epoch: string): void;
  /** Dials again, and says `synced` when the server has told all it has. */
  ask(): void;
  /** The network is back: a line that waits for its next try dials now. */
  wake(): void;
  readonly presence: Pick<PresenceChannel, 'others' | 'show'>;
  /** Ends everything; the copy stays. May be called twice. */
  close(): void;
  /** Ends everything and deletes this seat's copies. */
  forget(): Promise<void>;
}

export interface BoardOptions {
  readonly workshopId: string;
  readonly seatId: string;
  readonly clock: Clock;
  /** `ws://…` or `wss://…`, without a path. */
  readonly socketOrigin: string;
  /** For callers outside a browser. */
  readonly Socket?: typeof WebSocket;
}

/** A server that refuses the epoch it has just told will not be asked in a tight loop. */
const AGAIN_MS = 5_000;

/** One document being kept in step. */
interface Line {
  readonly epoch: string;
  readonly doc: Y.Doc;
  readonly provider: WebsocketProvider;
  readonly detach: () => void;
  copy: LocalCopy | null;
  /** Its copy has been read, and dialling has begun. */
  begun: boolean;
  closed: boolean;
}

export function openBoardSync(options: BoardOptions, events: BoardEvents): BoardSync {
  const { clock, workshopId, seatId } = options;
  const presence = new PresenceChannel(clock, () => events.presence());
  let shown: Line | null = null;
  let dialed: Line | null = null;
  let refusals = 0;
  /** To dial, since it was last in step. */
  let tries = 0;
  let closed = false;
  let again: (() => void) | null = null;

  function dial(epoch: string): void {
    const doc = new Y.Doc();
    presence.claim(doc);
    const provider = new WebsocketProvider(
      `${options.socketOrigin}/sync/${workshopId}`,
      BOARD_DOCUMENT,
      doc,
      {
        connect: false,
        // Tabs of one browser may hold other seats and epochs.
        disableBc: true,
        params: { epoch },
        awareness: presence.awareness,
        // Its own pauses are the same for a whole room: we dial again ourselves.
        shouldReconnect: () => false,
        ...(options.Socket === undefined ? {} : { WebSocketPolyfill: options.Socket }),
      },
    );
    // It would take a quiet board for a dead one; see `silence.ts`.
    clearInterval(provider._checkInterval);
    const line: Line = {
      epoch,
      doc,
      provider,
      detach: presence.attach(provider),
      copy: null,
      begun: false,
      closed: false,
    };
    dialed = line;
    provider.on('sync', (synced) => {
      if (synced) arrived(line);
    });
    provider.on('closed', ({ code, reason }) => turnedAway(line, code, reason));
    openCopy(copyName(seatId, workshopId, BOARD_DOCUMENT, epoch), doc).then(
      (copy) => loaded(line, copy),
      (error: unknown) => {
        console.info('the copy on this device cannot be read', error);
        loaded(line, null);
      },
    );
  }

  function loaded(line: Line, copy: LocalCopy | null): void {
    line.copy = copy;
    if (line.closed) {
      void copy?.close();
      return;
    }
    if (shown === null) {
      if (boardSeq(line.doc) > 0) {
        shown = line;
        events.show(line.doc, line.epoch, false);
      } else events.noCopy();
    }
    line.begun = true;
    line.provider.connect();
  }

  function arrived(line: Line): void {
    if (line.closed || line !== dialed) return;
    refusals = 0;
    tries = 0;
    if (shown !== line) {
      const old = shown;
      shown = line;
      events.show(line.doc, line.epoch, true);
      if (old !== null) void end(old, true);
    }
    void forgetCopies(seatId, workshopId, BOARD_DOCUMENT, line.epoch);
    events.synced();
  }

  function turnedAway(line: Line, code: number, reason: string): void {
    if (line.closed || line !== dialed) return;
    // Otherwise it is dialled again, at once where the network is back.
    line.begun = ![CLOSE.unauthorised, CLOSE.unknownDocument, CLOSE.wrongEpoch].some(
      (final) => final === code,
    );
    if (code === CLOSE.unauthorised) events.refused('no-session');
    else if (code === CLOSE.unknownDocument) events.refused('not-found');
    else if (code === CLOSE.damaged) events.refused('damaged');
    else if (code === CLOSE.wrongEpoch) startAfresh(line, toldEpoch(reason) ?? line.epoch);
    else {
      // It may have been given up while it waited for its turn.
      const reconnect = () => {
        if (line.begun) line.provider.connect();
      };
      later(reconnect, pauseAfter({ code, reason, tries }, Math.random()));
      tries += 1;
    }
  }

  /** The copy of `line` is of another past: leave it where it is shown, and begin another. */
  function startAfresh(line: Line, epoch: string): void {
    refusals += 1;
    const begin = () => {
      if (line !== shown) void end(line, true).then(() => dialUnlessClosed(epoch));
      else if (line.epoch === epoch) {
        // Ahead of the server within one epoch: its copy must not load into the new document.
        stop(line);
        void forgetCopy(line).then(() => dialUnlessClosed(epoch));
      } else {
        stop(line);
        dialUnlessClosed(epoch);
      }
    };
    if (refusals <= 1) begin();
    else later(begin);
  }

  function dialUnlessClosed(epoch: string): void {
    if (!closed) dial(epoch);
  }

  function later(run: () => void, ms = AGAIN_MS): void {
    again?.();
    again = clock.after(ms, () => {
      again = null;
      if (!closed) run();
    });
  }

  function redial(): void {
    if (dialed === null || dialed.closed) return;
    dialed.provider.disconnect();
    dialed.provider.connect();
  }

  const stopWatch = watchSilence(clock, () => dialed?.provider ?? null);
  return {
    open(epoch) {
      if (closed || dialed?.epoch === epoch) return;
      // What waits for its turn is of the epoch that ends here.
      again?.();
      again = null;
      const before = dialed;
      if (before === null) dial(epoch);
      else if (before === shown) {
        stop(before);
        dial(epoch);
      } else void end(before, true).then(() => dialUnlessClosed(epoch));
    },
    ask: redial,
    wake() {
      // Only where dialling has begun: before that the copy is still being read.
      if (dialed?.begun === true && !dialed.closed) dialed.provider.connect();
    },
    presence,
    close() {
      if (closed) return;
      closed = true;
      again?.();
      stopWatch();
      for (const line of new Set([shown, dialed])) if (line !== null) void end(line, false);
      presence.close();
    },
    async forget() {
      this.close();
      await forgetSeat(seatId, workshopId);
    },
  };
}

/** Ends the connection; the document stays readable. */
function stop(line: Line): void {
  line.begun = false;
  line.detach();
  line.provider.destroy();
}

async function forgetCopy(line: Line): Promise<void> {
  const { copy } = line;
  line.copy = null;
  await copy?.forget();
}

async function end(line: Line, forget: boolean): Promise<void> {
  if (!line.closed) {
    line.closed = true;
    stop(line);
  }
  const { copy } = line;
  line.copy = null;
  await (forget ? copy?.forget() : copy?.close());
  line.doc.destroy();
}
