/**
 * What is being written stays on this device until it has been handed over: closing the
 * panel, a reload or an empty battery loses nothing. Storage may be blocked; then it
 * lasts as long as the page.
 */
import { LANGUAGES, type Language, type ThemeId } from '@tavolo/model';
import { ownKey } from '../../state/own-words.ts';

export interface KeptDraft {
  readonly text: string;
  readonly language: Language;
  readonly themeId: ThemeId | null;
  readonly signed: boolean;
}

const inMemory = new Map<string, KeptDraft>();

export function draftKey(workshopId: string, seatId: string, what: string): string {
  return ownKey(workshopId, seatId, `draft:${what}`);
}

export function readDraft(key: string): KeptDraft | null {
  const kept = inMemory.get(key);
  if (kept !== undefined) return kept;
  try {
    return parsed(localStorage.getItem(key));
  } catch (error) {
    console.info('drafts are not kept on this device', error);
    return null;
  }
}

export function keepDraft(key: string, draft: KeptDraft): void {
  inMemory.set(key, draft);
  try {
    if (draft.text === '') localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch (error) {
    console.info('drafts are not kept on this device', error);
  }
}

export function dropDraft(key: string): void {
  inMemory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch (error) {
    console.info('drafts are not kept on this device', error);
  }
}

/** Whatever lies in the storage was written by some version of this page; anything else is ignored. */
function parsed(stored: string | null): KeptDraft | null {
  if (stored === null) return null;
  const value: unknown = JSON.parse(stored);
  if (typeof value !== 'object' || value === null) return null;
  const { text, language, themeId, signed } = value as Record<string, unknown>;
  const known = LANGUAGES.find((each) => each === language);
  if (typeof text !== 'string' || known === undefined) return null;
  return {
    text,
    language: known,
    themeId: typeof themeId === 'string' ? (themeId as ThemeId) : null,
    signed: signed === true,
  };
}
