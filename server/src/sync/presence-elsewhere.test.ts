/** Whoever reaches the bus may say anything: what comes is taken in one form alone, and never for somebody else's. */
import { describe, expect, it } from 'vitest';
import { presenceLine } from './frames.ts';
import { PresenceElsewhere, type ReadLine } from './presence-elsewhere.ts';

const ADA = {
  cursor: { x: 1, y: 2 },
  holding: null,
  seatKey: 'ada-seatkey1',
  name: 'Ada',
  shade: 1,
  shape: 'circle',
};
const BEA = { ...ADA, seatKey: 'bea-seatkey1', name: 'Bea' };
const [ONE, TWO] = ['node-one', 'node-two'];
const line = (client: number, clock: number, state: unknown) =>
  presenceLine(client, clock, JSON.stringify(state));

function elsewhere() {
  let now = 1_795_500_000_000;
  const lines = new PresenceElsewhere(() => now);
  const say = (node: string, client: number, clock: number, state: unknown) => {
    const read = lines.read(line(client, clock, state));
    return lines.take(node, read as ReadLine);
  };
  return {
    lines,
    say,
    pass: (ms: number) => {
      now += ms;
    },
    now: () => now,
  };
}

describe('presence of other nodes', () => {
  it('is read in its two forms', () => {
    const { lines } = elsewhere();
    const { cursor, holding, ...user } = ADA;
    const caret = { user: { ...user, color: '#0a5c9e' }, cursor: null };
    expect(lines.read(line(7, 5, ADA))).toMatchObject({
      client: 7,
      clock: 5,
      seatKey: ADA.seatKey,
    });
    expect(lines.read(line(7, 5, caret))).toMatchObject({ seatKey: ADA.seatKey });
    expect(lines.read(line(7, 5, null))).toMatchObject({ client: 7, seatKey: null });
    expect([cursor, holding]).toEqual([ADA.cursor, null]);
  });

  it.each<[string, (now: number) => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['noise', () => Uint8Array.from({ length: 40 }, (_, n) => (n * 151) % 256)],
    ['two lines in one', () => Buffer.concat([line(1, 1, ADA), line(2, 1, ADA)])],
    ['no JSON', () => presenceLine(1, 1, '{')],
    ['a list', () => line(1, 1, [ADA])],
    ['more than the form has', () => line(1, 1, { ...ADA, html: '<b>' })],
    ['less', () => line(1, 1, { cursor: null, holding: null })],
    ['a shape that no page draws', () => line(1, 1, { ...ADA, shape: 'skull' })],
    ['a colour that is more than one', () => line(1, 1, { user: { ...BEA, color: 'red;}' } })],
    ['a cursor beyond the board', () => line(1, 1, { ...ADA, cursor: { x: 1e9, y: 0 } })],
    ['too long a name', () => line(1, 1, { ...ADA, name: 'a'.repeat(501) })],
    ['too long altogether', () => line(1, 1, { ...ADA, name: 'è'.repeat(5_000) })],
    ['a clock that would silence the id for good', (now) => line(1, now + 2 * 86_400_000, ADA)],
  ])('is not taken where it is %s', (_, bad) => {
    const { lines, now } = elsewhere();
    expect(lines.read(bad(now()))).toBeNull();
  });

  it('an id stays with its seat, goes to another node with it, and is taken away by that node alone', () => {
    const { lines, say } = elsewhere();
    say(ONE, 7, 5, ADA);
    say(TWO, 7, 9, BEA);
    expect(lines.find(7)).toMatchObject({ node: ONE, seatKey: ADA.seatKey });
    say(TWO, 7, 5, ADA);
    expect(lines.find(7)?.node).toBe(ONE);
    say(TWO, 7, 6, ADA);
    expect(lines.find(7)?.node).toBe(TWO);
    expect(say(ONE, 7, 10, null)).toBeNull();
    expect(lines.find(7)).toBeDefined();
    expect(say(TWO, 7, 11, null)).not.toBeNull();
    expect(lines.find(7)).toBeUndefined();
  });

  it('is forgotten with its node, and when nobody renews it', () => {
    const { lines, say, pass } = elsewhere();
    say(ONE, 1, 1, ADA);
    say(TWO, 2, 1, BEA);
    lines.count(ONE, 3);
    lines.count(TWO, 4);
    expect(lines.people).toBe(7);
    expect(lines.forget(ONE)).toEqual([line(1, 2, null)]);
    expect(lines.people).toBe(4);
    pass(44_000);
    expect(lines.forgetOld()).toEqual([]);
    pass(2_000);
    expect(lines.forgetOld()).toEqual([line(2, 2, null)]);
    expect([...lines.all()]).toEqual([]);
  });

  it('is told to people in parts, the latest of each', () => {
    const { lines, say } = elsewhere();
    for (let client = 1; client <= 5; client += 1) say(ONE, client, 1, ADA);
    say(ONE, 1, 2, ADA);
    expect(lines.takeFresh(3).map(({ client, clock }) => [client, clock])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
    ]);
    expect(lines.pending).toBe(2);
  });
});
