/**
 * How texts are kept: a log of updates for each document, who may write under which client
 * id, named versions, and a snapshot as a cache. Part of the `Storage` contract; what a
 * resolved and a rejected promise mean stands there.
 */
import type { AnyOrder, SeatId, WorkshopId } from '@tavolo/model';

/** A document of a workshop, by its name on the wire: `proposal-<id>`. */
export interface TextKey {
  readonly workshopId: WorkshopId;
  readonly name: string;
}

export interface TextUpdate {
  /** From 1, without gaps. */
  readonly n: number;
  /** Who wrote it; null for the server: the template, a repair, a version that came back. */
  readonly seatId: SeatId | null;
  /** Server time, ms since the epoch. */
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** A client id of Yjs belongs to one seat in one document, for ever. */
export interface TextAuthor {
  readonly client: number;
  readonly seatId: SeatId;
}

/**
 * The rights that were looked at are those after decision `seq`: a later one of these
 * types changes who may write, and must not come between the look and the commit.
 */
export interface TextGuard {
  readonly seq: number;
  readonly types: readonly AnyOrder['type'][];
}

export type TextAppendResult =
  | { readonly ok: true }
  /** Somebody else appended first, or has taken a client id: read on, look again. */
  | { readonly ok: false; readonly why: 'behind' }
  /** Who may write has changed: read the workshop's log, look again. */
  | { readonly ok: false; readonly why: 'rights' };

/** Everything up to `n` in one update: a cache. */
export interface TextSnapshot {
  readonly n: number;
  readonly bytes: Uint8Array;
}

export const TEXT_VERSION_KINDS = ['named', 'phase', 'before-restore'] as const;
export type TextVersionKind = (typeof TEXT_VERSION_KINDS)[number];

export interface TextVersionLine {
  /** From 1, in the order of their making. */
  readonly number: number;
  readonly kind: TextVersionKind;
  /** As somebody named it; of a `phase` version the phase that ended. */
  readonly name: string;
  readonly at: number;
  /** Who asked for it; null for the server. */
  readonly seatId: SeatId | null;
  /** Where the text stood: the number of its last update. */
  readonly n: number;
}

export interface TextVersion extends TextVersionLine {
  readonly bytes: Uint8Array;
}

export interface TextStorage {
  /**
   * Appends updates with consecutive numbers, the first at the last n + 1, together with
   * the client ids they begin to use; all or nothing.
   */
  appendText(
    key: TextKey,
    updates: readonly TextUpdate[],
    authors: readonly TextAuthor[],
    guard: TextGuard | null,
  ): Promise<TextAppendResult>;
  /** Updates after `n`, ascending, at most `limit`. Throws where there is a gap or a broken checksum. */
  readText(key: TextKey, afterN: number, limit: number): Promise<readonly TextUpdate[]>;
  /** Everybody who has ever written, by client id. */
  textAuthors(key: TextKey): Promise<readonly TextAuthor[]>;

  /** Keeps a snapshot in the place of an earlier one; one that is older than what is kept changes nothing, unless that says more than the log has. */
  saveTextSnapshot(key: TextKey, snapshot: TextSnapshot): Promise<void>;
  /** Null where there is none, or where it does not match its SHA-256: the log is enough. */
  findTextSnapshot(key: TextKey): Promise<TextSnapshot | null>;

  /**
   * Keeps a version under the next number, which it returns. One of a `phase` is kept once: every
   * node that has the text says it, and where the newest version is of the same update that is it.
   */
  saveTextVersion(key: TextKey, version: Omit<TextVersion, 'number'>): Promise<number>;
  /** The newest first. */
  textVersions(key: TextKey): Promise<readonly TextVersionLine[]>;
  /** Null where there is none; throws where it does not match its SHA-256. */
  findTextVersion(key: TextKey, number: number): Promise<TextVersion | null>;
}
