/** What processes of this computer have used, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel tells times in hundredths of a second. */
const TICK_MS = 10;
/** Fields of /proc/…/stat behind the name, counted from the state. */
const FIELD = { parent: 1, own: [11, 12], ended: [13, 14] } as const;

/** CPU time of these and of their children, those that have ended included (ms). */
export function cpuMs(pids: readonly number[]): number {
  const ticks = (pid: number, places: readonly number[]) => {
    const fields = stat(pid);
    return places.reduce((sum, place) => sum + Number(fields[place]), 0);
  };
  const parents = pids.reduce((sum, pid) => sum + ticks(pid, [...FIELD.own, ...FIELD.ended]), 0);
  const children = childrenOf(pids).reduce((sum, pid) => sum + ticks(pid, FIELD.own), 0);
  return (parents + children) * TICK_MS;
}

/** Resident memory of these alone (bytes). */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return sum + Number(kilobytes) * 1_024;
  }, 0);
}

function childrenOf(pids: readonly number[]): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pids.includes(Number(stat(pid)[FIELD.parent])));
}

/** Empty for one that has ended meanwhile. */
function stat(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // A name may contain spaces and brackets: what follows the last bracket does not.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return ['', '0', ...new Array<string>(13).fill('0')];
    throw error;
  }
}
