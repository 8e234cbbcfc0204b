import { describe, expect, it } from 'vitest';
import { isLoopback, joinLink, joinOrigin, readCode } from './join-link.ts';

describe('the join link', () => {
  it('is this origin and the code as people read it', () => {
    expect(joinLink('http://192.168.1.5:4400', 'K7QFM3XD')).toBe(
      'http://192.168.1.5:4400/j/K7QF-M3XD',
    );
  });

  it('is the server’s address where this page has one that only this computer knows', () => {
    const here = { origin: 'http://localhost:4321', hostname: 'localhost' };
    const room = { origin: 'http://10.0.0.7:4321', hostname: '10.0.0.7' };
    expect(joinOrigin(here, 'http://192.168.1.5:4321')).toBe('http://192.168.1.5:4321');
    expect(joinOrigin(here, null)).toBe(here.origin);
    expect(joinOrigin(room, 'http://192.168.1.5:4321')).toBe(room.origin);
  });

  it('takes the code in either form', () => {
    expect(readCode('K7QFM3XD')).toBe('K7QF-M3XD');
    expect(readCode('K7QF-M3XD')).toBe('K7QF-M3XD');
  });

  it('knows addresses that only this computer can reach', () => {
    for (const local of ['localhost', '127.0.0.1', '127.8.0.3', '[::1]']) {
      expect(isLoopback(local)).toBe(true);
    }
    for (const shared of ['192.168.1.5', 'tavolo.example', '12.7.0.0.1', '127.example']) {
      expect(isLoopback(shared)).toBe(false);
    }
  });
});
