/** The texts of the store that forgets. */
import type { WorkshopId } from '@tavolo/model';
import type { TextHead } from '../heads.ts';
import type { Decision } from '../storage.ts';
import { numberBefore, type TextRow, textRowOf, textUpdatesOf } from '../text-row.ts';
import type {
  TextKey,
  TextSnapshot,
  TextStorage,
  TextVersion,
  TextVersionLine,
} from '../text-storage.ts';

interface Kept {
  readonly rows: TextRow[];
  readonly authors: Map<number, NonNullable<Decision['seatId']>>;
  snapshot: TextSnapshot | null;
  readonly versions: TextVersion[];
}

/** `ask` refuses when the store is closed; `logOf` throws where the workshop is unknown. */
export function memoryTexts(
  ask: <Answer>(work: () => Answer) => Promise<Answer>,
  logOf: (id: WorkshopId) => readonly { readonly seq: number; readonly type: string }[],
): TextStorage & { ends(workshopId: WorkshopId): readonly TextHead[] } {
  const texts = new Map<string, Kept>();

  function keptOf({ workshopId, name }: TextKey): Kept {
    logOf(workshopId);
    const key = `${workshopId} ${name}`;
    const present = texts.get(key);
    if (present !== undefined) return present;
    const made: Kept = { rows: [], authors: new Map(), snapshot: null, versions: [] };
    texts.set(key, made);
    return made;
  }

  return {
    ends: (workshopId) =>
      [...texts]
        .filter(([key, { rows }]) => key.startsWith(`${workshopId} `) && rows.length > 0)
        .map(([key, { rows }]) => ({ name: key.slice(workshopId.length + 1), n: rows.length }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    appendText: (key, updates, fresh, guard) =>
      ask(() => {
        const { rows, authors } = keptOf(key);
        if (numberBefore(updates) !== rows.length) return { ok: false, why: 'behind' } as const;
        if (guard !== null) {
          const types: readonly string[] = guard.types;
          const later = logOf(key.workshopId).slice(guard.seq);
          if (later.some(({ type }) => types.includes(type))) {
            return { ok: false, why: 'rights' } as const;
          }
        }
        for (const { client, seatId } of fresh) {
          if ((authors.get(client) ?? seatId) !== seatId) {
            return { ok: false, why: 'behind' } as const;
          }
        }
        rows.push(...updates.map((update) => textRowOf(key, update)));
        for (const { client, seatId } of fresh) authors.set(client, seatId);
        return { ok: true } as const;
      }),
    readText: (key, afterN, limit) =>
      ask(() => textUpdatesOf(key, afterN, keptOf(key).rows.slice(afterN, afterN + limit))),
    textAuthors: (key) =>
      ask(() =>
        [...keptOf(key).authors]
          .map(([client, seatId]) => ({ client, seatId }))
          .sort((a, b) => a.client - b.client),
      ),

    saveTextSnapshot: (key, { n, bytes }) =>
      ask(() => {
        const kept = keptOf(key);
        const before = kept.snapshot?.n ?? 0;
        if (n > before || before > kept.rows.length)
          kept.snapshot = { n, bytes: Uint8Array.from(bytes) };
      }),
    findTextSnapshot: (key) => ask(() => keptOf(key).snapshot),

    saveTextVersion: (key, version) =>
      ask(() => {
        const { versions } = keptOf(key);
        const newest = versions.at(-1);
        if (version.kind === 'phase' && newest?.n === version.n) return newest.number;
        const number = versions.length + 1;
        versions.push({ ...version, number, bytes: Uint8Array.from(version.bytes) });
        return number;
      }),
    textVersions: (key) => ask(() => keptOf(key).versions.map(lineOf).reverse()),
    findTextVersion: (key, number) => ask(() => keptOf(key).versions[number - 1] ?? null),
  };
}

function lineOf({ bytes: _, ...line }: TextVersion): TextVersionLine {
  return line;
}
