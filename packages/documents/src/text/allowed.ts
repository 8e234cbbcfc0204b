/**
 * What a text may hold: the one list that the editor's schema, the server's gate and the
 * exporters are made from. What is not named here is nowhere: not stored, not shown, not
 * written out. Plain data, so that each of them can read it in its own way.
 */

/** What stands in a place of a text: whole paragraphs and lists, items of a list, or words. */
export type TextPlace = 'blocks' | 'items' | 'words' | 'nothing';

export type AttributeCheck = (value: unknown) => boolean;

export interface AllowedNode {
  /** Where it may stand. */
  readonly within: Exclude<TextPlace, 'nothing'>;
  /** What may stand in it. */
  readonly holds: TextPlace;
  readonly attributes: Readonly<Record<string, AttributeCheck>>;
}

export interface AllowedMark {
  readonly attributes: Readonly<Record<string, AttributeCheck>>;
}

export const HEADING_LEVELS = [2, 3] as const;

/** What a link may open. Everything else, `javascript:` first of all, is no link. */
export const LINK_PROTOCOLS = ['https', 'http', 'mailto', 'tel'] as const;
export const MAX_LINK = 2_000;

const isHeadingLevel: AttributeCheck = (value) => HEADING_LEVELS.some((level) => level === value);
const isListStart: AttributeCheck = (value) =>
  typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 1_000_000;
const isListType: AttributeCheck = (value) =>
  value === null || (typeof value === 'string' && /^[1aAiI]$/.test(value));
const isNothing: AttributeCheck = (value) => value === null;
const isLinkTarget: AttributeCheck = (value) => value === null || value === '_blank';
const isLinkRel: AttributeCheck = (value) =>
  value === null || (typeof value === 'string' && /^[a-z ]{0,80}$/.test(value));
const isShortText: AttributeCheck = (value) =>
  value === null || (typeof value === 'string' && value.length <= 300);

/** An address that a person may be sent to. Relative ones are none: a text travels. */
export function isAllowedLink(href: unknown): href is string {
  if (typeof href !== 'string' || href.length === 0 || href.length > MAX_LINK) return false;
  // Browsers skip such characters inside a scheme: `java\nscript:`.
  for (let index = 0; index < href.length; index += 1) {
    const code = href.charCodeAt(index);
    if (code <= 0x20 || code === 0x7f) return false;
  }
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(href)?.[1]?.toLowerCase();
  return LINK_PROTOCOLS.some((allowed) => allowed === scheme);
}

/** By the names that the editor gives them. The document itself holds blocks. */
export const ALLOWED_NODES: Readonly<Record<string, AllowedNode>> = {
  paragraph: { within: 'blocks', holds: 'words', attributes: {} },
  heading: { within: 'blocks', holds: 'words', attributes: { level: isHeadingLevel } },
  bulletList: { within: 'blocks', holds: 'items', attributes: {} },
  orderedList: {
    within: 'blocks',
    holds: 'items',
    attributes: { start: isListStart, type: isListType },
  },
  listItem: { within: 'items', holds: 'blocks', attributes: {} },
  blockquote: { within: 'blocks', holds: 'blocks', attributes: {} },
  horizontalRule: { within: 'blocks', holds: 'nothing', attributes: {} },
  hardBreak: { within: 'words', holds: 'nothing', attributes: {} },
};

export const ALLOWED_MARKS: Readonly<Record<string, AllowedMark>> = {
  bold: { attributes: {} },
  italic: { attributes: {} },
  strike: { attributes: {} },
  code: { attributes: {} },
  link: {
    attributes: {
      href: isAllowedLink,
      target: isLinkTarget,
      rel: isLinkRel,
      class: isNothing,
      title: isShortText,
    },
  },
};

/** Lists in lists in quotations: deeper than anybody reads. */
export const MAX_DEPTH = 24;

export function allowedNode(name: string): AllowedNode | null {
  return Object.hasOwn(ALLOWED_NODES, name) ? (ALLOWED_NODES[name] ?? null) : null;
}

export function isAllowedAttribute(node: AllowedNode, name: string, value: unknown): boolean {
  return Object.hasOwn(node.attributes, name) && node.attributes[name]?.(value) === true;
}

/** A mark as it stands in the document: null ends it; otherwise an object with its attributes alone. */
export function isAllowedMark(name: string, value: unknown): boolean {
  if (!Object.hasOwn(ALLOWED_MARKS, name)) return false;
  if (value === null) return true;
  const mark = ALLOWED_MARKS[name];
  if (mark === undefined || typeof value !== 'object' || Array.isArray(value)) return false;
  const keys = Object.keys(value);
  // A link without an address is no link.
  if (name === 'link' && !keys.includes('href')) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(mark.attributes, key) &&
      mark.attributes[key]?.((value as Record<string, unknown>)[key]) === true,
  );
}
