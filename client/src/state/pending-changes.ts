/**
 * One's own changes from the moment they are made until every feed shows them. Waiting for
 * an answer is the outbox's part; here they also wait for the feeds named in the answer.
 */
import type { Command, CommandId, FeedName, Order } from '@tavolo/model';
import { type Accepted, type Answer, isRefused, type Refused } from '@tavolo/protocol';
import type { Clock } from '../connection/clock.ts';
import { Outbox, type OutboxOptions } from '../connection/outbox.ts';

export interface PendingOptions {
  readonly clock: Clock;
  readonly send: OutboxOptions['send'];
  readonly silent: OutboxOptions['silent'];
  newId(): CommandId;
  /** Does this feed show what was answered so? */
  reached(feed: FeedName, answer: Accepted): boolean;
  /** Asks the server to tell a feed anew: nothing came for too long. */
  ask(feed: FeedName): void;
  refused(command: Command, refusal: Refused['refusal']): void;
  changed(): void;
}

interface Pending {
  readonly command: Command;
  accepted: Accepted | null;
  /** Feeds that were asked for after the answer, and those that were told whole since. */
  asked: Set<FeedName>;
  told: Set<FeedName>;
  callOff: (() => void) | null;
}

/** After an answer the feeds follow within a moment; this long means that one was lost. */
const FEED_MS = 5_000;

export class PendingChanges {
  readonly #options: PendingOptions;
  readonly #outbox: Outbox;
  #list: Pending[] = [];

  constructor(options: PendingOptions) {
    this.#options = options;
    this.#outbox = new Outbox({
      clock: options.clock,
      send: options.send,
      silent: options.silent,
      answered: (command, answer) => this.#answered(command, answer),
    });
  }

  /** Changes that are not on the server yet. */
  get unsaved(): number {
    return this.#outbox.size;
  }

  /** In the order in which they were made. */
  *orders(): IterableIterator<Order> {
    for (const { command } of this.#list) yield command;
  }

  /** Those the server has not answered yet. */
  *unanswered(): IterableIterator<Order> {
    for (const { command, accepted } of this.#list) if (accepted === null) yield command;
  }

  get isEmpty(): boolean {
    return this.#list.length === 0;
  }

  add(orders: readonly Order[]): CommandId[] {
    const commands = orders.map((order): Command => ({ ...order, cmdId: this.#options.newId() }));
    for (const command of commands) {
      this.#list.push({
        command,
        accepted: null,
        asked: new Set(),
        told: new Set(),
        callOff: null,
      });
    }
    this.#outbox.add(commands);
    return commands.map(({ cmdId }) => cmdId);
  }

  up(): void {
    this.#outbox.up();
  }

  down(): void {
    this.#outbox.down();
  }

  retry(): void {
    this.#outbox.retry();
  }

  /** A feed was told whole. Settles what waited for just that although its number never came. */
  told(feed: FeedName): void {
    for (const pending of this.#list) if (pending.asked.has(feed)) pending.told.add(feed);
  }

  /** Lets go of what every feed shows. */
  settle(): void {
    this.#list = this.#list.filter((pending) => {
      if (pending.accepted === null || this.#missing(pending).length > 0) return true;
      pending.callOff?.();
      return false;
    });
  }

  /** The past was rewritten: what was accepted and is not shown is sent once more. */
  sendAgain(): void {
    this.settle();
    const again: Command[] = [];
    for (const pending of this.#list) {
      if (pending.accepted === null) continue;
      pending.accepted = null;
      pending.callOff?.();
      again.push(pending.command);
    }
    if (again.length > 0) this.#outbox.addFirst(again);
  }

  close(): void {
    for (const pending of this.#list) pending.callOff?.();
    this.#outbox.close();
  }

  #missing({ accepted, told }: Pending): FeedName[] {
    if (accepted === null) return [];
    return accepted.in.filter((feed) => !told.has(feed) && !this.#options.reached(feed, accepted));
  }

  #answered(command: Command, answer: Answer): void {
    const pending = this.#list.find((other) => other.command.cmdId === command.cmdId);
    if (pending === undefined) return;
    if (isRefused(answer)) {
      this.#list = this.#list.filter((other) => other !== pending);
      this.#options.refused(command, answer.refusal);
    } else {
      pending.accepted = answer;
      pending.asked = new Set();
      pending.told = new Set();
      this.#watch(pending);
    }
    this.#options.changed();
  }

  #watch(pending: Pending): void {
    pending.callOff = this.#options.clock.after(FEED_MS, () => {
      const missing = this.#missing(pending);
      if (missing.length === 0) return;
      for (const feed of missing) {
        // One answer serves all that wait for the same feed.
        for (const other of this.#list) if (other.accepted !== null) other.asked.add(feed);
        this.#options.ask(feed);
      }
      this.#watch(pending);
    });
  }
}
