/**
 * Keeps a line to Redis: dials, joins the wanted channels, listens for its own heartbeat, and
 * dials anew when that does not come back. Well means that this node has just heard itself.
 * What is said meanwhile is dropped, never kept: whoever hears of "well" reads the log.
 */
import type { Dial, Line } from './line.ts';

/** Two that do not come back, and the line is dead: known within a second and a half. */
const BEAT_MS = 500;
const MISSES = 2;
/** From dialling to the first heartbeat. */
const DIAL_MS = 5_000;
const REDIAL_FIRST_MS = 100;
const REDIAL_LAST_MS = 2_000;
/** Characters on their way without an answer: past the first what can be spared is dropped, past the second everything. */
const SPARE_ABOVE = 256 * 1024;
const DROP_ABOVE = 8 * 1024 * 1024;

export interface ConnectionOptions {
  readonly dial: Dial;
  /** A channel that nobody else speaks on. */
  readonly ownChannel: string;
  /** From 0 to 1; spreads nodes that lost Redis at the same moment. */
  readonly random: () => number;
  /** Whenever it is well, or is not; `why` where it is not. */
  readonly changed: (isWell: boolean, why: Error | null) => void;
}

export interface Connection {
  readonly isWell: boolean;
  /** False where it was dropped. `isSpare`: dropped first, when the line is behind. */
  send(channel: string, text: string, isSpare: boolean): boolean;
  /** One listener a channel. `ready` resolves once nothing is missed, or there is no line. */
  join(channel: string, heard: (text: string) => void): Joining;
  close(): void;
}

export interface Joining {
  readonly ready: Promise<void>;
  readonly stop: () => void;
}

interface Wanted {
  readonly heard: (text: string) => void;
  holds: number;
  /** Of the present line. */
  isOn: boolean;
  settling: Promise<void> | null;
}

/** One line, as long as it is used. */
interface Call {
  line: Line;
  isReady: boolean;
  unanswered: number;
  misses: number;
  deadline: NodeJS.Timeout;
}

export function openConnection(options: ConnectionOptions): Connection {
  const { dial, ownChannel, random, changed } = options;
  const wanted = new Map<string, Wanted>();
  let call: Call | null = null;
  let isWell = false;
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let closed = false;

  function start(): void {
    const line = dial((error) => {
      if (call?.line === line) hangUp(error);
    });
    const mine: Call = {
      line,
      isReady: false,
      unanswered: 0,
      misses: 0,
      deadline: setTimeout(() => {
        if (call === mine) hangUp(new Error('Redis does not answer'));
      }, DIAL_MS),
    };
    call = mine;
    line.ready.then(
      () => enter(mine),
      (error: Error) => {
        if (call === mine) hangUp(error);
      },
    );
  }

  /** Joins what is wanted, then waits for its own voice. */
  async function enter(mine: Call): Promise<void> {
    if (call !== mine) return;
    mine.isReady = true;
    await Promise.all([...wanted.keys()].map(settle));
    if (call !== mine) return;
    timer = setTimeout(() => beat(mine), BEAT_MS);
    send(ownChannel, '', false);
  }

  function beat(mine: Call): void {
    if (call !== mine) return;
    // Counted by turns, not by the clock: a busy program has not yet read what has come.
    if (isWell && mine.misses >= MISSES) {
      hangUp(new Error('Redis does not answer'));
      return;
    }
    mine.misses += 1;
    timer = setTimeout(() => beat(mine), BEAT_MS);
    send(ownChannel, '', false);
  }

  function heardMyself(): void {
    if (call === null) return;
    call.misses = 0;
    if (isWell) return;
    clearTimeout(call.deadline);
    failures = 0;
    isWell = true;
    changed(true, null);
  }

  function hangUp(why: Error): void {
    forget();
    if (closed) return;
    isWell = false;
    changed(false, why);
    const most = Math.min(REDIAL_LAST_MS, REDIAL_FIRST_MS * 2 ** failures);
    failures += 1;
    timer = setTimeout(start, most * (0.5 + random() / 2));
  }

  function forget(): void {
    if (timer !== null) clearTimeout(timer);
    if (call === null) return;
    const { line, deadline } = call;
    // First, so that nothing that the end of the line sets off finds it in use.
    call = null;
    clearTimeout(deadline);
    for (const [channel, each] of wanted) {
      each.isOn = false;
      each.settling = null;
      if (each.holds === 0) wanted.delete(channel);
    }
    line.end();
  }

  function send(channel: string, text: string, isSpare: boolean): boolean {
    const mine = call;
    if (mine?.isReady !== true) return false;
    if (mine.unanswered > (isSpare ? SPARE_ABOVE : DROP_ABOVE)) return false;
    mine.unanswered += text.length;
    mine.line.publish(channel, text).then(
      () => {
        mine.unanswered -= text.length;
      },
      (error: Error) => {
        if (call === mine) hangUp(error);
      },
    );
    return true;
  }

  /** Brings one channel to what is wanted, one step at a time, on the present line. */
  function settle(channel: string): Promise<void> {
    const each = wanted.get(channel);
    if (each === undefined || call?.isReady !== true) return Promise.resolve();
    each.settling ??= steps(channel, each, call);
    return each.settling;
  }

  async function steps(channel: string, each: Wanted, mine: Call): Promise<void> {
    try {
      while (call === mine && each.isOn !== each.holds > 0) {
        if (each.isOn) await mine.line.unsubscribe(channel);
        else await mine.line.subscribe(channel, each.heard);
        if (call === mine) each.isOn = !each.isOn;
      }
    } catch (error) {
      if (call === mine) hangUp(error as Error);
    }
    if (call !== mine) return;
    each.settling = null;
    if (each.holds === 0) wanted.delete(channel);
  }

  function join(channel: string, heard: (text: string) => void): Joining {
    let each = wanted.get(channel);
    if (each === undefined) {
      each = { heard, holds: 0, isOn: false, settling: null };
      wanted.set(channel, each);
    }
    const mine = each;
    mine.holds += 1;
    let held = true;
    return {
      ready: settle(channel),
      stop() {
        if (!held) return;
        held = false;
        mine.holds -= 1;
        if (call === null && mine.holds === 0) wanted.delete(channel);
        else void settle(channel);
      },
    };
  }

  join(ownChannel, heardMyself);
  start();
  return {
    get isWell() {
      return isWell;
    },
    send,
    join,
    close() {
      closed = true;
      isWell = false;
      forget();
    },
  };
}
