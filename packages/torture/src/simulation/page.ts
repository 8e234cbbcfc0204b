/**
 * One tab: the real room and the real text lines of the page, on a device with a network of its
 * own. It remembers what it was promised: changes that were acknowledged, words shown as saved.
 */
import { openBoardSync } from '@tavolo/client/connection/board-sync';
import type { Clock } from '@tavolo/client/connection/clock';
import { newId } from '@tavolo/client/connection/ids';
import type { LiveEvents } from '@tavolo/client/connection/live';
import { openTextSync } from '@tavolo/client/connection/text-sync';
import type { Room, SharedText } from '@tavolo/client/state/contract';
import type { Remembered } from '@tavolo/client/state/remembered';
import { createRoom } from '@tavolo/client/state/room';
import { textNameOf } from '@tavolo/documents';
import type { Command, Order, ProposalId, SeatId, WorkshopId } from '@tavolo/model';
import { type Answer, isRefused } from '@tavolo/protocol';
import { wordsIn } from './typing.ts';
import type { DeviceStorage, Owner } from './world/owner.ts';
import { PageLive, socketClass } from './world/page-sockets.ts';
import { ask, type Dialing } from './world/web-socket.ts';

/** What a browser keeps between two openings of the page. */
export interface Device {
  readonly name: string;
  readonly seatId: SeatId;
  cookie: string;
  readonly storage: DeviceStorage;
  memory: Remembered | null;
  /** How far its clock is off, ms. */
  readonly skewMs: number;
}

export interface PageOptions {
  readonly owner: Owner;
  readonly device: Device;
  readonly workshopId: WorkshopId;
  /** What the page dials with; of this very page. */
  readonly dialing: Dialing;
  /** The world's clock. */
  readonly now: () => number;
  /** A command leaves the page. */
  readonly sent: (cmdId: string, order: Order) => void;
  /** For a control: something between the live channel and the page. */
  readonly between?: Between;
}

export type Between = (events: LiveEvents, deviceNow: () => number) => LiveEvents;

/** Kinds that say "not now": the change waits and is sent again. */
const NOT_NOW: ReadonlySet<string> = new Set(['too-many', 'not-saving', 'busy']);

/** An open text, with what this page has written into it. */
export interface OpenSheet {
  readonly shared: SharedText;
  /** Words typed here that were not shown as saved yet. */
  readonly typed: Set<string>;
  /** Words typed here while, or before, the page said "saved". */
  readonly saved: Set<string>;
}

export class Page {
  readonly owner: Owner;
  readonly device: Device;
  readonly room: Room;
  /** Commands whose acceptance the page was told; a decision has to stand behind each. */
  readonly accepted = new Set<string>();
  /** Commands that were refused for good; the person has to be told of each. */
  readonly refused = new Set<string>();
  readonly sheets = new Map<ProposalId, OpenSheet>();

  constructor(options: PageOptions) {
    const {
      owner,
      device,
      workshopId,
      dialing: dials,
      now,
      between = (events) => events,
    } = options;
    this.owner = owner;
    this.device = device;
    const clock = deviceClock(() => now() + device.skewMs);
    const socketOrigin = `ws://${dials.host}`;
    const Socket = socketClass(dials);
    this.room = createRoom(workshopId, {
      clock,
      api: {
        async get<T>(path: string) {
          const answer = await ask(path, dials);
          if (answer === null) return { is: 'unreachable' } as const;
          const value: unknown = JSON.parse(answer.body);
          if (answer.status === 200) return { is: 'ok', value: value as T } as const;
          const { refusal } = value as { refusal: { kind: string; message: string; rule: string } };
          return { is: 'refused', status: answer.status, refusal } as const;
        },
        post: async () => ({ is: 'unreachable' }),
      },
      memory: {
        read: () => device.memory,
        write: (_, remembered) => {
          // As it is kept: as text.
          device.memory = JSON.parse(JSON.stringify(remembered)) as Remembered;
        },
        forget: () => {
          device.memory = null;
        },
      },
      openLive: (id, events) => {
        const live = new PageLive(id, dials, between(events, clock.now));
        return {
          send: (commands, answered) => {
            for (const { cmdId, ...order } of commands) options.sent(cmdId, order as Order);
            return live.send(commands, (answers) => {
              this.#note(commands, answers);
              answered(answers);
            });
          },
          redial: () => live.redial(),
          close: () => live.close(),
        };
      },
      openBoard: (id, seatId, events) =>
        openBoardSync({ workshopId: id, seatId, clock, socketOrigin, Socket }, events),
      openText: (text, events) => openTextSync({ ...text, clock, socketOrigin, Socket }, events),
      newId,
      say: (key) => key,
      sayNo: (refusal) => refusal.message ?? `refusals.${refusal.kind}`,
      suggestLanguage: () => undefined,
    });
  }

  openSheet(proposalId: ProposalId): void {
    if (this.sheets.has(proposalId) || this.room.get().opening.is !== 'ready') return;
    const shared = this.room.openText(textNameOf(proposalId));
    const sheet: OpenSheet = { shared, typed: new Set(), saved: new Set() };
    const look = () => {
      // What was handed back was told, and is not promised any more.
      for (const { words } of this.room.unsent.get()) {
        for (const word of wordsIn(words)) sheet.typed.delete(word);
      }
      noteSaved(sheet);
    };
    shared.subscribe(look);
    this.sheets.set(proposalId, sheet);
  }

  #note(commands: readonly Command[], answers: readonly Answer[]): void {
    commands.forEach(({ cmdId }, index) => {
      const answer = answers[index];
      if (answer === undefined) return;
      // Without a feed nothing was changed, and nothing is in the log.
      if (!isRefused(answer)) {
        if (answer.in.length > 0) this.accepted.add(cmdId);
      } else if (!NOT_NOW.has(answer.refusal.kind)) this.refused.add(cmdId);
    });
  }
}

/** The page shows "saved": all that was typed until now is promised. */
export function noteSaved({ shared, typed, saved }: OpenSheet): void {
  const { saving, shown, readOnly } = shared.get();
  // Who may only read is shown "saved" as well: there is nothing of theirs to save.
  if (saving !== 'saved' || shown === null || readOnly) return;
  for (const word of typed) saved.add(word);
  typed.clear();
}

const FRAME_MS = 16;

function deviceClock(now: () => number): Clock {
  const after = (ms: number, run: () => void) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  };
  return { now, after, frame: (run) => after(FRAME_MS, run) };
}
