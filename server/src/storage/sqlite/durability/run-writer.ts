/** Starts the writer in a process of its own and collects what it says; judges the folder afterwards. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Decision } from '../../storage.ts';
import { idOf } from '../../storage-samples.ts';
import { openSqliteStorage } from '../open-sqlite.ts';

export interface Spoken {
  /** Acknowledged numbers, for each workshop. */
  readonly acks: ReadonlyMap<number, readonly number[]>;
  readonly failures: number;
  /** An acknowledgement came after a failure. */
  readonly recovered: boolean;
  readonly errors: string;
}

export interface RunOptions {
  readonly folder: string;
  readonly workshops: number;
  readonly appends: number;
  /** Runs the writer through these, e.g. `strace` with its options. */
  readonly wrapped?: readonly string[];
  /** Called at each acknowledgement with their number; may kill the process. */
  readonly onAck?: (count: number, child: ChildProcess) => void;
}

const WRITER = fileURLToPath(new URL('./writer.ts', import.meta.url));

export async function runWriter(options: RunOptions): Promise<Spoken> {
  const { folder, workshops, appends, wrapped = [], onAck } = options;
  const node = [process.execPath, '--conditions=source', '--import', 'tsx', WRITER];
  const words = [...wrapped, ...node, folder, `${workshops}`, `${appends}`];
  const [command = '', ...args] = words;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  let [rest, errors, count] = ['', '', 0];
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    const parts = (rest + piece).split('\n');
    // What follows the last line break was never said to the end.
    rest = parts.pop() ?? '';
    for (const line of parts) {
      lines.push(line);
      if (line.startsWith('ack')) onAck?.(++count, child);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    errors += piece;
  });
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  return { ...understood(lines), errors };
}

function understood(lines: readonly string[]): Omit<Spoken, 'errors'> {
  const acks = new Map<number, number[]>();
  let [failures, recovered] = [0, false];
  for (const line of lines) {
    const [kind, workshop, seq] = line.split(' ');
    if (kind === 'failed') failures += 1;
    if (kind !== 'ack') continue;
    recovered ||= failures > 0;
    const known = acks.get(Number(workshop)) ?? [];
    acks.set(Number(workshop), [...known, Number(seq)]);
  }
  return { acks, failures, recovered };
}

/** Everything in the folder's logs. Reading throws at a gap or a broken row. */
export async function logsOf(
  folder: string,
  workshops: Iterable<number>,
): Promise<ReadonlyMap<number, readonly Decision[]>> {
  const storage = await openSqliteStorage(folder);
  try {
    const logs = new Map<number, readonly Decision[]>();
    for (const workshop of workshops) {
      const log: Decision[] = [];
      for (;;) {
        const page = await storage.read(idOf(workshop), log.length, 500);
        if (page.length === 0) break;
        log.push(...page);
      }
      logs.set(workshop, log);
    }
    return logs;
  } finally {
    await storage.close();
  }
}

/** Acknowledged numbers that are not in the logs: must be none. */
export async function lostAcks(folder: string, spoken: Spoken): Promise<readonly string[]> {
  const logs = await logsOf(folder, spoken.acks.keys());
  return [...spoken.acks].flatMap(([workshop, seqs]) => {
    const last = logs.get(workshop)?.length ?? 0;
    return seqs.filter((seq) => seq > last).map((seq) => `${workshop}/${seq}`);
  });
}
