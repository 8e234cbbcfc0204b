/** Whether anything at all has changed in a workshop: state, board, log. */
import type { Venue } from '@tavolo/server/testing/venue';
import * as Y from 'yjs';

export interface Snapshot {
  /** True while everything is as it was. */
  isAsBefore(): Promise<boolean>;
}

export function watched({ workshop, storage }: Venue): Snapshot {
  // A state is never changed but replaced: the same object is the same state.
  const { state, seq } = workshop;
  const bytes = Y.encodeStateAsUpdate(workshop.board);
  return {
    async isAsBefore() {
      if (workshop.state !== state || workshop.seq !== seq) return false;
      if (Buffer.compare(bytes, Y.encodeStateAsUpdate(workshop.board)) !== 0) return false;
      return (await storage.read(workshop.id, seq, 1)).length === 0;
    },
  };
}

/** Everything counted as refused at this server, by any door: decided against, or turned away. */
export async function refusedSoFar({ metrics }: Venue): Promise<number> {
  let refused = 0;
  for (const line of (await metrics.text()).split('\n')) {
    const isOne = /^tavolo_commands_total\{.*outcome="refused"|^tavolo_turned_away_total\{/.test(
      line,
    );
    if (isOne) refused += Number(line.split(' ').at(-1));
  }
  return refused;
}
