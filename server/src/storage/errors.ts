/**
 * How storage fails. A lost race is an answer (`AppendResult`), not one of these: these
 * mean that the disk, the file or the caller is wrong. The house turns them into its own
 * StorageFailure, and nothing is acknowledged.
 */
import type { WorkshopId } from '@tavolo/model';
import type { TextKey } from './text-storage.ts';

/** The log of a workshop cannot be trusted: it must not be opened, and never skipped over. */
export class BrokenLog extends Error {
  override readonly name = 'BrokenLog';
  readonly workshopId: WorkshopId;
  readonly seq: number;
  /** `unreadable`: the store itself cannot give it, or one close after it. */
  readonly reason: 'gap' | 'checksum' | 'unreadable';

  constructor(workshopId: WorkshopId, seq: number, reason: BrokenLog['reason']) {
    super(
      {
        gap: `The log of workshop ${workshopId} has no decision ${seq}.`,
        checksum: `Decision ${seq} of workshop ${workshopId} does not match its checksum.`,
        unreadable: `The log of workshop ${workshopId} cannot be read from decision ${seq} on.`,
      }[reason],
    );
    this.workshopId = workshopId;
    this.seq = seq;
    this.reason = reason;
  }
}

/** What is kept of a text cannot be trusted. */
export class BrokenText extends Error {
  override readonly name = 'BrokenText';
  readonly key: TextKey;
  /** Number of the update, or of the version. */
  readonly n: number;
  readonly reason: 'gap' | 'checksum' | 'unreadable' | 'version';

  constructor(key: TextKey, n: number, reason: BrokenText['reason']) {
    const text = `${key.name} of workshop ${key.workshopId}`;
    super(
      {
        gap: `The text ${text} has no update ${n}.`,
        unreadable: `The text ${text} cannot be read from update ${n} on.`,
        checksum: `Update ${n} of the text ${text} does not match its checksum.`,
        version: `Version ${n} of the text ${text} does not match its checksum.`,
      }[reason],
    );
    this.key = key;
    this.n = n;
    this.reason = reason;
  }
}

/** The disk did not take a write, or the store is gone. Assume nothing about what was in flight. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
}

/** The caller broke the contract; the store is well. */
export class StorageMisuse extends Error {
  override readonly name = 'StorageMisuse';
  readonly kind:
    | 'unknown workshop'
    | 'workshop exists'
    | 'repeated command'
    | 'not consecutive'
    | 'closed';
  readonly detail: string;

  constructor(kind: StorageMisuse['kind'], detail: string) {
    super(`${kind}: ${detail}`);
    this.kind = kind;
    this.detail = detail;
  }
}
