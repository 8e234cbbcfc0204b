/**
 * Who else is here, through awareness. Ours tells the server about ourselves alone: the
 * stock provider repeats to the server whatever it hears about others.
 */
import { type ClientPresence, PRESENCE_SHAPES, type Presence } from '@tavolo/protocol';
import { Awareness } from 'y-protocols/awareness';
import type { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Clock } from './clock.ts';
import { type AwarenessChanges, speakForOneself } from './own-presence.ts';

const NOWHERE: ClientPresence = { cursor: null, holding: null };
/** About fifteen times a second, as often as cursors are drawn. */
const SHOW_EVERY_MS = 66;
/** Without news a card in somebody's hand counts as put down. */
const HOLDING_MS = 5_000;

export class PresenceChannel {
  readonly #clock: Clock;
  readonly #changed: () => void;
  /** Outlives documents and providers: a new epoch is no reason to vanish. */
  readonly awareness: Awareness;
  readonly #home = new Y.Doc();
  /** Null: something has been heard since it was last asked for. A room full of hands is drawn less often than it moves. */
  #others: readonly Presence[] | null = [];
  #mine: ClientPresence = NOWHERE;
  #pending: (() => void) | null = null;
  #expiry: (() => void) | null = null;
  readonly #heardAt = new Map<number, number>();

  constructor(clock: Clock, changed: () => void) {
    this.#clock = clock;
    this.#changed = changed;
    this.awareness = new Awareness(this.#home);
    this.awareness.setLocalState({ ...NOWHERE });
    this.awareness.on('update', this.#heard);
  }

  others(): readonly Presence[] {
    this.#others ??= this.#read();
    return this.#others;
  }

  show(change: Partial<ClientPresence>): void {
    this.#mine = { ...this.#mine, ...change };
    this.#pending ??= this.#clock.after(SHOW_EVERY_MS, () => {
      this.#pending = null;
      this.awareness.setLocalState({ ...this.#mine });
    });
  }

  /** Awareness and the documents it goes with must share one id; boards have no other use for theirs. */
  claim(doc: Y.Doc): void {
    doc.clientID = this.awareness.clientID;
  }

  /** Makes a provider speak for ourselves alone. Returns the way to undo it. */
  attach(provider: WebsocketProvider): () => void {
    return speakForOneself(provider, this.awareness, () =>
      this.awareness.setLocalState({ ...this.#mine }),
    );
  }

  close(): void {
    this.#pending?.();
    this.#expiry?.();
    this.awareness.off('update', this.#heard);
    this.awareness.destroy();
    this.#home.destroy();
  }

  readonly #heard = (changes: AwarenessChanges) => {
    const now = this.#clock.now();
    for (const id of [...changes.added, ...changes.updated]) this.#heardAt.set(id, now);
    for (const id of changes.removed) this.#heardAt.delete(id);
    this.#moved();
  };

  #moved(): void {
    this.#others = null;
    this.#changed();
  }

  #read(): readonly Presence[] {
    const now = this.#clock.now();
    const seats = new Map<string, Presence>();
    let next: number | null = null;
    for (const [id, state] of this.awareness.getStates()) {
      if (id === this.awareness.clientID) continue;
      let presence = asPresence(state);
      if (presence === null) continue;
      const expiresAt = (this.#heardAt.get(id) ?? now) + HOLDING_MS;
      if (presence.holding !== null) {
        if (expiresAt <= now) presence = { ...presence, holding: null };
        else next = Math.min(next ?? expiresAt, expiresAt);
      }
      // Somebody with two tabs is one person: the one with a hand on the board counts.
      const known = seats.get(presence.seatKey);
      if (known === undefined || (known.cursor === null && presence.cursor !== null)) {
        seats.set(presence.seatKey, presence);
      }
    }
    this.#expiry?.();
    this.#expiry = next === null ? null : this.#clock.after(next - now, () => this.#moved());
    return [...seats.values()];
  }
}

/** The server writes names and shapes; anything else in there is not shown. */
function asPresence(state: Readonly<Record<string, unknown>>): Presence | null {
  const { seatKey, name, shape } = state;
  if (typeof seatKey !== 'string' || typeof name !== 'string') return null;
  return PRESENCE_SHAPES.some((known) => known === shape) ? (state as unknown as Presence) : null;
}
