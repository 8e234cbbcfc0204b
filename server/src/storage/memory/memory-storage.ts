/**
 * A store that forgets everything when it is closed: for tests, and for trying Tavolo
 * without a data folder. Rows keep the same text and checksums as on a disk, so what is
 * read is never the object that was written.
 */
import type { WorkshopId } from '@tavolo/model';
import { StorageMisuse } from '../errors.ts';
import { decisionsOf, type Row, rowOf, seqBefore } from '../row.ts';
import type { Decision, Storage, WorkshopRecord } from '../storage.ts';
import { memoryBallots } from './memory-ballots.ts';
import { memorySessions } from './memory-sessions.ts';
import { memorySnapshots } from './memory-snapshots.ts';
import { memoryTexts } from './memory-texts.ts';

interface Kept {
  record: WorkshopRecord;
  readonly rows: Row[];
  /** `seatId cmdId` of every command in the log. */
  readonly commands: Set<string>;
  recoveryHash: string;
}

export function openMemoryStorage(): Storage {
  const workshops = new Map<WorkshopId, Kept>();
  let key: Uint8Array | null = null;
  let closed = false;

  /** Every call goes through here: closed stores refuse, and an exception becomes a rejection. */
  async function ask<Answer>(work: () => Answer): Promise<Answer> {
    if (closed) throw new StorageMisuse('closed', 'the store was closed');
    return work();
  }

  function known(id: WorkshopId): Kept {
    const kept = workshops.get(id);
    if (kept === undefined) throw new StorageMisuse('unknown workshop', id);
    return kept;
  }

  const { isAsCounted, destroy, ...ballotCalls } = memoryBallots(ask, (id) => known(id).rows);
  const ballots = { isAsCounted, destroy };

  const { ends, ...textCalls } = memoryTexts(ask, (id) => known(id).rows);

  const find = (fits: (kept: Kept) => boolean): WorkshopRecord | null =>
    [...workshops.values()].find(fits)?.record ?? null;

  return {
    createWorkshop: (record, decisions, recoveryHash) =>
      ask(() => {
        if (workshops.has(record.id)) throw new StorageMisuse('workshop exists', record.id);
        if (find((kept) => kept.record.joinCode === record.joinCode) !== null) return false;
        if (seqBefore(decisions) !== 0) throw new StorageMisuse('not consecutive', 'not from 1');
        const kept: Kept = { record, rows: [], commands: new Set(), recoveryHash };
        push(kept, decisions);
        workshops.set(record.id, kept);
        return true;
      }),
    findWorkshop: (id) => ask(() => workshops.get(id)?.record ?? null),
    setJoinCode: (id, joinCode) =>
      ask(() => {
        const kept = known(id);
        if (find(({ record }) => record.joinCode === joinCode) !== null) return false;
        kept.record = { ...kept.record, joinCode };
        return true;
      }),
    findWorkshopByCode: (code) => ask(() => find((kept) => kept.record.joinCode === code)),
    findDemonstration: () => ask(() => find((kept) => kept.record.demonstration)),
    dueMoves: (before) => ask(() => dueUpTo([...workshops.values()], before)),

    heads: (ids) =>
      ask(() =>
        ids.flatMap((id) => {
          const kept = workshops.get(id);
          if (kept === undefined) return [];
          const { joinCode, restore, dueAt } = kept.record;
          return [{ id, joinCode, restore, dueAt, seq: kept.rows.length, texts: ends(id) }];
        }),
      ),

    append: (id, decisions, dueAt, closing = []) =>
      ask(() => {
        const kept = known(id);
        const last = kept.rows.length;
        if (seqBefore(decisions) !== last) return { ok: false, seq: last } as const;
        if (!closing.every((box) => ballots.isAsCounted(id, box))) {
          return { ok: false, seq: last } as const;
        }
        push(kept, decisions);
        for (const box of closing) ballots.destroy(id, box);
        kept.record = { ...kept.record, dueAt };
        return { ok: true } as const;
      }),
    read: (id, afterSeq, limit) =>
      ask(() => decisionsOf(id, afterSeq, known(id).rows.slice(afterSeq, afterSeq + limit))),

    ...memorySessions(ask, known),
    useRecovery: (hash, nextHash) =>
      ask(() => {
        const kept = [...workshops.values()].find((each) => each.recoveryHash === hash);
        if (kept === undefined) return null;
        kept.recoveryHash = nextHash;
        return kept.record.id;
      }),
    setRecovery: (id, hash) =>
      ask(() => {
        known(id).recoveryHash = hash;
      }),

    ...memorySnapshots(ask, known),
    ...ballotCalls,
    ...textCalls,

    installationKey: (fresh) =>
      ask(() => {
        key ??= Uint8Array.from(fresh);
        return Uint8Array.from(key);
      }),
    check: () => ask(() => undefined),
    close: async () => {
      closed = true;
    },
  };
}

/** All or nothing: the commands are looked at before the first row is kept. */
function push(kept: Kept, decisions: readonly Decision[]): void {
  const fresh = new Set<string>();
  for (const { seatId, cmdId } of decisions) {
    if (cmdId === null) continue;
    const key = `${seatId} ${cmdId}`;
    if (kept.commands.has(key) || fresh.has(key)) {
      throw new StorageMisuse('repeated command', cmdId);
    }
    fresh.add(key);
  }
  const rows = decisions.map((decision) => rowOf(kept.record.id, decision));
  kept.rows.push(...rows);
  for (const key of fresh) kept.commands.add(key);
}

function dueUpTo(all: readonly Kept[], before: number) {
  const announced = all
    .flatMap(({ record: { id, dueAt } }) => (dueAt === null ? [] : [{ workshopId: id, dueAt }]))
    .sort((a, b) => a.dueAt - b.dueAt);
  const due = announced.filter(({ dueAt }) => dueAt <= before);
  const next = announced[due.length];
  return next === undefined ? due : [...due, next];
}
