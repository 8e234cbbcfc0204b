/**
 * What the server has told this seat: the wall from the board document, and its own feeds.
 * Together they are the visible state that pending changes are laid over.
 */
import { type BoardChange, boardSeq, observeBoard, readWall, updateWall } from '@tavolo/documents';
import {
  type Ballot,
  type Card,
  type FeedName,
  type Standing,
  shows,
  UNOPENED,
  type Workshop,
  withFeeds,
} from '@tavolo/model';
import type { Accepted, MineFeed, QueueFeed, RosterFeed } from '@tavolo/protocol';
import type * as Y from 'yjs';

type PrivateFeed = Exclude<FeedName, 'board'>;

/** Nothing has been told yet. */
const NOWHERE: Standing = { seq: -1, board: -1 };
/** Feeds this seat does not get (null was sent) hold nothing back. */
const NOT_MINE: Standing = { seq: Number.POSITIVE_INFINITY, board: Number.POSITIVE_INFINITY };

export class Feeds {
  #doc: Y.Doc | null = null;
  #stop: (() => void) | null = null;
  #wall: Workshop = UNOPENED;
  #mine: MineFeed | null = null;
  #queue: QueueFeed | null = null;
  #roster: RosterFeed | null = null;
  #ballot: Ballot | null = null;
  #visible: Workshop | null = null;
  readonly #changed: () => void;
  readonly #at: Record<PrivateFeed, Standing> = { mine: NOWHERE, queue: NOWHERE, roster: NOWHERE };

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** The document to read the wall from, from now on. */
  showBoard(doc: Y.Doc): void {
    this.#stop?.();
    this.#doc = doc;
    this.#wall = readWall(doc);
    this.#stop = observeBoard(doc, (change) => this.#follow(doc, change));
    this.#touch();
  }

  takeMine(feed: MineFeed): void {
    this.#mine = feed;
    this.#at.mine = feed;
    this.#touch();
  }

  /** As this device remembers it from another time: to be shown, but it answers nothing. */
  recallMine(feed: MineFeed): void {
    this.#mine = feed;
    this.#touch();
  }

  takeQueue(feed: QueueFeed | null): void {
    this.#queue = feed;
    this.#at.queue = feed ?? NOT_MINE;
    this.#touch();
  }

  takeRoster(feed: RosterFeed | null): void {
    this.#roster = feed;
    this.#at.roster = feed ?? NOT_MINE;
    this.#touch();
  }

  /** Comes before the answer to the dots that changed it, so nothing waits for it. */
  takeBallot(ballot: Ballot | null): void {
    this.#ballot = ballot;
    this.#touch();
  }

  /** True where this feed shows what was answered so. */
  reached(feed: FeedName, answer: Accepted): boolean {
    if (feed !== 'board') return shows(this.#at[feed], answer);
    return this.#doc !== null && boardSeq(this.#doc) >= answer.seq;
  }

  get mine(): MineFeed | null {
    return this.#mine;
  }

  get queue(): QueueFeed | null {
    return this.#queue;
  }

  get roster(): RosterFeed | null {
    return this.#roster;
  }

  get hasBoard(): boolean {
    return this.#wall.id !== null;
  }

  /**
   * Wall and feeds laid over each other; the same object while nothing has changed. Between
   * a wall and an own feed that are not equally far, a card of one's own may be on neither:
   * it is then shown as it was in `last`, what was shown before.
   */
  visible(last: Workshop): Workshop {
    this.#visible ??= this.#lay(last);
    return this.#visible;
  }

  #lay(last: Workshop): Workshop {
    const laid = withFeeds(
      this.#wall,
      this.#mine,
      this.#queue,
      this.#roster?.seats ?? null,
      this.#ballot,
    );
    let { cards } = laid;
    for (const id of this.#mine?.published ?? []) {
      if (cards.has(id)) continue;
      const card = asPublished(last.cards.get(id));
      if (card !== undefined) cards = cards.set(id, card);
    }
    return cards === laid.cards ? laid : { ...laid, cards };
  }

  /** Forgets everything, before another attempt: perhaps as another seat. */
  reset(): void {
    this.close();
    this.#doc = null;
    this.#wall = UNOPENED;
    this.#mine = null;
    this.#queue = null;
    this.#roster = null;
    this.#ballot = null;
    Object.assign(this.#at, { mine: NOWHERE, queue: NOWHERE, roster: NOWHERE });
    this.#touch();
  }

  close(): void {
    this.#stop?.();
    this.#stop = null;
  }

  #follow(doc: Y.Doc, change: BoardChange): void {
    this.#wall = updateWall(this.#wall, doc, change);
    this.#touch();
  }

  #touch(): void {
    this.#visible = null;
    this.#changed();
  }
}

function asPublished(card: Card | undefined): Card | undefined {
  if (card === undefined || card.status === 'published') return card;
  return { ...card, status: 'published', heldFor: null, withdrawnFrom: null };
}
