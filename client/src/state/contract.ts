/**
 * What features may know of the workshop: the bridge between `connection` and React.
 * Features import the hooks of `state/hooks.ts` and nothing below them.
 *
 * Everything shown is `fold(visible state, pending commands)`: one's own change is on
 * screen in the same frame, and leaves the fold when the server's feeds have caught up.
 */
import type { Action, CardId, Order, Queue, Refusal, Seat, Subject, Workshop } from '@tavolo/model';
import type { CountsFeed, Presence } from '@tavolo/protocol';
import type { TextState } from '../connection/text-sync.ts';
import type { UnsentWords } from './unsent-words.ts';

export type { TextState } from '../connection/text-sync.ts';
export type { UnsentWords } from './unsent-words.ts';

/** How far the page has come. Nothing of the board is drawn before `ready`. */
export type Opening =
  | { readonly is: 'opening' }
  | { readonly is: 'ready' }
  /** Has come and is not let in yet; it opens by itself. */
  | { readonly is: 'waiting' }
  /** The seat is gone while the page was open. */
  | { readonly is: 'gone' }
  /** No session here: show the way to the code. */
  | { readonly is: 'no-seat'; readonly message: string }
  | { readonly is: 'not-found'; readonly message: string }
  /** What the server kept of it cannot be trusted; dialling again does not help. */
  | { readonly is: 'damaged'; readonly message: string }
  /** The board could not be loaded; the copy is not shown as if it were the truth. */
  | { readonly is: 'failed'; readonly message: string };

export type Saving =
  | { readonly is: 'saved' }
  | { readonly is: 'saving'; readonly waiting: number }
  | { readonly is: 'offline'; readonly waiting: number }
  /** The server is there, and its disk takes nothing: what is done here waits. */
  | { readonly is: 'not-saving'; readonly waiting: number };

/** A change that the server refused. It has left the board; its text is kept here until dismissed. */
export interface RefusedChange {
  readonly id: string;
  readonly order: Order;
  readonly kind: string;
  /** A sentence in the person's language. */
  readonly message: string;
  /** What they had written, if it was text. */
  readonly text: string | null;
}

/** One's own last action, as long as it can be taken back. */
export interface Undoable {
  readonly id: string;
  /** The orders it consisted of. */
  readonly orders: readonly Order[];
  readonly doneAt: number;
  undo(): void;
}

export interface RoomState {
  readonly opening: Opening;
  /** The folded view of this seat. */
  readonly workshop: Workshop;
  readonly me: Seat | null;
  readonly saving: Saving;
  readonly refused: readonly RefusedChange[];
  readonly undoable: Undoable | null;
  /** Cards and clusters with a change that is not on the server yet, and proposals that are new there. */
  readonly waiting: ReadonlySet<string>;
  readonly queue: Queue | null;
  /** All seats, for the facilitator. */
  readonly roster: readonly Seat[] | null;
  readonly counts: CountsFeed | null;
  readonly joinCode: string | null;
  /** The origin that others can join at, as the server tells it. */
  readonly joinOrigin: string | null;
  /** Server time minus this device's, ms. */
  readonly clockOffset: number;
  /** The server speaks another version than this page: say so, never reload by force. */
  readonly versionDiffers: boolean;
}

/** A text that several people write at once, as long as a page has it open. */
export interface SharedText {
  get(): TextState;
  subscribe(listener: () => void): () => void;
  close(): void;
}

/** What somebody does with their hands, told to the others. */
export interface Showing {
  readonly cursor?: { readonly x: number; readonly y: number } | null;
  readonly holding?: CardId | null;
  /** The field of a service sheet they are in, as `fieldKey` names it. */
  readonly field?: string | null;
}

/** One workshop as this page lives in it. Made once for `/w/<id>`; closed when left. */
export interface Room {
  get(): RoomState;
  /** Called after each frame in which something changed. */
  subscribe(listener: () => void): () => void;
  /** For one card, so that others' changes do not wake it. */
  subscribeCard(id: CardId, listener: () => void): () => void;
  /**
   * Wants something done. Shown at once where the local rules allow it. Returns the refusal
   * where they do not: then nothing is sent and nothing typed is lost. Several orders are
   * one action for undo and travel in one frame.
   */
  send(orders: Order | readonly Order[]): Refusal | null;
  may(action: Action, subject?: Subject): true | Refusal;
  dismiss(refusedId: string): void;
  /** Tries again to open, from `failed`. */
  retry(): void;
  /** Others who are here, without oneself; changes often, so it is a channel of its own. */
  readonly presence: {
    get(): readonly Presence[];
    subscribe(listener: () => void): () => void;
    show(presence: Showing): void;
  };
  /** Opens the text of this name; only once the room is ready. Whoever opens it closes it. */
  openText(document: string): SharedText;
  /** Words of shared texts that the server did not take, kept on this device. */
  readonly unsent: {
    /** Puts them beside another document. */
    move(id: string, document: string): void;
    get(): readonly UnsentWords[];
    subscribe(listener: () => void): () => void;
    dismiss(id: string): void;
  };
  /** Asks the server to end the session here and forgets the local copy. */
  leave(): Promise<void>;
  close(): void;
}
