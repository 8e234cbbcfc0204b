/** What processes of this computer have used, as Linux counts it. */
import { readdirSync, readFileSync } from 'node:fs';

/** The kernel tells times in hundredths of a second. */
const TICK_MS = 10;
/** Fields of /proc/…/stat behind the name, counted from the state. */
const FIELD = { parent: 1, user: 11, system: 12 } as const;

/** CPU time of these and of their children that still run (ms). */
export function cpuMs(pids: readonly number[]): number {
  return withChildren(pids).reduce((sum, pid) => {
    const fields = stat(pid);
    return sum + (Number(fields[FIELD.user]) + Number(fields[FIELD.system])) * TICK_MS;
  }, 0);
}

/** Resident memory of these alone (bytes). */
export function memoryOf(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return sum + Number(kilobytes) * 1_024;
  }, 0);
}

function withChildren(pids: readonly number[]): number[] {
  const all = new Set(pids);
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(stat(Number(name))[FIELD.parent]);
    if (pids.includes(parent)) all.add(Number(name));
  }
  return [...all];
}

/** Empty for one that has ended meanwhile. */
function stat(pid: number): readonly string[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // A name may contain spaces and brackets: what follows the last bracket does not.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH') return ['', '0', ...new Array<string>(11).fill('0')];
    throw error;
  }
}
