/**
 * Reads what strace saw of a writer with one workshop: was every acknowledgement said only
 * when nothing written to the database was still waiting for a sync? A kill cannot show
 * this (the kernel keeps what a dead process wrote), the order of the calls can.
 */
export interface Judged {
  readonly acks: number;
  readonly unsynced: number;
  readonly syncs: number;
}

/** Options that make such a trace; `-y` shows the path behind each number. */
export function straceWords(output: string): readonly string[] {
  const calls = 'trace=write,writev,pwrite64,pwritev,ftruncate,fsync,fdatasync';
  return ['strace', '-f', '-y', '-s', '16', '-e', calls, '-o', output];
}

export function judge(trace: string): Judged {
  /** Database files with writes that no completed sync has followed. */
  const dirty = new Set<string>();
  /** A call that another thread's call has cut in two on paper, by thread. */
  const begun = new Map<string, string>();
  let [acks, unsynced, syncs] = [0, 0, 0];

  for (const line of trace.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>/.test(rest);
    const call = resumed ? (begun.get(thread) ?? '') : rest;
    const cut = rest.includes('<unfinished ...>');
    if (cut) begun.set(thread, rest);
    const [, name = '', path = ''] = /^(\w+)\(\d+<([^>]*)>/.exec(call) ?? [];

    if (!resumed && /^writev?$/.test(name) && /"ack /.test(call)) {
      acks += 1;
      if (dirty.size > 0) unsynced += 1;
    }
    if (!/\/tavolo\.db(-wal)?$/.test(path)) continue;
    if (/^(p?writev?|pwrite64|ftruncate)/.test(name)) {
      dirty.add(path);
    } else if (/^f(data)?sync$/.test(name) && !cut && / = 0$/.test(rest)) {
      syncs += 1;
      dirty.delete(path);
    }
  }
  return { acks, unsynced, syncs };
}
