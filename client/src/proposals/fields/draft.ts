/**
 * A field while somebody writes in it, without React. Their words stay as they typed them,
 * whatever arrives from others; they are saved on a pause and on leaving.
 */

export interface Draft<Value> {
  /** What they have typed; null while they are not in the field. */
  readonly typed: Value | null;
  /** What the field was when they came, or what they saved last. */
  readonly known: Value;
  readonly error: string | null;
}

export function noDraft<Value>(value: Value): Draft<Value> {
  return { typed: null, known: value, error: null };
}

/** Others have changed the field since, to something else than what is typed here. */
export function isChangedElsewhere<Value>(draft: Draft<Value>, value: Value): boolean {
  return draft.typed !== null && !sameWords(value, draft.known) && !sameWords(value, draft.typed);
}

/** Something is typed that has not been saved; what was saved and then changed by others is not saved again. */
export function isUnsaved<Value>(draft: Draft<Value>): boolean {
  return draft.typed !== null && !sameWords(draft.typed, draft.known);
}

/** The rules tidy spaces and empty lines of a list away; that is no change of anybody's. */
export function sameWords(a: unknown, b: unknown): boolean {
  return JSON.stringify(tidied(a)) === JSON.stringify(tidied(b));
}

function tidied(value: unknown): unknown {
  if (typeof value === 'string') return value.trim().replace(/\s+/gu, ' ');
  if (Array.isArray(value)) return value.map(tidied).filter((entry) => !isBlank(entry));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, tidied(inner)]),
  );
}

/** An empty line, or a line of costs or resources on which nothing stands yet. */
function isBlank(entry: unknown): boolean {
  if (entry === '') return true;
  if (typeof entry !== 'object' || entry === null) return false;
  return Object.values(entry).every((inner) => inner === '' || inner === null || inner === 0);
}
