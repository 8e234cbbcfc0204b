/**
 * One text in memory. Everything that happens to it stands in one queue: what people send
 * passes the gate, goes to the disk, and only then is acknowledged and shown; what arrives
 * during a commit forms the next one. The document runs ahead of the disk while a commit is
 * under way, and nobody can look at it then; if the commit fails it is read anew. While the
 * disk takes nothing, what people send waits here, unacknowledged, and the text can be read.
 */
import type { SeatId } from '@tavolo/model';
import * as Y from 'yjs';
import type { Storage } from '../storage/storage.ts';
import type {
  TextAuthor,
  TextKey,
  TextUpdate,
  TextVersion,
  TextVersionKind,
  TextVersionLine,
} from '../storage/text-storage.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';
import { isNotSaving, type Saving } from '../workshop/saving.ts';
import type { OpenText, TextChange, TextWrite, Writer, Written } from './contract.ts';
import { type GateRule, judge } from './gate.ts';
import { clientsIn, readKeptText, readTextAfter } from './kept-text.ts';
import { Mender } from './mender.ts';
import { Quiet } from './quiet.ts';
import { mayWriteText, RIGHTS_ORDERS } from './rights.ts';
import { applied, changeOf, emptyText, replaceContent } from './text-document.ts';
import { TextQueue } from './text-queue.ts';

/** Rows after which a snapshot is worth its place. */
const SNAPSHOT_EVERY = 500;
/** A pause in the writing, in which the structure is looked at; so often at least while they write on. */
const QUIET_MS = 1_000;
const QUIET_WITHIN_MS = 10_000;
/** A text may take so much, deleted words included (bytes). */
export const MAX_TEXT = 2 * 1024 * 1024;

export interface KeeperOptions {
  readonly workshop: OpenWorkshop;
  readonly key: TextKey;
  readonly storage: Storage;
  readonly saving: Saving;
  readonly clock: () => number;
  readonly rules: ReadonlySet<GateRule>;
  /** The first row, where nothing is kept yet. */
  readonly first: () => Uint8Array;
  /** Something of ours failed that nobody is waiting for. */
  readonly failed: (error: unknown) => void;
  /** The structure was not what the editor can show: put right, or taken back. */
  readonly mended: (how: 'repaired' | 'rolled-back') => void;
  /** A snapshot says more than the log has: it is not used, and made anew. */
  readonly aheadOfLog: (snapshot: { readonly n: number }) => void;
  /** Up to this number it is on the disk now: for the other nodes. */
  readonly written: (n: number) => void;
}

/** One that passed the gate, with its answer once the commit has come. */
interface Judged {
  readonly write: TextWrite;
  readonly written: Written;
  /** What is new in it; null where nothing is, or where it was turned away. */
  readonly update: Uint8Array | null;
}

export class TextKeeper implements OpenText {
  readonly workshop: OpenWorkshop;
  readonly name: string;
  readonly #options: KeeperOptions;
  readonly #listeners = new Set<(change: TextChange) => void>();
  readonly #reservations = new Set<(client: number) => SeatId | null>();
  readonly #queue = new TextQueue((batch) => this.#writeBatch(batch));
  /** A pause, in which the structure is looked at. */
  readonly #quiet: Quiet;
  readonly #mender: Mender;
  #authors = new Map<number, SeatId>();
  #doc: Y.Doc = emptyText();
  /** The last update that is on the disk and in the document. */
  #n = 0;
  /** Bytes of the updates in it; more than the document needs, counted anew when it matters. */
  #size = 0;
  #snapshotAt = 0;
  /** The document may hold what the disk does not. */
  #unsure = false;
  #closed = false;
  /** Asked for and not begun: whatever is heard until then is read with it. */
  #hasHeard = false;

  private constructor(options: KeeperOptions) {
    this.#options = options;
    this.workshop = options.workshop;
    this.name = options.key.name;
    this.#mender = new Mender({
      doc: () => this.#doc,
      change: (work) => this.#change(work),
      keep: () => this.#keep('before-restore', '', null),
      versions: () => this.versions(),
      version: (number) => this.version(number),
      first: options.first,
    });
    this.#quiet = new Quiet({ afterMs: QUIET_MS, withinMs: QUIET_WITHIN_MS }, () => {
      this.#alone(() => this.#mender.mend())
        .then((how) => how === null || options.mended(how))
        .catch(options.failed);
    });
  }

  static async load(options: KeeperOptions): Promise<TextKeeper> {
    const keeper = new TextKeeper(options);
    await keeper.#load();
    if (!keeper.#mender.isSound()) keeper.#quiet.stir();
    return keeper;
  }

  /** Nothing is waiting or on its way to the disk. */
  get idle(): boolean {
    return this.#queue.idle;
  }

  write(write: TextWrite): void {
    this.#queue.write(write);
  }

  /** Another node has written up to `n`, or says so: what is in the log is shown here as well. */
  async heard(n: number): Promise<void> {
    if (n <= this.#n || this.#closed || this.#hasHeard) return;
    this.#hasHeard = true;
    try {
      await this.#alone(() => {
        this.#hasHeard = false;
        return this.#readOn();
      });
    } finally {
      this.#hasHeard = false;
    }
  }

  read<Answer>(look: (doc: Y.Doc) => Answer): Promise<Answer> {
    return this.#alone(async () => look(this.#doc));
  }

  authorOf(client: number): SeatId | null {
    return this.#authors.get(client) ?? null;
  }

  reserving(ownerOf: (client: number) => SeatId | null): () => void {
    this.#reservations.add(ownerOf);
    return () => this.#reservations.delete(ownerOf);
  }

  subscribe(listener: (change: TextChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  versions(): Promise<readonly TextVersionLine[]> {
    return this.#options.storage.textVersions(this.#options.key);
  }

  version(number: number): Promise<TextVersion | null> {
    return this.#options.storage.findTextVersion(this.#options.key, number);
  }

  keepVersion(name: string, seatId: SeatId): Promise<number> {
    return this.#alone(() => this.#keep('named', name, seatId));
  }

  /** When a phase ends; nothing where the text has not changed since the last version. */
  keepPhaseVersion(phase: string): Promise<void> {
    return this.#alone(async () => {
      // Every node that has it in memory comes by here: all of them mean the same version.
      await this.#readOn();
      const [latest] = await this.versions();
      // Only the template: there is nothing to come back to.
      if (this.#n <= 1 || latest?.n === this.#n) return;
      await this.#keep('phase', phase, null);
    });
  }

  restore(number: number, seatId: SeatId): Promise<boolean> {
    return this.#alone(async () => {
      const version = await this.version(number);
      if (version === null) return false;
      await this.#keep('before-restore', version.name, seatId);
      await this.#change((doc) => changeOf(doc, (copy) => replaceContent(copy, version.bytes)));
      return true;
    });
  }

  /** Finishes what is under way and keeps a snapshot; the last thing it does. */
  async close(): Promise<void> {
    this.#quiet.close();
    if (this.#closed) return;
    this.#closed = true;
    await this.#alone(() => this.#snapshot(1));
  }

  #alone<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    return this.#queue.alone(async () => {
      if (this.#unsure) await this.#load();
      return run();
    });
  }

  async #writeBatch(batch: readonly TextWrite[]): Promise<void> {
    /** Whatever Yjs itself choked on, which the gate should have seen. */
    const poison = new Set<TextWrite>();
    try {
      for (;;) {
        if (this.#unsure) await this.#load();
        const { seq } = this.workshop;
        const fresh = new Map<number, SeatId>();
        const judged = this.#judgeBatch(batch, poison, fresh);
        if (judged === null) continue;
        if (!(await this.#appendBatch(judged, fresh, seq))) continue;
        for (const { write, written } of judged) write.done(written);
        this.#tell(
          judged.flatMap(({ write, update }) =>
            update === null ? [] : [{ update, writer: write.writer }],
          ),
        );
        break;
      }
    } catch (error) {
      this.#unsure = true;
      this.#options.failed(error);
      const { saving } = this.#options;
      if (isNotSaving(error) && !saving.isWell) this.#queue.hold(batch, saving.whenWell());
      else for (const write of batch) write.done({ is: 'failed' });
      return;
    }
    await this.#snapshot(SNAPSHOT_EVERY).catch((error: unknown) => this.#options.failed(error));
  }

  /** Runs the document ahead; null where it has to be read anew first. */
  #judgeBatch(
    batch: readonly TextWrite[],
    poison: Set<TextWrite>,
    fresh: Map<number, SeatId>,
  ): readonly Judged[] | null {
    const judged: Judged[] = [];
    const ended = new Set<Writer>();
    for (const write of batch) {
      const { writer } = write;
      const answer = (written: Written, update: Uint8Array | null): void => {
        if (written.is !== 'kept') ended.add(writer);
        judged.push({ write, written, update });
      };
      if (ended.has(writer) || writer.isGone()) {
        // Told all the same: whoever sent it counts what is under way.
        answer({ is: 'passed-over' }, null);
      } else if (poison.has(write)) {
        answer({ is: 'denied', rule: 'malformed' }, null);
      } else if (!mayWriteText(this.workshop.state, writer.seatId, this.name)) {
        answer({ is: 'forbidden' }, null);
      } else {
        const verdict = this.#judge(write, fresh);
        if (verdict.is === 'denied') {
          answer(verdict, null);
          continue;
        }
        try {
          this.#unsure = true;
          answer({ is: 'kept' }, applied(this.#doc, write.update));
        } catch (error) {
          this.#options.failed(error);
          poison.add(write);
          return null;
        }
        for (const client of verdict.fresh) fresh.set(client, writer.seatId);
      }
    }
    return judged;
  }

  #judge({ writer: { seatId }, update }: TextWrite, fresh: ReadonlyMap<number, SeatId>) {
    const mine = (seat: SeatId): boolean => seat === seatId;
    return judge(update, {
      doc: this.#doc,
      seatId,
      ownerOf: (client) => fresh.get(client) ?? this.#ownerOf(client),
      clientsOfSeat: () =>
        [...this.#authors.values()].filter(mine).length + [...fresh.values()].filter(mine).length,
      room: this.#room(update.length),
      rules: this.#options.rules,
    });
  }

  #ownerOf(client: number): SeatId | null {
    const author = this.#authors.get(client);
    if (author !== undefined) return author;
    for (const reserved of this.#reservations) {
      const owner = reserved(client);
      if (owner !== null) return owner;
    }
    return null;
  }

  /** Counts the document itself only where the sum of its updates says that it might be full. */
  #room(wanted: number): number {
    if (this.#size + wanted > MAX_TEXT) this.#size = Y.encodeStateAsUpdate(this.#doc).length;
    return MAX_TEXT - this.#size;
  }

  /** False where something has come between: then the document is read anew, and all is judged again. */
  async #appendBatch(
    judged: readonly Judged[],
    fresh: ReadonlyMap<number, SeatId>,
    seq: number,
  ): Promise<boolean> {
    const at = this.#options.clock();
    const updates = judged
      .filter((each): each is Judged & { update: Uint8Array } => each.update !== null)
      .map(
        ({ write, update }, index): TextUpdate => ({
          n: this.#n + 1 + index,
          seatId: write.writer.seatId,
          at,
          bytes: update,
        }),
      );
    if (updates.length > 0) {
      const authors = [...fresh].map(([client, seatId]): TextAuthor => ({ client, seatId }));
      const { storage, key } = this.#options;
      const guard = { seq, types: RIGHTS_ORDERS };
      const result = await storage.appendText(key, updates, authors, guard);
      if (!result.ok) {
        if (result.why === 'rights') await this.workshop.catchUp();
        return false;
      }
      for (const { client, seatId } of authors) this.#authors.set(client, seatId);
      this.#grown(updates);
      this.#options.written(this.#n);
    }
    this.#unsure = false;
    return true;
  }

  #grown(updates: readonly TextUpdate[]): void {
    this.#n += updates.length;
    for (const { bytes } of updates) this.#size += bytes.length;
    if (!this.#closed) this.#quiet.stir();
  }

  /** A change of the server's own: worked out on a copy, appended, and then applied. */
  async #change(work: (doc: Y.Doc) => Uint8Array | null): Promise<void> {
    for (;;) {
      if (this.#unsure) await this.#load();
      const update = work(this.#doc);
      if (update === null) return;
      const { storage, key, clock } = this.#options;
      const row: TextUpdate = { n: this.#n + 1, seatId: null, at: clock(), bytes: update };
      this.#unsure = true;
      const result = await storage.appendText(key, [row], [], null);
      if (!result.ok) continue;
      applied(this.#doc, update);
      this.#unsure = false;
      this.#grown([row]);
      this.#options.written(this.#n);
      this.#tell([{ update, writer: null }]);
      return;
    }
  }

  /** Reads what others have appended since the document was last in step with the log. */
  async #readOn(): Promise<void> {
    const { storage, key } = this.#options;
    const rows = await readTextAfter(storage, key, this.#n);
    if (rows.length === 0) return;
    this.#unsure = true;
    for (const { bytes, seatId } of rows) {
      applied(this.#doc, bytes);
      if (seatId === null) continue;
      // Whoever stands in the row has passed the gate of their node with these ids.
      for (const client of clientsIn(bytes)) {
        if (!this.#authors.has(client)) this.#authors.set(client, seatId);
      }
    }
    this.#unsure = false;
    this.#grown(rows);
    this.#tell(rows.map(({ bytes }) => ({ update: bytes, writer: null })));
  }

  /** Reads everything, and tells of what others have appended meanwhile. */
  async #load(): Promise<void> {
    const { storage, key, first, clock, aheadOfLog } = this.#options;
    const row = () => ({ seatId: null, at: clock(), bytes: first() });
    const kept = await readKeptText(storage, key, row, aheadOfLog);
    const before = this.#n;
    this.#doc.destroy();
    this.#doc = kept.doc;
    this.#authors = new Map(kept.authors);
    this.#size = kept.size;
    this.#snapshotAt = kept.snapshotAt;
    this.#n = kept.n;
    this.#unsure = false;
    const unseen = kept.rows.filter((row) => row.n > before);
    if (before > 0) this.#tell(unseen.map(({ bytes }) => ({ update: bytes, writer: null })));
  }

  async #keep(kind: TextVersionKind, name: string, seatId: SeatId | null): Promise<number> {
    const { storage, key, clock } = this.#options;
    const bytes = Y.encodeStateAsUpdate(this.#doc);
    const version = { kind, name, at: clock(), seatId, n: this.#n, bytes };
    return storage.saveTextVersion(key, version);
  }

  async #snapshot(every: number): Promise<void> {
    if (this.#unsure || this.#n - this.#snapshotAt < every) return;
    const { storage, key } = this.#options;
    const n = this.#n;
    await storage.saveTextSnapshot(key, { n, bytes: Y.encodeStateAsUpdate(this.#doc) });
    this.#snapshotAt = n;
  }

  #tell(change: TextChange): void {
    if (change.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(change);
      } catch (error) {
        this.#options.failed(error);
      }
    }
  }
}
