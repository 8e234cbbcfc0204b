import { Fragment, type Node, Slice } from '@tiptap/pm/model';
import { expect, test } from 'vitest';
import { depthOf, flattened } from './depth.ts';
import { TEXT_SCHEMA } from './schema.ts';

const { nodes } = TEXT_SCHEMA;

function paragraph(words: string): Node {
  return TEXT_SCHEMA.node('paragraph', null, [TEXT_SCHEMA.text(words)]);
}

/** A list whose item holds the next list, `levels` times. */
function nested(levels: number): Node {
  const inside = [paragraph(`riga ${levels}`)];
  if (levels > 1) inside.push(nested(levels - 1));
  return TEXT_SCHEMA.node('bulletList', null, [TEXT_SCHEMA.node('listItem', null, inside)]);
}

test.each([2, 5, 6, 12, 40])(
  '%i lists in one another become flat enough, with all their words',
  (levels) => {
    const list = nested(levels);
    const slice = new Slice(Fragment.from(list), 0, 0);
    const flat = flattened(slice, 10);
    expect(depthOf(flat.content)).toBeLessThanOrEqual(10);
    const words = (content: Fragment) => content.textBetween(0, content.size, '|');
    expect(words(flat.content)).toBe(words(slice.content));
    const doc = nodes.doc?.create(null, flat.content);
    expect(() => doc?.check()).not.toThrow();
  },
);

test('what is not deep is left as it is', () => {
  const slice = new Slice(Fragment.from(nested(3)), 2, 2);
  expect(flattened(slice, 10)).toBe(slice);
});
