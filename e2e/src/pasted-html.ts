/**
 * HTML as clipboards bring it: Word, web pages, mail, nested lists, tables, scripts, and
 * whatever else. Seeded, so that a fragment that fails can be made again.
 */

/** A small generator of numbers in [0, 1); the same seed gives the same fragments. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = [
  'assistente',
  'turno',
  'farmacia',
  '&lt;b&gt;',
  'perché',
  'قهوة',
  '👵🏽',
  '1.200 €',
  '\u200b',
  '&nbsp;',
];
const INLINE = [
  'b',
  'strong',
  'i',
  'em',
  'u',
  's',
  'code',
  'span',
  'font',
  'sub',
  'mark',
  'big',
  'kbd',
];
const BLOCK = [
  'p',
  'div',
  'h1',
  'h2',
  'h3',
  'h6',
  'blockquote',
  'pre',
  'section',
  'center',
  'dl',
  'address',
];
const ATTRIBUTES = [
  'style="mso-list:l0 level1 lfo1;color:red;font-weight:700"',
  'class="MsoNormal"',
  'onclick="alert(1)"',
  'dir="rtl"',
  'id="x"',
  'data-pm-slice="3 3 []"',
  'contenteditable="false"',
  'align=center',
];
const LINKS = [
  'https://example.org/a?b=1#c',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,<script>1</script>',
  'mailto:anna@example.org',
  'tel:+3902123',
  '/relative',
  '//example.org',
  'file:///etc/passwd',
  'https://example.org/with space',
  `https://example.org/${'x'.repeat(2_100)}`,
  '',
];
const ODD = [
  '<script>alert(1)</script>',
  '<iframe src="https://example.org"></iframe>',
  '<img src=x onerror=alert(1)>',
  '<svg><a href="javascript:1"><text>t</text></a></svg>',
  '<!--[if gte mso 9]><xml><o:p></o:p></xml><![endif]-->',
  '<o:p>&nbsp;</o:p>',
  '<hr size=2 noshade>',
  '<br clear=all>',
  '<input value=1><button>b</button>',
  '<video controls><source src=x></video>',
  '<meta charset="utf-8"><style>p{color:red}</style>',
  '<details><summary>s</summary>d</details>',
  '<math><mi>x</mi></math>',
  '<template><p>t</p></template>',
];

export function pastedHtml(count: number, seed: number): string[] {
  const random = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const some = (most: number, make: () => string) =>
    Array.from({ length: 1 + Math.floor(random() * most) }, make).join('');
  const attributes = () => (random() < 0.4 ? ` ${pick(ATTRIBUTES)}` : '');
  const words = () => some(4, () => `${pick(WORDS)} `);
  const inline = (depth: number): string => {
    const chance = random();
    if (depth <= 0 || chance < 0.45) return words();
    if (chance < 0.6) {
      const more = pick(['', ' target=_top', ' rel="opener x:1"', ' title="t"', ' class="c"']);
      return `<a href="${pick(LINKS)}"${more}>${inline(depth - 1)}</a>`;
    }
    if (chance < 0.7) return pick(ODD);
    const tag = pick(INLINE);
    return `<${tag}${attributes()}>${some(2, () => inline(depth - 1))}</${tag}>`;
  };
  const list = (depth: number): string => {
    const tag = pick(['ul', 'ol']);
    const more = pick([
      '',
      ' start="7"',
      ' start="x"',
      ' start="99999999999"',
      ' type="a"',
      ' type="disc"',
      ' reversed',
    ]);
    // Only the first item goes deeper: all of them would be more than anybody pastes.
    const first = `<li${attributes()}>${inline(1)}${depth > 0 ? list(depth - 1) : ''}</li>`;
    const items =
      first + (random() < 0.6 ? some(2, () => `<li${attributes()}>${inline(1)}</li>`) : '');
    // Word and old pages put a list right into a list.
    const stray = random() < 0.2 && depth > 0 && depth < 3 ? list(depth - 1) : '';
    return `<${tag}${more}>${items}${stray}</${tag}>`;
  };
  const table = (depth: number): string =>
    `<table border=1><thead><tr><th colspan=2>${inline(1)}</th></tr></thead><tbody>${some(2, () => `<tr>${some(3, () => `<td>${block(depth - 1)}</td>`)}</tr>`)}</tbody></table>`;
  const block = (depth: number): string => {
    const chance = random();
    if (depth <= 0 || chance < 0.2) return `<p${attributes()}>${inline(2)}</p>`;
    if (chance < 0.4) return list(Math.floor(random() * (random() < 0.1 ? 30 : 5)));
    if (chance < 0.5) return table(depth);
    if (chance < 0.6) return pick(ODD);
    if (chance < 0.65) return inline(3);
    const tag = pick(BLOCK);
    return `<${tag}${attributes()}>${some(2, () => block(depth - 1))}</${tag}>`;
  };
  return Array.from({ length: count }, () => some(3, () => block(3)));
}
