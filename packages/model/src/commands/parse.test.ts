/** The door: whatever comes over a wire is parsed or refused, and never throws. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COMMANDS, isCommandType, parseCommand, SERVER_COMMANDS } from '../index.ts';
import { anyOrder } from '../testing/arbitrary.ts';
import { commandIdOf } from '../testing/ids.ts';

const cmdId = commandIdOf(1);

test('[K1] every command comes through as it was sent', () => {
  fc.assert(
    fc.property(anyOrder, (order) => {
      const sent = JSON.parse(JSON.stringify({ ...order, cmdId })) as unknown;
      expect(parseCommand(sent)).toEqual({ ok: true, command: { ...order, cmdId } });
    }),
    { numRuns: 500 },
  );
});

test('[K1] any value at all is answered, not thrown at', () => {
  const anything = fc.anything({ withNullPrototype: true, withBigInt: true, maxDepth: 3 });
  const type = fc.oneof(
    fc.constantFrom(...Object.keys(COMMANDS), ...Object.keys(SERVER_COMMANDS)),
    fc.string(),
  );
  const close = fc
    .tuple(type, fc.dictionary(fc.string(), anything))
    .map(([name, rest]) => ({ ...rest, cmdId, type: name }));
  fc.assert(
    fc.property(
      fc.oneof(
        anything,
        fc.json().map((text) => JSON.parse(text) as unknown),
        close,
      ),
      (value) => {
        const parsed = parseCommand(value);
        if (!parsed.ok) expect(['malformed', 'unknown-command']).toContain(parsed.why);
      },
    ),
    { numRuns: 3_000 },
  );
});

test('[K1] one field changed, missing or added is malformed', () => {
  fc.assert(
    fc.property(
      anyOrder,
      fc.nat(),
      fc.constantFrom(null, 7.5, [], {}, '\u0000', true),
      (order, pick, wrong) => {
        const fields = Object.keys(order).filter((name) => name !== 'type');
        expect(parseCommand({ ...order, cmdId, more: 1 }).ok).toBe(false);
        const field = fields[pick % fields.length];
        if (field === undefined) return;
        const { [field]: _, ...without } = order as unknown as Record<string, unknown>;
        // In these, what is not named stays as it was.
        const mayBeLeftOut =
          order.type === 'editWorkshop' ||
          (order.type === 'renameCluster' && field !== 'clusterId');
        if (!mayBeLeftOut) {
          expect(parseCommand({ ...without, cmdId })).toMatchObject({
            ok: false,
            why: 'malformed',
          });
        }
        const loose = [
          ...['hold', 'at', 'phases', 'text', 'name', 'question', 'title', 'value', 'challenge'],
          ...[
            'clusterId',
            'after',
            'themeId',
            'tableId',
            'signed',
            'remote',
            'openLink',
            'closesAt',
            'on',
          ],
        ];
        if (loose.includes(field)) return;
        expect(parseCommand({ ...order, cmdId, [field]: wrong })).toMatchObject({
          ok: false,
          why: 'malformed',
        });
      },
    ),
    { numRuns: 500 },
  );
});

test('[K1] names of the language itself and internal orders are no commands', () => {
  for (const type of [
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    ...Object.keys(SERVER_COMMANDS),
  ]) {
    expect(isCommandType(type)).toBe(false);
    expect(parseCommand({ cmdId, type })).toMatchObject({ ok: false, why: 'unknown-command' });
  }
  const proto = JSON.parse(
    `{"cmdId":"${cmdId}","type":"revealCards","__proto__":{"polluted":1}}`,
  ) as unknown;
  const parsed = parseCommand(proto);
  if (parsed.ok) expect(Object.keys(parsed.command).sort()).toEqual(['cmdId', 'type']);
  expect((parsed as { polluted?: unknown }).polluted).toBeUndefined();
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

test('[K1] huge arrays and texts are refused', () => {
  const cardIds = Array.from({ length: 100_000 }, () => cmdId);
  expect(parseCommand({ cmdId, type: 'unmergeCards', cardIds })).toMatchObject({
    ok: false,
    why: 'malformed',
    path: 'cardIds',
  });
  expect(parseCommand({ cmdId, type: 'unmergeCards', cardIds: [] }).ok).toBe(false);
  const name = 'x'.repeat(1_000_000);
  expect(parseCommand({ cmdId, type: 'renameTheme', themeId: cmdId, name })).toMatchObject({
    ok: false,
    why: 'malformed',
    path: 'name',
  });
});
