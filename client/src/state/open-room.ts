import type { Room } from './contract.ts';

/** Opens the workshop of this page. */
export function openRoom(workshopId: string): Room {
  throw new Error(`not connected yet: ${workshopId}`);
}
