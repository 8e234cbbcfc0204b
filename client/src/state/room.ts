/**
 * One workshop as this page lives in it: puts connection, feeds and pending changes
 * together into the one state that features read. What is shown is always
 * `fold(visible, pending)`; listeners hear of it at most once a frame.
 */
import {
  type Action,
  type Command,
  type CommandId,
  isRefusal,
  may as mayDo,
  type Order,
  type Refusal,
  refuse,
  type Seat,
  type SeatId,
  type Subject,
  seatActor,
  UNOPENED,
  type Workshop,
} from '@tavolo/model';
import { type CountsFeed, PROTOCOL_VERSION, type Refused } from '@tavolo/protocol';
import { CardSignals } from './card-signals.ts';
import type { Opening, RefusedChange, Room, RoomState, Saving, Undoable } from './contract.ts';
import { Feeds } from './feeds.ts';
import { fold, plan, subjectsOf, textOf } from './fold.ts';
import { type Lines, openLines, type RoomParts } from './lines.ts';
import { PendingChanges } from './pending-changes.ts';
import { shareText } from './shared-text.ts';
import { Signal } from './signal.ts';
import { UnsentShelf } from './unsent-words.ts';

const NOTHING: ReadonlySet<string> = new Set();

export function createRoom(workshopId: string, parts: RoomParts): Room {
  const { clock } = parts;
  const changes = new Signal();
  const cards = new CardSignals();
  const presence = new Signal();
  const shelf = new UnsentShelf(workshopId);
  const texts = new Set<ReturnType<typeof shareText>>();
  const feeds = new Feeds(changed);
  const pending = new PendingChanges({
    clock,
    newId: () => parts.newId<CommandId>(),
    send: (commands, answered) => lines.send(commands, answered),
    silent: () => lines.ask('mine'),
    reached: (feed, answer) => feeds.reached(feed, answer),
    ask: (feed) => lines.ask(feed),
    refused: takeBack,
    changed,
  });

  let opening: Opening = { is: 'opening' };
  let seatId: SeatId | null = null;
  let joinCode: string | null = null;
  let joinOrigin: string | null = null;
  let counts: CountsFeed | null = null;
  let clockOffset = 0;
  let versionDiffers = false;
  let offline = false;
  /** As the server last told. */
  let serverSaves = true;
  let refused: readonly RefusedChange[] = [];
  let undoable: Undoable | null = null;
  /** Commands of the action that can be undone. */
  let undoableIds: readonly CommandId[] = [];

  let folded: Workshop = UNOPENED;
  let toldPhase = folded.phase;
  let stale = false;
  let callOffFlush: (() => void) | null = null;
  let closed = false;
  let state: RoomState = snapshot(null);

  const lines: Lines = openLines(workshopId, parts, {
    opening(next) {
      opening = next;
      changed();
    },
    seat(id) {
      seatId = id;
      shelf.sit(id);
      changed();
    },
    hello(hello) {
      joinCode = hello.joinCode;
      joinOrigin = hello.origin;
      clockOffset = hello.now - clock.now();
      if (hello.version !== PROTOCOL_VERSION) versionDiffers = true;
      changed();
    },
    joinCode(code) {
      joinCode = code;
      changed();
    },
    otherVersion() {
      versionDiffers = true;
      changed();
    },
    up() {
      offline = false;
      pending.up();
      for (const text of texts) text.wake();
      changed();
    },
    down() {
      offline = true;
      pending.down();
      changed();
    },
    counts(feed) {
      counts = feed;
      changed();
    },
    saves(saves) {
      serverSaves = saves;
      if (saves) pending.retry();
      changed();
    },
    told: (feed) => pending.told(feed),
    left() {
      for (const text of texts) text.close();
    },
    newEpoch: () => pending.sendAgain(),
    presence: () => presence.tell(),
    feeds,
  });

  function changed(): void {
    stale = true;
    if (closed) return;
    callOffFlush ??= clock.frame(flush);
  }

  /** Brings the state up to date and tells everybody. */
  function flush(): void {
    callOffFlush?.();
    callOffFlush = null;
    refold();
    publish();
  }

  function refold(): void {
    if (!stale) return;
    stale = false;
    pending.settle();
    const visible = feeds.visible(folded);
    // A private phase has forgotten who is here: whoever is still here says so again.
    if (visible.phase !== toldPhase) {
      toldPhase = visible.phase;
      lines.show({});
    }
    folded =
      seatId === null || pending.isEmpty
        ? visible
        : fold(visible, pending.orders(), seatActor(seatId), context());
  }

  function publish(): void {
    const before = state;
    state = snapshot(before);
    if (state.workshop !== before.workshop) cards.tell(state.workshop);
    changes.tell();
  }

  /** Parts that have not changed keep their identity, so that nobody draws for nothing. */
  function snapshot(before: RoomState | null): RoomState {
    const saving: Saving =
      offline && opening.is === 'ready'
        ? { is: 'offline', waiting: pending.unsaved }
        : !serverSaves
          ? { is: 'not-saving', waiting: pending.unsaved }
          : pending.unsaved > 0
            ? { is: 'saving', waiting: pending.unsaved }
            : { is: 'saved' };
    return {
      opening,
      workshop: folded,
      me: seatId === null ? null : (folded.seats.get(seatId) ?? null),
      saving: before !== null && sameSaving(before.saving, saving) ? before.saving : saving,
      refused,
      undoable,
      waiting: waitingSet(before?.waiting ?? NOTHING),
      queue: feeds.queue,
      roster: rosterOf(before),
      counts,
      joinCode,
      joinOrigin,
      clockOffset,
      versionDiffers,
    };
  }

  function waitingSet(before: ReadonlySet<string>): ReadonlySet<string> {
    const waiting = new Set<string>();
    for (const order of pending.unanswered()) for (const id of subjectsOf(order)) waiting.add(id);
    if (waiting.size === before.size && [...waiting].every((id) => before.has(id))) return before;
    return waiting;
  }

  /** With one's own role changes in it, which the feed does not show yet. */
  function rosterOf(before: RoomState | null): readonly Seat[] | null {
    if (feeds.roster === null) return null;
    const seats = [...folded.seats.values()];
    const known = before?.roster ?? null;
    const same = known?.length === seats.length && seats.every((seat, at) => seat === known[at]);
    return same ? known : seats;
  }

  function context() {
    return { now: clock.now() + clockOffset, seed: null };
  }

  function send(wanted: Order | readonly Order[]): Refusal | null {
    return act(isList(wanted) ? wanted : [wanted], true);
  }

  function act(orders: readonly Order[], canUndo: boolean): Refusal | null {
    if (seatId === null) return refuse('no-seat', 'A14');
    refold();
    const planned = plan(folded, orders, seatActor(seatId), context());
    if (isRefusal(planned)) return planned;
    if (planned.orders.length === 0) return null;
    undoableIds = pending.add(planned.orders);
    undoable = canUndo ? wayBack(planned.orders, planned.inverse, planned.after) : null;
    // The answer may have come while sending; then everything is folded anew.
    if (stale) refold();
    else folded = planned.after;
    flush();
    return null;
  }

  /** Offered only where the rules allow it as things stand: a way back that is refused helps nobody. */
  function wayBack(
    orders: readonly Order[],
    inverse: readonly Order[] | null,
    after: Workshop,
  ): Undoable | null {
    const id = undoableIds[0];
    if (seatId === null || inverse === null) return null;
    if (isRefusal(plan(after, inverse, seatActor(seatId), context()))) return null;
    if (inverse === null || inverse.length === 0 || id === undefined) return null;
    return {
      id,
      orders,
      doneAt: clock.now(),
      undo() {
        // Pressed twice, or something else has been done since.
        if (undoable?.id !== id) return;
        undoable = null;
        const no = act(inverse, false);
        if (no !== null) {
          const order = inverse[0];
          const message = parts.sayNo(no);
          if (order !== undefined) keepRefused({ id, order, kind: no.kind, message, text: null });
          flush();
        }
      },
    };
  }

  /** The server said no: the change leaves the board, its words stay. */
  function takeBack(command: Command, refusal: Refused['refusal']): void {
    const { cmdId, ...rest } = command;
    // A command without its id is the order it was made of.
    const order = rest as Order;
    const { kind } = refusal;
    const message = parts.sayNo(refusal);
    keepRefused({ id: cmdId, order, kind, message, text: textOf(order) });
    if (undoableIds.includes(cmdId)) undoable = null;
    if (kind === 'no-session' || kind === 'no-seat') lines.lostSeat();
    if (kind === 'version') versionDiffers = true;
  }

  function keepRefused(change: RefusedChange): void {
    refused = [...refused.filter(({ id }) => id !== change.id), change];
    changed();
  }

  lines.open();

  return {
    get: () => state,
    subscribe: changes.listen,
    subscribeCard: (id, listener) => cards.listen(id, state.workshop.cards.get(id), listener),
    send,
    may(action: Action, subject: Subject = {}) {
      const { me, workshop } = state;
      return me === null ? refuse('no-seat', 'A14') : mayDo(me, action, subject, workshop);
    },
    dismiss(refusedId) {
      refused = refused.filter(({ id }) => id !== refusedId);
      changed();
    },
    retry: () => lines.open(),
    presence: {
      get: () => lines.others(),
      subscribe: presence.listen,
      show: (shown) => lines.show(shown),
    },
    openText(document) {
      const text = shareText(document, (events) => lines.openText(document, events), {
        shelf,
        newId: () => parts.newId(),
        now: () => clock.now(),
      });
      texts.add(text);
      const close = () => {
        texts.delete(text);
        text.close();
      };
      return { ...text, close };
    },
    unsent: {
      get: shelf.get,
      subscribe: shelf.subscribe,
      move: (id, document) => shelf.move(id, document),
      dismiss: (id) => shelf.dismiss(id),
    },
    async leave() {
      await lines.leave();
      this.close();
    },
    close() {
      if (closed) return;
      closed = true;
      callOffFlush?.();
      for (const text of texts) text.close();
      pending.close();
      feeds.close();
      lines.close();
    },
  };
}

function isList(orders: Order | readonly Order[]): orders is readonly Order[] {
  return Array.isArray(orders);
}

function sameSaving(a: Saving, b: Saving): boolean {
  const waiting = (saving: Saving) => (saving.is === 'saved' ? 0 : saving.waiting);
  return a.is === b.is && waiting(a) === waiting(b);
}
