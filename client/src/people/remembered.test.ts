import { describe, expect, it } from 'vitest';
import { parse } from './remembered.ts';

describe('the workshops of this device', () => {
  const kept = { id: 'a', title: 'Cura', role: 'participant' };

  it('reads what it wrote', () => {
    expect(parse(JSON.stringify([kept]))).toEqual([kept]);
    expect(parse(null)).toEqual([]);
  });

  it('leaves out what does not fit', () => {
    const odd = [kept, null, 3, { id: 1 }, { ...kept, role: 'king' }, { ...kept, title: null }];
    expect(parse(JSON.stringify(odd))).toEqual([kept]);
    expect(parse('{"id":"a"}')).toEqual([]);
  });

  it('stays short', () => {
    expect(parse(JSON.stringify(Array(50).fill(kept)))).toHaveLength(8);
  });
});
