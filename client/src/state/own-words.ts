/**
 * Words that stay on this device until they have been handed over, under the name of the
 * seat that wrote them: whoever sits at this device next, on another seat, is not shown them,
 * and leaving takes them away. Storage may be blocked; then everything goes on without it.
 */

/** Where a seat's words of one kind are kept, such as `draft:need`. */
export function ownKey(workshopId: string, seatId: string, what: string): string {
  return `${prefixOf(workshopId)}${seatId}:${what}`;
}

/** Removes what any seat of this workshop has left on this device. */
export function forgetOwnWords(workshopId: string): void {
  try {
    const keys = Array.from({ length: localStorage.length }, (_, at) => localStorage.key(at));
    for (const key of keys) {
      if (key?.startsWith(prefixOf(workshopId))) localStorage.removeItem(key);
    }
  } catch (error) {
    console.info('nothing is kept on this device', error);
  }
}

function prefixOf(workshopId: string): string {
  return `tavolo:own:${workshopId}:`;
}
