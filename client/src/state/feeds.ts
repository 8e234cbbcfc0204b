/**
 * What the server has told this seat: the wall from the board document, and its own feeds.
 * Together they are the visible state that pending changes are laid over.
 */
import { type BoardChange, boardSeq, observeBoard, readWall, updateWall } from '@tavolo/documents';
import { type Card, type FeedName, UNOPENED, type Workshop, withFeeds } from '@tavolo/model';
import type { MineFeed, QueueFeed, RosterFeed } from '@tavolo/protocol';
import type * as Y from 'yjs';

export class Feeds {
  #doc: Y.Doc | null = null;
  #stop: (() => void) | null = null;
  #wall: Workshop = UNOPENED;
  #mine: MineFeed | null = null;
  #queue: QueueFeed | null = null;
  #roster: RosterFeed | null = null;
  #visible: Workshop | null = null;
  readonly #changed: () => void;
  /** Feeds this seat does not get (null was sent) hold nothing back. */
  readonly #reached: Record<FeedName, number> = { board: 0, mine: 0, queue: 0, roster: 0 };

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
    this.#reached.mine = feed.seq;
    this.#touch();
  }

  takeQueue(feed: QueueFeed | null): void {
    this.#queue = feed;
    this.#reached.queue = feed?.seq ?? Number.POSITIVE_INFINITY;
    this.#touch();
  }

  takeRoster(feed: RosterFeed | null): void {
    this.#roster = feed;
    this.#reached.roster = feed?.seq ?? Number.POSITIVE_INFINITY;
    this.#touch();
  }

  /** True where this feed shows decision `seq`. */
  reached(feed: FeedName, seq: number): boolean {
    const at = feed === 'board' && this.#doc !== null ? boardSeq(this.#doc) : this.#reached[feed];
    return at >= seq;
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
    const laid = withFeeds(this.#wall, this.#mine, this.#queue, this.#roster?.seats ?? null);
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
    Object.assign(this.#reached, { board: 0, mine: 0, queue: 0, roster: 0 });
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
