/**
 * Keeps a text that several people write at once in step with the server's: a local copy
 * first, then a socket. What the server will never take (the right is gone, the content is
 * denied, the copy is of another past) is handed back as words, and a fresh document begins:
 * behind a denied change all later ones would be gaps.
 */
import { textRoot } from '@tavolo/documents';
import { CLOSE } from '@tavolo/protocol';
import type { Awareness } from 'y-protocols/awareness';
import type * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { copyName, forgetCopies, openCopy } from './local-copy.ts';
import { watchNetwork } from './network.ts';
import { pauseAfter } from './redial.ts';
import { watchSilence } from './silence.ts';
import { type Deletions, deletionsOf } from './text-deletions.ts';
import { TextLine } from './text-line.ts';
import { wordsStillThere } from './text-words.ts';
import { toldEpoch } from './told-epoch.ts';

/** `deletion`: words that were taken out here and stand in the text all the same. */
export type UnsentReason = 'rights' | 'content' | 'epoch' | 'deletion';

export interface TextState {
  /** Null until a copy is read or the server has answered: an empty text is never shown as if it were the truth. */
  readonly shown: { readonly doc: Y.Doc; readonly awareness: Awareness } | null;
  readonly saving: 'saved' | 'saving' | 'offline';
  /** The server takes nothing from here, whatever the rules on this device say. */
  readonly readOnly: boolean;
  /** What the server kept of it cannot be trusted: it is not opened. */
  readonly damaged: boolean;
}

export interface TextEvents {
  changed(): void;
  unsent(words: string, reason: UnsentReason): void;
}

export interface TextSync {
  get(): TextState;
  /** The network is back: dial now. */
  wake(): void;
  /** Ends everything; the copy stays. May be called twice. */
  close(): void;
}

export interface TextOptions {
  readonly workshopId: string;
  readonly seatId: string;
  readonly document: string;
  readonly epoch: string;
  readonly clock: Clock;
  /** `ws://…` or `wss://…`, without a path. */
  readonly socketOrigin: string;
  /** For callers outside a browser. */
  readonly Socket?: typeof WebSocket;
}

/** A server that turns us away again will not be asked in a tight loop. */
const AGAIN_MS = 5_000;
/** How long a writer's connection may take to be asked for what it has. */
const ASKED_WITHIN_MS = 1_000;
/** How long after the last change it is written down how far the server has the text. */
const REMEMBER_MS = 1_000;
/** "Saved" is said in a pause of the typing; at every letter it would only flicker. */
const CALM_MS = 400;

export function openTextSync(options: TextOptions, events: TextEvents): TextSync {
  const { clock, workshopId, seatId, document } = options;
  let shown: TextLine | null = null;
  let dialed: TextLine | null = null;
  let readOnly = false;
  let damaged = false;
  let closed = false;
  let refusals = 0;
  /** To dial, since it was last in step. */
  let tries = 0;
  /** Of a document that was given up: what of it still stands is told once the fresh one is here. */
  let takenOut: Deletions | null = null;
  let again: (() => void) | null = null;
  let judging: (() => void) | null = null;
  let remembering: (() => void) | null = null;
  let calming: (() => void) | null = null;
  let state = snapshot();
  const stopWatch = watchSilence(clock, () => dialed?.provider ?? null);
  const stopNetwork = watchNetwork(
    () => dialed?.provider.disconnect(),
    () => redial(),
  );

  function redial(): void {
    // Only a line whose copy has been read, and that is not turned away.
    if (dialed?.isLoaded === true && !dialed.closed) dialed.provider.connect();
  }

  function dial(epoch: string): void {
    const line = new TextLine(
      epoch,
      {
        url: `${options.socketOrigin}/sync/${workshopId}`,
        document,
        Socket: options.Socket ?? WebSocket,
      },
      clock,
      changed,
    );
    dialed = line;
    line.provider.on('sync', (synced) => {
      if (synced) arrived(line);
    });
    line.provider.on('closed', ({ code, reason }) => turnedAway(line, code, reason));
    openCopy(copyName(seatId, workshopId, document, epoch), line.doc)
      .catch((error: unknown) => {
        console.info('the copy on this device cannot be read', error);
        return null;
      })
      .then((copy) => line.loaded(copy))
      .then(() => {
        if (line.closed) {
          void line.end(false);
          return;
        }
        if (shown === null && !line.isEmpty) shown = line;
        line.provider.connect();
        changed();
      });
  }

  function arrived(line: TextLine): void {
    if (line.closed) return;
    line.synced = true;
    refusals = 0;
    tries = 0;
    damaged = false;
    if (shown !== line) {
      const old = shown;
      shown = line;
      if (old !== null) void old.end(false);
    }
    tellStillThere(line);
    void forgetCopies(seatId, workshopId, document, line.epoch);
    judging?.();
    if (!line.asked) judging = clock.after(ASKED_WITHIN_MS, () => judge(line));
    changed();
  }

  /** The server gives us the text and does not ask for ours: here we only read. */
  function judge(line: TextLine): void {
    judging = null;
    if (line.closed || line !== dialed || !line.provider.wsconnected) return;
    readOnly = !line.asked;
    if (readOnly && (line.isAhead || line.unsentWords() !== ''))
      startAfresh(line, line.epoch, 'rights');
    else changed();
  }

  function turnedAway(line: TextLine, code: number, reason: string): void {
    if (line.closed || line !== dialed) return;
    // It may have been given up while it waited for its turn.
    const reconnect = () => {
      if (!line.closed) line.provider.connect();
    };
    if (code === CLOSE.wrongEpoch) {
      startAfresh(line, toldEpoch(reason) ?? line.epoch, 'epoch');
    } else if (code === CLOSE.contentDenied) startAfresh(line, line.epoch, 'content');
    else if (code === CLOSE.damaged) damaged = true;
    else if (code === CLOSE.forbidden) {
      // Rights have changed: the next connection shows what is left of them.
      readOnly = true;
      soon(reconnect);
    } else {
      later(reconnect, pauseAfter({ code, reason, tries }, Math.random()));
      tries += 1;
    }
    changed();
  }

  /** The words first; then the copy goes, and a fresh document takes its place once it is in step. */
  function startAfresh(line: TextLine, epoch: string, reason: UnsentReason): void {
    readOnly = true;
    const words = line.unsentWords();
    if (words !== '') events.unsent(words, reason);
    // What another past has deleted says nothing about this one.
    takenOut = reason === 'epoch' ? null : deletionsOf(line.doc);
    line.stop();
    const { copy } = line;
    line.copy = null;
    const gone = (copy?.forget() ?? Promise.resolve()).catch((error: unknown) => {
      console.info('a copy on this device cannot be deleted', error);
    });
    void gone.then(() =>
      soon(() => {
        if (line !== shown) void line.end(false);
        dial(epoch);
      }),
    );
    changed();
  }

  /** A deletion that the server did not take is no word of its own: it shows on the text alone. */
  function tellStillThere(line: TextLine): void {
    if (takenOut === null) return;
    const words = wordsStillThere(textRoot(line.doc), takenOut);
    takenOut = null;
    if (words !== '') events.unsent(words, 'deletion');
  }

  /** At once the first time, then with a pause. */
  function soon(run: () => void): void {
    refusals += 1;
    if (refusals > 1) later(run);
    else if (!closed) run();
  }

  function later(run: () => void, ms = AGAIN_MS): void {
    again?.();
    again = clock.after(ms, () => {
      again = null;
      if (!closed) run();
    });
  }

  function snapshot(): TextState {
    const line = shown;
    const isUp = line?.provider.wsconnected === true && line.provider.synced;
    // Who may only read has nothing to save.
    const isSaved = line === null || readOnly || line.saved.isSaved;
    return {
      shown: line === null ? null : { doc: line.doc, awareness: line.provider.awareness },
      saving: isUp || line === null ? (isSaved ? 'saved' : 'saving') : 'offline',
      readOnly: readOnly || damaged,
      damaged,
    };
  }

  function changed(): void {
    if (closed) return;
    if (dialed?.asked) readOnly = false;
    remembering ??= clock.after(REMEMBER_MS, () => {
      remembering = null;
      shown?.remember();
    });
    const next = snapshot();
    const same =
      next.shown?.doc === state.shown?.doc &&
      next.saving === state.saving &&
      next.readOnly === state.readOnly &&
      next.damaged === state.damaged;
    if (same) {
      stopCalming();
      return;
    }
    if (
      state.saving === 'saving' &&
      next.saving === 'saved' &&
      next.shown?.doc === state.shown?.doc
    ) {
      calming ??= clock.after(CALM_MS, () => {
        calming = null;
        tell(snapshot());
      });
      return;
    }
    tell(next);
  }

  function stopCalming(): void {
    calming?.();
    calming = null;
  }

  function tell(next: TextState): void {
    if (closed) return;
    stopCalming();
    state = next;
    events.changed();
  }

  dial(options.epoch);
  return {
    get: () => state,
    wake: redial,
    close() {
      if (closed) return;
      closed = true;
      again?.();
      judging?.();
      remembering?.();
      stopCalming();
      stopWatch();
      stopNetwork();
      for (const line of new Set([shown, dialed])) {
        if (line === null) continue;
        line.remember();
        void line.end(false);
      }
    },
  };
}
