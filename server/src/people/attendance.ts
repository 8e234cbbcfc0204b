/**
 * Who is here, over all nodes: each says whose tabs it has open whenever that changes, and again
 * every few seconds; a node that is not heard any more is forgotten with its people. Opened by
 * `app`; `live` counts by it, and `sync` passes on through it who points where.
 */
import type { SeatId, WorkshopId } from '@tavolo/model';
import type { Bus, Message } from '../bus/bus.ts';
import type { OpenWorkshop } from '../workshop/contract.ts';

/** What is nowhere else is said again after this; three times unheard, its node is gone. */
const AGAIN_MS = 10_000;
export const FORGOTTEN_MS = 30_000;
const PAUSE_MS = 1_000;
/** In the private phase on the ten seconds of the clock, half way between the counts, which use it. */
const PRIVATE_PAUSE_MS = 10_000;
/** So often is looked, while Redis is away, at what would be heard otherwise. */
const DOUBT_MS = 2_000;
/** Whoever reaches the bus could make up more. */
const MOST_NODES = 256;

export type AttendanceNews =
  /** Who is here on other nodes. */
  | { readonly is: 'changed' }
  /** A node was forgotten, and whatever it said. */
  | { readonly is: 'gone'; readonly node: string }
  /** Another node wants to know who points where. */
  | { readonly is: 'asked' }
  /** Nothing is heard at present: what can be looked up should be. */
  | { readonly is: 'doubt' }
  /** All is heard again; something may have been missed. */
  | { readonly is: 'returned' }
  | ({ readonly from: string } & Extract<Message, { is: 'pointing' }>);

/** Some connections of this node in one workshop. */
export interface Part {
  /** With an open tab. */
  readonly seats: () => Iterable<SeatId>;
  readonly hear: (news: AttendanceNews) => void;
}

export interface Attending {
  /** Other nodes have connections there. */
  readonly isElsewhere: boolean;
  /** Who has a tab on another node, as far as it sits in this workshop. */
  elsewhere(): ReadonlySet<SeatId>;
  /** The own seats may have changed. */
  touch(): void;
  /** Asks the other nodes who points where. */
  ask(): void;
  point(document: string, people: number, lines: readonly Uint8Array[]): void;
  leave(): void;
}

export interface Attendance {
  enter(workshop: OpenWorkshop, part: Part): Attending;
  /** People with a tab on other nodes; of a workshop that nobody here has open, as last heard. */
  elsewhere(workshopId: WorkshopId): ReadonlySet<SeatId>;
  /** Other nodes on which this seat has a tab. */
  nodesOf(workshopId: WorkshopId, seatId: SeatId): number;
  close(): void;
}

interface Node {
  seats: ReadonlySet<SeatId>;
  heardAt: number;
}

interface Hall {
  readonly parts: Set<Part>;
  readonly nodes: Map<string, Node>;
  workshop: OpenWorkshop | null;
  unfollow: (() => void) | null;
  saidAt: number;
  askedAt: number;
  timer: NodeJS.Timeout | null;
  dueAt: number;
}

export function openAttendance(bus: Bus, clock: () => number): Attendance {
  const halls = new Map<WorkshopId, Hall>();
  let closed = false;

  const stops = [
    bus.listen((message, from) => {
      if (from !== bus.node && 'workshopId' in message) hear(message, from);
    }),
    bus.subscribe(({ well }) => {
      if (!well) return;
      for (const [id, hall] of halls) {
        if (hall.parts.size > 0) introduce(id, hall);
        tell(hall, { is: 'returned' });
      }
    }),
  ];
  const timers = bus.isShared
    ? [setInterval(sayAgain, AGAIN_MS), setInterval(doubt, DOUBT_MS)]
    : [];
  for (const timer of timers) timer.unref();

  function hallOf(id: WorkshopId): Hall {
    const present = halls.get(id);
    if (present !== undefined) return present;
    const made: Hall = {
      parts: new Set(),
      nodes: new Map(),
      workshop: null,
      unfollow: null,
      saidAt: 0,
      askedAt: 0,
      timer: null,
      dueAt: 0,
    };
    halls.set(id, made);
    return made;
  }

  function tell(hall: Hall, news: AttendanceNews): void {
    for (const part of [...hall.parts]) part.hear(news);
  }

  function hear(message: Extract<Message, { workshopId: WorkshopId }>, from: string): void {
    switch (message.is) {
      case 'here': {
        const hall = hallOf(message.workshopId);
        const before = hall.nodes.get(from);
        if (before === undefined && hall.nodes.size >= MOST_NODES) return;
        hall.nodes.set(from, { seats: new Set(message.seatIds), heardAt: clock() });
        tell(hall, { is: 'changed' });
        return;
      }
      case 'who': {
        const hall = halls.get(message.workshopId);
        if (hall === undefined || hall.parts.size === 0) return;
        sayAt(message.workshopId, hall, Math.max(clock(), hall.saidAt + PAUSE_MS));
        tell(hall, { is: 'asked' });
        return;
      }
      case 'pointing': {
        const hall = halls.get(message.workshopId);
        if (hall !== undefined) tell(hall, { ...message, from });
        return;
      }
    }
  }

  function introduce(workshopId: WorkshopId, hall: Hall): void {
    hall.askedAt = clock();
    bus.tell({ is: 'who', workshopId });
    say(workshopId, hall);
  }

  function say(workshopId: WorkshopId, hall: Hall): void {
    if (hall.timer !== null) clearTimeout(hall.timer);
    hall.timer = null;
    hall.saidAt = clock();
    const seatIds = new Set<SeatId>();
    for (const part of hall.parts) for (const seatId of part.seats()) seatIds.add(seatId);
    bus.tell({ is: 'here', workshopId, seatIds: [...seatIds] });
  }

  function sayAt(workshopId: WorkshopId, hall: Hall, at: number): void {
    if (hall.timer !== null) {
      if (hall.dueAt <= at) return;
      clearTimeout(hall.timer);
    }
    hall.dueAt = at;
    hall.timer = setTimeout(() => say(workshopId, hall), Math.max(0, at - clock()));
  }

  function touch(workshopId: WorkshopId, hall: Hall): void {
    if (!bus.isShared || closed) return;
    const now = clock();
    const half = now - PRIVATE_PAUSE_MS / 2;
    const isPrivate = hall.workshop?.state.phase === 'write';
    const at = isPrivate
      ? now + PRIVATE_PAUSE_MS - (half % PRIVATE_PAUSE_MS)
      : Math.max(now, hall.saidAt + PAUSE_MS);
    sayAt(workshopId, hall, at);
  }

  function sayAgain(): void {
    const now = clock();
    for (const [id, hall] of halls) {
      if (hall.parts.size > 0) say(id, hall);
      for (const [node, { heardAt }] of hall.nodes) {
        if (now - heardAt < FORGOTTEN_MS) continue;
        hall.nodes.delete(node);
        tell(hall, { is: 'gone', node });
        tell(hall, { is: 'changed' });
      }
      if (hall.parts.size === 0 && hall.nodes.size === 0) halls.delete(id);
    }
  }

  function doubt(): void {
    if (bus.status.well) return;
    for (const hall of halls.values()) tell(hall, { is: 'doubt' });
  }

  function elsewhere(workshopId: WorkshopId): ReadonlySet<SeatId> {
    const all = new Set<SeatId>();
    const hall = halls.get(workshopId);
    for (const { seats } of hall?.nodes.values() ?? []) {
      for (const seatId of seats) all.add(seatId);
    }
    return all;
  }

  function enter(workshop: OpenWorkshop, part: Part): Attending {
    const { id } = workshop;
    const hall = hallOf(id);
    hall.workshop = workshop;
    hall.parts.add(part);
    if (hall.unfollow === null) {
      const { ready, stop } = bus.follow(id);
      hall.unfollow = stop;
      void ready.then(() => {
        if (hall.parts.size > 0 && !closed) introduce(id, hall);
      });
    }
    return {
      get isElsewhere() {
        return hall.nodes.size > 0;
      },
      elsewhere() {
        const { seats } = workshop.state;
        return new Set([...elsewhere(id)].filter((seatId) => seats.has(seatId)));
      },
      touch: () => touch(id, hall),
      ask() {
        if (!bus.isShared || clock() - hall.askedAt < PAUSE_MS) return;
        hall.askedAt = clock();
        bus.tell({ is: 'who', workshopId: id });
      },
      point(document, people, lines) {
        const base64 = lines.map((line) => Buffer.from(line).toString('base64'));
        bus.tell({ is: 'pointing', workshopId: id, document, people, lines: base64 });
      },
      leave() {
        if (!hall.parts.delete(part) || hall.parts.size > 0) return;
        hall.unfollow?.();
        hall.unfollow = null;
        // Told once: who is not heard any more would be here for half a minute longer.
        if (!closed) say(id, hall);
        if (hall.timer !== null) clearTimeout(hall.timer);
        if (hall.nodes.size === 0) halls.delete(id);
      },
    };
  }

  return {
    enter,
    elsewhere,
    nodesOf(workshopId, seatId) {
      let count = 0;
      for (const { seats } of halls.get(workshopId)?.nodes.values() ?? []) {
        if (seats.has(seatId)) count += 1;
      }
      return count;
    },
    close() {
      closed = true;
      for (const stop of stops) stop();
      for (const timer of timers) clearInterval(timer);
      for (const { timer } of halls.values()) if (timer !== null) clearTimeout(timer);
    },
  };
}
