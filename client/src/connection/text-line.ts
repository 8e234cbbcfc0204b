/** One text document of one epoch, tied to its socket and its copy on this device. */
import { textRoot } from '@tavolo/documents';
import { MESSAGE, SYNC_STEP } from '@tavolo/protocol';
import * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { countingSocket } from './counting-socket.ts';
import type { LocalCopy } from './local-copy.ts';
import { speakForOneself } from './own-presence.ts';
import { deletesMore, deletionsIn, deletionsOf } from './text-deletions.ts';
import { TextInbox } from './text-inbox.ts';
import { TextSaved } from './text-saved.ts';
import { wordsBeyond } from './text-words.ts';

/** Under this name the copy remembers how far the server had it. */
const NOTE = 'saved';

export class TextLine {
  readonly epoch: string;
  readonly doc = new Y.Doc();
  readonly saved = new TextSaved(this.doc);
  readonly provider: WebsocketProvider;
  copy: LocalCopy | null = null;
  /** It has been in step once. */
  synced = false;
  /** The server has asked this connection for what we have, so we may write. */
  asked = false;
  /** At the last full answer of the server there was something here that it did not have. */
  isAhead = false;
  closed = false;
  #loading = true;
  readonly #silence: () => void;
  readonly #inbox: TextInbox;

  constructor(
    epoch: string,
    where: { url: string; document: string; Socket: typeof WebSocket },
    clock: Clock,
    changed: () => void,
  ) {
    this.epoch = epoch;
    // Before the provider listens: a change counts before its frame leaves.
    this.doc.on('update', (_update: Uint8Array, origin: unknown) => {
      if (origin === this.provider || this.#loading) return;
      this.saved.changed();
      changed();
    });
    this.doc.on('afterTransaction', (transaction: Y.Transaction) => {
      if (transaction.origin === this.provider) this.saved.received(transaction);
    });
    this.provider = new WebsocketProvider(where.url, where.document, this.doc, {
      connect: false,
      // Tabs of one browser may hold other seats and epochs.
      disableBc: true,
      params: { epoch },
      // Its own pauses are the same for a whole room: `text-sync.ts` dials again.
      shouldReconnect: () => false,
      WebSocketPolyfill: countingSocket(this.saved, where.Socket),
    });
    clearInterval(this.provider._checkInterval);
    this.#inbox = new TextInbox(this.doc, this.provider, clock);
    const { awareness, messageHandlers } = this.provider;
    this.#silence = speakForOneself(this.provider, awareness, () =>
      awareness.setLocalState({ ...awareness.getLocalState() }),
    );
    messageHandlers[MESSAGE.acknowledged] = (_encoder, decoder) => {
      this.saved.acknowledged(decoding.readVarUint(decoder));
      changed();
    };
    const stock = messageHandlers[MESSAGE.sync];
    messageHandlers[MESSAGE.sync] = (encoder, decoder, provider, emitSynced, kind) => {
      const step = decoding.peekVarUint(decoder);
      if (step === SYNC_STEP.update) {
        decoding.readVarUint(decoder);
        this.#inbox.put(decoding.readVarUint8Array(decoder));
        return;
      }
      // The other steps ask how far this document has come, or say it.
      this.#inbox.take();
      if (step === SYNC_STEP.step1) this.asked = true;
      const answer = step === SYNC_STEP.step2 ? decoding.clone(decoder) : null;
      if (answer !== null) this.#answered(answer);
      stock?.(encoder, decoder, provider, emitSynced, kind);
      changed();
    };
    this.provider.on('status', ({ status }) => {
      if (status === 'connecting' || status === 'disconnected') this.asked = false;
      this.#inbox.take();
      changed();
    });
  }

  /** The copy has been read, or there is none. */
  async loaded(copy: LocalCopy | null): Promise<void> {
    this.copy = copy;
    // Whoever has left meanwhile has taken the document, and the copy's own line with it.
    if (this.closed) return;
    this.saved.resume((await copy?.noted(NOTE)) ?? null);
    this.#loading = false;
    this.remember();
  }

  get isLoaded(): boolean {
    return !this.#loading;
  }

  get isEmpty(): boolean {
    return this.doc.store.clients.size === 0;
  }

  /** What was written here and is not known to be on the server. */
  unsentWords(): string {
    if (this.saved.isSaved) return '';
    return wordsBeyond(textRoot(this.doc), this.saved.beyond);
  }

  /** Before it is applied: it says all that is deleted there, and leaves out what is known here. */
  #answered(decoder: decoding.Decoder): void {
    decoding.readVarUint(decoder);
    const there = deletionsIn(decoding.readVarUint8Array(decoder));
    const { beyond } = this.saved;
    this.isAhead =
      [...beyond].some(([client, clock]) => Y.getState(this.doc.store, client) > clock) ||
      deletesMore(deletionsOf(this.doc), there, beyond);
  }

  remember(): void {
    this.copy?.note(NOTE, this.saved.note());
  }

  /** Ends the connection; the document stays readable. */
  stop(): void {
    if (this.closed) return;
    this.closed = true;
    this.asked = false;
    this.#inbox.take();
    this.#silence();
    this.provider.destroy();
  }

  async end(forget: boolean): Promise<void> {
    this.stop();
    const { copy } = this;
    this.copy = null;
    await (forget ? copy?.forget() : copy?.close());
    this.doc.destroy();
  }
}
