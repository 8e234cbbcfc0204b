import { ALLOWED_MARKS, ALLOWED_NODES, isAllowedMark } from '@tavolo/documents';
import { expect, test } from 'vitest';
import { TEXT_SCHEMA } from './schema.ts';

test('the editor knows exactly the nodes and marks of the allowed list', () => {
  expect(Object.keys(TEXT_SCHEMA.nodes).sort()).toEqual(
    ['doc', 'text', ...Object.keys(ALLOWED_NODES)].sort(),
  );
  expect(Object.keys(TEXT_SCHEMA.marks).sort()).toEqual(Object.keys(ALLOWED_MARKS).sort());
});

test('no attribute outside the list, and every default is one that the list allows', () => {
  const listed = { ...ALLOWED_NODES, ...ALLOWED_MARKS };
  for (const type of [...Object.values(TEXT_SCHEMA.nodes), ...Object.values(TEXT_SCHEMA.marks)]) {
    const checks = listed[type.name]?.attributes ?? {};
    for (const [key, attribute] of Object.entries(type.spec.attrs ?? {})) {
      expect(Object.keys(checks), `${type.name}.${key}`).toContain(key);
      // A link without an address does not come about: it is made with one.
      if (type.name === 'link' && key === 'href') continue;
      expect(checks[key]?.(attribute.default), `${type.name}.${key}`).toBe(true);
    }
  }
});

test('a mark as the editor writes it passes the gate’s own check', () => {
  const link = TEXT_SCHEMA.mark('link', { href: 'https://example.org' });
  expect(isAllowedMark('link', link.attrs)).toBe(true);
  expect(isAllowedMark('bold', TEXT_SCHEMA.mark('bold').attrs)).toBe(true);
});
