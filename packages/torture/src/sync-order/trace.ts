/**
 * Reads what strace saw of the server while one person at a time changed something: was there
 * a sync since the acknowledgement before, and was nothing written to the database still
 * waiting for one? A kill cannot show this (the kernel keeps what a dead process wrote), the
 * order of the calls can.
 */
export interface Judged {
  readonly acks: number;
  readonly unsynced: number;
  readonly syncs: number;
}

/** Options that make such a trace; `-y` shows what is behind each number. Other calls do not wait for it. */
export function straceWords(output: string): readonly string[] {
  const calls = 'trace=write,writev,sendto,sendmsg,pwrite64,pwritev,ftruncate,fsync,fdatasync';
  return [
    'strace',
    '-f',
    '--seccomp-bpf',
    '-y',
    '-s',
    '256',
    '-e',
    calls,
    '-e',
    'signal=none',
    '-o',
    output,
  ];
}

/** An accepted command's answer: `{"seq":3,"in":["board"]}` over HTTP or the live channel. */
const ACCEPTED = /\{\\"seq\\":\d+,\\"in\\":\[\\"/g;
/** A binary frame of two or three bytes: message 8 and a number. The first of a connection acknowledges what was there. */
const TEXT_KEPT = /"\\202\\[23]".{0,40}?"\\0?10(?!\\1")/g;
const SEND = /^(?:writev?|sendto|sendmsg)\(\d+<(?:socket|TCP)[^>]*>/;

export function judge(trace: string): Judged {
  /** Database files with writes that no completed sync has followed. */
  const dirty = new Set<string>();
  /** A call that another thread's call has cut in two on paper, by thread. */
  const begun = new Map<string, string>();
  let [acks, unsynced, syncs, syncsAtAck] = [0, 0, 0, 0];

  for (const line of trace.split('\n')) {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. \w+ resumed>/.test(rest);
    const call = resumed ? (begun.get(thread) ?? '') : rest;
    const cut = rest.includes('<unfinished ...>');
    if (cut) begun.set(thread, rest);

    if (!resumed && SEND.test(call)) {
      const said = acksIn(call);
      acks += said;
      if (dirty.size > 0 || syncs === syncsAtAck) unsynced += said;
      if (said > 0) syncsAtAck = syncs;
    }
    const [, name = '', path = ''] = /^(\w+)\(\d+<([^>]*)>/.exec(call) ?? [];
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

function acksIn(call: string): number {
  return (call.match(ACCEPTED)?.length ?? 0) + (call.match(TEXT_KEPT)?.length ?? 0);
}
