import { expect, test } from 'vitest';
import { asked } from './ask.ts';

const of = (line: string) => asked(line.split(' '), () => 77);

test('the name is found with and without a seed, wherever it stands', () => {
  expect(of('all --json')).toEqual({ name: 'all', seed: 77, scale: 'long', json: true });
  expect(of('-- kill --seed 42')).toMatchObject({ name: 'kill', seed: 42, json: false });
  expect(of('--seed 42 kill --short')).toMatchObject({ name: 'kill', seed: 42, scale: 'short' });
  for (const line of ['--seed=42 kill', 'kill --seed=42']) {
    expect(of(line)).toMatchObject({ name: 'kill', seed: 42 });
  }
});

test('without a name, or with a seed that is no number, it says how it is used', () => {
  expect(of('--json').name).toBe('');
  for (const line of ['kill --seed', 'kill --seed=', 'kill --seed --json', 'kill --seed x']) {
    expect(of(line).seed).toBeNaN();
  }
});
