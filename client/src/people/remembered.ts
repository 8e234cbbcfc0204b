/**
 * The workshops that were opened on this device, for the way back on the home page. It
 * opens nothing by itself: the session's cookie does. Where storage is blocked the list
 * stays empty.
 */
import { ROLES, type Role } from '@tavolo/model';

export interface Remembered {
  readonly id: string;
  readonly title: string;
  readonly role: Role;
}

const KEY = 'tavolo:workshops';
/** A short list: older ones fall off. */
const MOST = 8;

/** Last opened first. */
export function rememberedWorkshops(): Remembered[] {
  try {
    return parse(localStorage.getItem(KEY));
  } catch (error) {
    console.info('storage is blocked', error);
    return [];
  }
}

export function rememberWorkshop(workshop: Remembered): void {
  const others = rememberedWorkshops().filter((other) => other.id !== workshop.id);
  keep([workshop, ...others].slice(0, MOST));
}

export function forgetWorkshop(id: string): void {
  keep(rememberedWorkshops().filter((other) => other.id !== id));
}

/** What is in storage may be of another version, or somebody else's: only what fits is taken. */
export function parse(stored: string | null): Remembered[] {
  const list: unknown = stored === null ? [] : JSON.parse(stored);
  return Array.isArray(list) ? list.filter(isRemembered).slice(0, MOST) : [];
}

function isRemembered(value: unknown): value is Remembered {
  if (typeof value !== 'object' || value === null) return false;
  const { id, title, role } = value as Partial<Record<keyof Remembered, unknown>>;
  return (
    typeof id === 'string' && typeof title === 'string' && ROLES.some((known) => known === role)
  );
}

function keep(list: readonly Remembered[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(list));
  } catch (error) {
    console.info('storage is blocked', error);
  }
}
