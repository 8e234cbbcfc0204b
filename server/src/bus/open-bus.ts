/** Which doorbell this installation has: one node needs no more than its own. */
import type { Bus } from './bus.ts';
import { openLocalBus } from './local.ts';

export function openBus(failed?: (error: unknown) => void): Bus {
  return openLocalBus(failed);
}
