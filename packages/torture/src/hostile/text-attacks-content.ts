/** Attacks with what a text may not hold: nodes, attributes and marks that run or break an editor. */
import type { GateRule } from '@tavolo/server/texts/gate';
import * as forge from './forged.ts';
import type { Scene, TextAttack } from './text-attacks.ts';

const ROOT = { root: 'body' };
const good = forge.element(ROOT, 'paragraph');

function attack(
  rules: GateRule | readonly GateRule[],
  title: string,
  struct: (scene: Scene) => forge.Forged | readonly forge.Forged[],
): TextAttack {
  return {
    title,
    rules: typeof rules === 'string' ? [rules] : rules,
    updates: (scene) => {
      const made = struct(scene);
      const structs = typeof made === 'function' ? [made] : made;
      return [forge.forged([{ client: scene.me, clock: 0, structs }])];
    },
  };
}

const ROOTS = ['evil', '__proto__', 'constructor', 'board', 'cards'].map((root) =>
  attack('unknown-root', `a root called ${root}`, () => forge.element({ root }, 'paragraph')),
);

const NAMES = [
  'iframe',
  'script',
  'image',
  'svg',
  'style',
  'form',
  'object',
  'constructor',
  '__proto__',
].map((name) => attack('node', `a node named ${name}`, () => forge.element(ROOT, name)));

/** By the numbers that Yjs gives its types. */
const TYPES = Object.entries({ array: 0, map: 1, text: 2, fragment: 4, hook: 5 }).map(
  ([name, number]) => attack('node', `of type ${name}`, () => forge.type(ROOT, number)),
);

const NODES: readonly TextAttack[] = [
  attack('node', 'words at the root, which end every editor', () => forge.type(ROOT, 6)),
  attack('node', 'letters at the root', ({ random }) =>
    forge.words(ROOT, 'x'.repeat(1 + random.below(99))),
  ),
  attack('node', 'words in words', ({ words }) => forge.type({ parent: words }, 6)),
  attack('node', 'an item without its list', () => forge.element(ROOT, 'listItem')),
  attack('node', 'a list in a list', ({ me }) => [
    forge.element(ROOT, 'bulletList'),
    forge.element({ parent: { client: me, clock: 0 } }, 'bulletList'),
  ]),
  attack('node', 'a paragraph in a paragraph', ({ paragraph }) =>
    forge.element({ parent: paragraph }, 'paragraph'),
  ),
  attack('node', 'a paragraph beside letters', ({ letter }) =>
    forge.element({ left: letter }, 'paragraph'),
  ),
  attack('node', 'something embedded in words', ({ words }) =>
    forge.embed({ parent: words }, { src: 'x' }),
  ),
  attack('node', 'something embedded, with a key of the language', ({ words }) =>
    forge.embed({ parent: words }, JSON.parse('{"__proto__":{"isAdmin":true}}')),
  ),
  attack('node', 'bytes', ({ paragraph }) => forge.binary({ parent: paragraph })),
  attack('node', 'bytes in words', ({ letter }) => forge.binary({ left: letter })),
  attack('node', 'a document in the document', ({ paragraph }) =>
    forge.subdocument({ parent: paragraph }),
  ),
  attack('node', 'plain JSON', ({ paragraph }) => forge.json({ parent: paragraph })),
  attack('node', 'a value among words', ({ letter }) => forge.value({ left: letter }, { a: 1 })),
];

const ON_PARAGRAPH = [
  'onclick',
  'onload',
  'style',
  'class',
  'id',
  'href',
  '__proto__',
  'constructor',
];
const ATTRIBUTES: readonly TextAttack[] = [
  ...ON_PARAGRAPH.map((key) =>
    attack('attribute', `${key} on a paragraph`, ({ paragraph }) =>
      forge.value({ parent: paragraph, key }, key === '__proto__' ? { isAdmin: true } : 'alert(1)'),
    ),
  ),
  attack('attribute', 'a heading of another level', ({ heading, random }) =>
    forge.value({ parent: heading, key: 'level' }, random.pick([0, 1, 4, 99, -2, 2.5])),
  ),
  attack('attribute', 'an object as a level', ({ heading }) =>
    forge.value({ parent: heading, key: 'level' }, { toString: 'x' }),
  ),
  attack('attribute', 'a level that closes its tag', ({ heading }) =>
    forge.value({ parent: heading, key: 'level' }, '2 onmouseover=alert(1)'),
  ),
  attack(['node', 'attribute'], 'a type as an attribute', ({ heading }) =>
    forge.type({ parent: heading, key: 'level' }, 1),
  ),
  attack('attribute', 'a key on the root', () => forge.value({ ...ROOT, key: 'x' }, 1)),
  attack('attribute', 'a key on words', ({ words }) => forge.value({ parent: words, key: 'x' }, 1)),
];

const link = (href: unknown) => ({ href });
const MARKS: readonly TextAttack[] = (
  [
    ['one that is not on the list', 'underline', {}],
    ['one named __proto__', '__proto__', {}],
    ['one named constructor', 'constructor', {}],
    ['a link that runs', 'link', link('javascript:alert(1)')],
    ['a link that runs, hidden', 'link', link('java\tscript:alert(1)')],
    ['a link that runs, in capitals', 'link', link('JaVaScRiPt:alert(1)')],
    ['a link of data', 'link', link('data:text/html,<script>alert(1)</script>')],
    ['a link to a file', 'link', link('file:///etc/passwd')],
    ['a link that is relative', 'link', link('//evil.example/')],
    ['a link that is a list', 'link', link(['https://a.it'])],
    ['a link without an address', 'link', { target: '_blank' }],
    ['a link with more to it', 'link', { href: 'https://a.it', onclick: 'x' }],
    ['bold with a style', 'bold', { style: 'x' }],
    ['bold that is a word', 'bold', 'yes'],
    ['bold that is a list', 'bold', [{}]],
  ] as const
).map(([title, name, value]) =>
  attack('mark', title, ({ words }) => forge.format({ parent: words }, name, value)),
);

const DEPTH: readonly TextAttack[] = [
  attack('depth', 'quotations in quotations', ({ me, random }) => [
    good,
    ...Array.from({ length: 30 + random.below(200) }, (_, n) =>
      forge.element(n === 0 ? ROOT : { parent: { client: me, clock: n } }, 'blockquote'),
    ),
  ]),
  attack('depth', 'lists in lists', ({ me, random }) =>
    Array.from({ length: 40 + random.below(100) }, (_, n) =>
      forge.element(
        n === 0 ? ROOT : { parent: { client: me, clock: n - 1 } },
        n % 2 === 0 ? 'bulletList' : 'listItem',
      ),
    ),
  ),
];

export const CONTENT_ATTACKS: readonly TextAttack[] = [
  ...ROOTS,
  ...NAMES,
  ...TYPES,
  ...NODES,
  ...ATTRIBUTES,
  ...MARKS,
  ...DEPTH,
];
