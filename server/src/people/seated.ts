/** Whether somebody with a session sits there: on another node, perhaps, they sat down a moment ago. */
import type { OpenWorkshop } from '../workshop/contract.ts';
import type { Visitor } from './contract.ts';

/** Rejects with StorageFailure where the log cannot be read. */
export async function isSeated(workshop: OpenWorkshop, { seatId }: Visitor): Promise<boolean> {
  if (workshop.state.seats.has(seatId)) return true;
  await workshop.catchUp();
  return workshop.state.seats.has(seatId);
}
