/** How long a frame keeps this process busy, and what it throws. */

export interface Toll {
  frames: number;
  /** What came out of a handler, or was told to the log as our own fault. */
  crashes: number;
  /** Milliseconds in which this process did nothing else. */
  longest: number;
}

export const noToll = (): Toll => ({ frames: 0, crashes: 0, longest: 0 });

/**
 * On a busy machine a process may wait long for its turn; that is not the frame's doing. So
 * what counts is the smaller of the time that passed and the time that was computed.
 */
export function timed(toll: Toll, handle: () => void): void {
  const [from, busy] = [performance.now(), process.cpuUsage()];
  try {
    handle();
  } catch {
    toll.crashes += 1;
  }
  toll.frames += 1;
  const passed = performance.now() - from;
  // Most frames take microseconds; only for the others it is worth asking.
  if (passed <= toll.longest) return;
  const { user, system } = process.cpuUsage(busy);
  toll.longest = Math.max(toll.longest, Math.min(passed, (user + system) / 1_000));
}
