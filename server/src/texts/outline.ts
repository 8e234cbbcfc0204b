/**
 * Where each part of an update would come to stand, and whether it may stand there: the
 * document's own parts and those that the same update has brought before.
 */
import {
  type AllowedNode,
  allowedNode,
  isAllowedAttribute,
  isAllowedMark,
  MAX_DEPTH,
  TEXT_ROOT,
} from '@tavolo/documents';
import * as Y from 'yjs';
import { type Content, type Item, type Place, XML_ELEMENT, XML_TEXT } from './decode-update.ts';
import type { GateRule } from './gate.ts';

/** What a part can stand in. `gone`: deleted and collected; what is put there is never seen. */
type Holder =
  | { readonly is: 'root'; readonly depth: 0 }
  | { readonly is: 'element'; readonly node: AllowedNode | null; readonly depth: number }
  | { readonly is: 'words'; readonly depth: number }
  | { readonly is: 'elsewhere' | 'gone'; readonly depth: number };

/** A part: what it stands in, under which key, and what it is itself to others. */
interface Standing {
  readonly clock: number;
  readonly length: number;
  /** Null: collected. */
  readonly holder: Holder | null;
  /** The same object for all parts that stand in one place. */
  readonly place: unknown;
  readonly key: string | null;
  readonly makes: Holder | null;
}

type Insist = (rule: GateRule, holds: boolean) => void;

export class Outline {
  readonly #doc: Y.Doc;
  readonly #insist: Insist;
  readonly #added = new Map<number, Standing[]>();
  readonly #holders = new Map<unknown, Holder>();

  constructor(doc: Y.Doc, insist: Insist) {
    this.#doc = doc;
    this.#insist = insist;
  }

  /** What can be said of a part wherever it comes to stand; Yjs makes roots as it reads. */
  lookAt({ parent, content }: Item): void {
    this.#insist(
      'unknown-root',
      parent === null || !('root' in parent) || parent.root === TEXT_ROOT,
    );
    this.#lookAtContent(content);
  }

  /** Everything it refers to is known, and it has been looked at. */
  add(client: number, item: Item): void {
    const { clock, length, content } = item;
    const { holder, place, key } = this.#placeOf(item);
    if (holder === null) {
      this.addCollected(client, clock, length);
      return;
    }
    this.#insist('node', holder.is !== 'elsewhere' || holder === OTHER_ROOT);
    if (key === null) this.#lookAtPlace(holder, content);
    else this.#lookAtKey(holder, key, content);
    this.#lookAtOverlap(client, item, place, key);
    const makes = content.is === 'type' ? holderMade(content, holder.depth + 1) : null;
    if (makes !== null) this.#insist('depth', makes.depth <= MAX_DEPTH);
    this.#push(client, { clock, length, holder, place, key, makes });
  }

  addCollected(client: number, clock: number, length: number): void {
    this.#push(client, { clock, length, holder: null, place: null, key: null, makes: null });
  }

  #push(client: number, standing: Standing): void {
    const added = this.#added.get(client);
    if (added === undefined) this.#added.set(client, [standing]);
    else added.push(standing);
  }

  /** As Yjs finds it: from the neighbours where there are any, else from what the item says. */
  #placeOf({ left, right, parent, key }: Item): Pick<Standing, 'holder' | 'place' | 'key'> {
    const beside = [left, right].flatMap((place) => (place === null ? [] : [this.#at(place)]));
    const [one, two] = beside;
    if (one !== undefined) {
      if (beside.some(({ holder }) => holder === null)) return COLLECTED;
      if (two !== undefined) {
        this.#insist('mixed-place', one.place === two.place && one.key === two.key);
      }
      return two ?? one;
    }
    if (parent === null) return COLLECTED;
    if ('root' in parent) {
      const isRoot = parent.root === TEXT_ROOT;
      const place = this.#doc.share.get(parent.root) ?? `root ${parent.root}`;
      return { holder: isRoot ? ROOT : OTHER_ROOT, place, key };
    }
    const { makes, holder } = this.#at(parent);
    if (holder === null) return COLLECTED;
    return { holder: makes ?? ELSEWHERE, place: makes ?? ELSEWHERE, key };
  }

  /** What stands at a place that is known. */
  #at({ client, clock }: Place): Standing {
    const found = standingAt(this.#added.get(client) ?? [], clock);
    if (found !== undefined) return found;
    if (clock >= Y.getState(this.#doc.store, client)) return { ...COLLECTED, clock, length: 1 };
    const struct = Y.getItem(this.#doc.store, Y.createID(client, clock)) as Y.Item | Y.GC;
    const { length } = struct;
    if (!(struct instanceof Y.Item)) return { ...COLLECTED, clock, length };
    const { parent, parentSub: key, content } = struct;
    if (!(parent instanceof Y.AbstractType)) return { ...COLLECTED, clock, length };
    const makes =
      content instanceof Y.ContentType
        ? this.#holderOf(content.type)
        : content instanceof Y.ContentDeleted
          ? GONE
          : null;
    const place = parent._item === null ? parent : this.#holderOf(parent);
    return { clock: struct.id.clock, length, holder: this.#holderOf(parent), place, key, makes };
  }

  /** One object for each type, so that two parts in one place can be told to be there. */
  #holderOf(type: Y.AbstractType<unknown>): Holder {
    const present = this.#holders.get(type);
    if (present !== undefined) return present;
    let made: Holder;
    if (type._item === null) {
      made = this.#doc.share.get(TEXT_ROOT) === type ? ROOT : ELSEWHERE;
    } else {
      const parent = type._item.parent;
      const above = parent instanceof Y.AbstractType ? this.#holderOf(parent).depth : 0;
      made =
        type instanceof Y.XmlText
          ? { is: 'words', depth: above + 1 }
          : type instanceof Y.XmlElement
            ? { is: 'element', node: allowedNode(type.nodeName), depth: above + 1 }
            : ELSEWHERE;
    }
    this.#holders.set(type, made);
    return made;
  }

  /** Allowed anywhere at all? */
  #lookAtContent(content: Content): void {
    switch (content.is) {
      case 'type':
        this.#insist(
          'node',
          content.type === XML_TEXT ||
            (content.type === XML_ELEMENT && allowedNode(content.name) !== null),
        );
        return;
      case 'format':
        this.#insist('mark', isAllowedMark(content.key, content.value));
        return;
      case 'json':
      case 'binary':
      case 'embed':
      case 'document':
        this.#insist('node', false);
        return;
      default:
        return;
    }
  }

  /** Among the children of its holder. */
  #lookAtPlace(holder: Holder, content: Content): void {
    if (content.is === 'deleted' || holder.is === 'gone' || holder.is === 'elsewhere') return;
    if (holder.is === 'words') {
      this.#insist('node', content.is === 'words' || content.is === 'format');
      return;
    }
    const holds = holder.is === 'element' ? (holder.node?.holds ?? 'nothing') : 'blocks';
    if (content.is !== 'type') this.#insist('node', false);
    else if (content.type === XML_TEXT) this.#insist('node', holds === 'words');
    else if (allowedNode(content.name) !== null) {
      this.#insist('node', allowedNode(content.name)?.within === holds);
    }
  }

  /** Under a key: an attribute of an element. */
  #lookAtKey(holder: Holder, key: string, content: Content): void {
    if (holder.is === 'gone' || holder.is === 'elsewhere') return;
    const node = holder.is === 'element' ? holder.node : null;
    const isKnown = node !== null && Object.hasOwn(node.attributes, key);
    if (content.is === 'deleted') {
      this.#insist('attribute', isKnown);
      return;
    }
    const [value] = content.is === 'values' && content.values.length === 1 ? content.values : [];
    this.#insist('attribute', isKnown && isAllowedAttribute(node, key, value));
  }

  /** Goes on with a part whose beginning is known: then it stands where that does. */
  #lookAtOverlap(client: number, { clock }: Item, place: unknown, key: string | null): void {
    const state = Y.getState(this.#doc.store, client);
    if (clock >= state) return;
    // Where the beginning is collected, so is the place: Yjs would stumble over anything else.
    const begun = this.#at({ client, clock: state - 1 });
    this.#insist('mixed-place', begun.place === place && begun.key === key);
  }
}

const ROOT: Holder = { is: 'root', depth: 0 };
const ELSEWHERE: Holder = { is: 'elsewhere', depth: 0 };
/** Has been looked at before by its name. */
const OTHER_ROOT: Holder = { is: 'elsewhere', depth: 0 };
const GONE: Holder = { is: 'gone', depth: 0 };
const COLLECTED = {
  clock: 0,
  length: 0,
  holder: null,
  place: null,
  key: null,
  makes: null,
} as const;

/** They lie in the order of their clocks. */
function standingAt(all: readonly Standing[], clock: number): Standing | undefined {
  let [low, high] = [0, all.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = all[middle];
    if (each === undefined || clock < each.clock) high = middle;
    else if (clock < each.clock + each.length) return each;
    else low = middle + 1;
  }
  return undefined;
}

function holderMade({ type, name }: Extract<Content, { is: 'type' }>, depth: number): Holder {
  if (type === XML_TEXT) return { is: 'words', depth };
  if (type === XML_ELEMENT) return { is: 'element', node: allowedNode(name), depth };
  return { is: 'elsewhere', depth };
}
