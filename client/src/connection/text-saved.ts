/**
 * What of a text is safe on the server. Frames of a connection are numbered as they leave;
 * the server acknowledges a number (message 8) once they are on its disk. Saved means: no
 * local change since an acknowledged frame.
 */
import * as Y from 'yjs';

/** First bytes of the frames that count: sync, then step 2 or update. */
const SYNC = 0;
const STEP2 = 1;
const UPDATE = 2;

interface Sent {
  /** How many local changes there were when it left; -1 where it may not hold all of them. */
  readonly change: number;
  readonly vector: Uint8Array;
}

export class TextSaved {
  readonly #doc: Y.Doc;
  #changes = 0;
  #safe = 0;
  #stepped = false;
  #frames = 0;
  #acknowledged = 0;
  readonly #sent = new Map<number, Sent>();
  /** How far the server's disk is known to reach, client by client. */
  readonly #reached = new Map<number, number>();
  /** Client ids under which this device has written; what others wrote came from the server. */
  readonly #own: Set<number>;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#own = new Set([doc.clientID]);
  }

  get isSaved(): boolean {
    return this.#safe === this.#changes;
  }

  /** From which clock on the own words of each client id are not known to be on the server. */
  get beyond(): ReadonlyMap<number, number> {
    return new Map([...this.#own].map((client) => [client, this.#reached.get(client) ?? 0]));
  }

  changed(): void {
    this.#changes += 1;
  }

  /** Goes on from the note of an earlier page. What its copy holds may not have been sent. */
  resume(note: string | null): void {
    const { own, reached } = readNote(note);
    for (const client of own) this.#own.add(client);
    for (const [client, clock] of reached) this.#raise(client, clock);
    if (this.#doc.store.clients.size > 0) this.changed();
  }

  note(): string {
    return JSON.stringify({ own: [...this.#own], reached: [...this.#reached] });
  }

  /** The numbers begin anew with every connection. */
  connecting(): void {
    this.#stepped = false;
    this.#frames = 0;
    this.#acknowledged = 0;
    this.#sent.clear();
  }

  sent(frame: Uint8Array): void {
    const [kind, step] = frame;
    if (kind !== SYNC || (step !== STEP2 && step !== UPDATE)) return;
    this.#frames += 1;
    // Before step 2 an update may stand on changes that have never been sent.
    this.#stepped ||= step === STEP2;
    this.#sent.set(this.#frames, {
      change: this.#stepped ? this.#changes : -1,
      vector: Y.encodeStateVector(this.#doc),
    });
  }

  acknowledged(n: number): void {
    const sent = this.#sent.get(n);
    for (let each = this.#acknowledged; each <= n; each += 1) this.#sent.delete(each);
    if (n <= this.#acknowledged || sent === undefined || sent.change < 0) return;
    this.#acknowledged = n;
    this.#safe = Math.max(this.#safe, sent.change);
    this.#reach(sent.vector);
  }

  /** What came from the server is on its disk. */
  received({ beforeState, afterState }: Y.Transaction): void {
    for (const [client, clock] of afterState) {
      if (clock > (beforeState.get(client) ?? 0)) this.#raise(client, clock);
    }
  }

  #reach(vector: Uint8Array): void {
    for (const [client, clock] of Y.decodeStateVector(vector)) this.#raise(client, clock);
  }

  #raise(client: number, clock: number): void {
    this.#reached.set(client, Math.max(this.#reached.get(client) ?? 0, clock));
  }
}

interface Note {
  readonly own: readonly number[];
  readonly reached: readonly (readonly [client: number, clock: number])[];
}

/** Written by `note` alone; anything else is as if nothing had been noted. */
function readNote(note: string | null): Note {
  const read: unknown = note === null ? null : JSON.parse(note);
  if (typeof read !== 'object' || read === null) return { own: [], reached: [] };
  const { own, reached } = read as Partial<Note>;
  return { own: own ?? [], reached: reached ?? [] };
}
