/**
 * The editor's nodes and marks: those of the allowed list and no others, each of their
 * attributes read through the list's own check. Whatever is pasted, nothing comes into the
 * document that the server would refuse.
 */
import {
  ALLOWED_MARKS,
  ALLOWED_NODES,
  type AttributeCheck,
  HEADING_LEVELS,
  isAllowedLink,
} from '@tavolo/documents';
import {
  type AnyExtension,
  type Attribute,
  type Attributes,
  getSchema,
  Mark,
  Node,
} from '@tiptap/core';
import StarterKit from '@tiptap/starter-kit';

const KIT = StarterKit.configure({
  // Undo is the shared document's: one's own typing only.
  undoRedo: false,
  // It writes by itself, in every open editor at once, a reader's too.
  trailingNode: false,
  heading: { levels: [...HEADING_LEVELS] },
  link: {
    isAllowedUri: (url) => isAllowedLink(url),
    defaultProtocol: 'https',
    openOnClick: 'whenNotEditable',
    HTMLAttributes: { target: '_blank', rel: 'noopener noreferrer nofollow', class: null },
  },
  codeBlock: false,
  underline: false,
});

/** The document and its words are there in any case; the list tells of what stands between. */
const GROUND = ['doc', 'text'];

/** Headings of other levels become the nearest one of ours. */
const NEAREST_LEVEL = { h1: 2, h4: 3, h5: 3, h6: 3 } as const;

export const TEXT_EXTENSIONS: readonly AnyExtension[] = partsOfKit().flatMap((extension) => {
  if (extension instanceof Node) return allowedNodeOf(extension);
  return extension instanceof Mark ? allowedMarkOf(extension) : [extension];
});

export const TEXT_SCHEMA = getSchema([...TEXT_EXTENSIONS]);

/** Only its own parts: what these bring along, they bring themselves. */
function partsOfKit(): readonly AnyExtension[] {
  const { name, options, storage } = KIT;
  return KIT.config.addExtensions?.call({ name, options, storage, parent: undefined }) ?? [];
}

function allowedNodeOf(node: Node): AnyExtension[] {
  if (GROUND.includes(node.name)) return [node];
  const allowed = ALLOWED_NODES[node.name];
  if (allowed === undefined) return [];
  return [
    node.extend({
      addAttributes() {
        return checked(this.parent?.() ?? {}, allowed.attributes, node.name);
      },
      ...(node.name === 'heading' ? { parseHTML: anyHeading } : {}),
    }),
  ];
}

function allowedMarkOf(mark: Mark): AnyExtension[] {
  const allowed = ALLOWED_MARKS[mark.name];
  if (allowed === undefined) return [];
  return [
    mark.extend({
      addAttributes() {
        return checked(this.parent?.() ?? {}, allowed.attributes, mark.name);
      },
    }),
  ];
}

/** Attributes that the list does not name are gone; a value that it refuses becomes the default. */
function checked(
  attributes: Attributes | object,
  checks: Readonly<Record<string, AttributeCheck>>,
  name: string,
): Attributes {
  const kept: Attributes = {};
  for (const [key, attribute] of Object.entries(attributes as Record<string, Attribute>)) {
    const isAllowed = checks[key];
    if (isAllowed === undefined) continue;
    // A heading is of level 1 elsewhere, and tells its level by its tag.
    if (name === 'heading') kept[key] = { ...attribute, default: HEADING_LEVELS[0] };
    else {
      const parseHTML = (element: HTMLElement): unknown => {
        const value: unknown = attribute.parseHTML?.(element) ?? element.getAttribute(key);
        return isAllowed(value) ? value : attribute.default;
      };
      kept[key] = { ...attribute, parseHTML };
    }
  }
  return kept;
}

function anyHeading() {
  const own = HEADING_LEVELS.map((level) => ({ tag: `h${level}`, attrs: { level } }));
  const nearest = Object.entries(NEAREST_LEVEL).map(([tag, level]) => ({ tag, attrs: { level } }));
  return [...own, ...nearest];
}
