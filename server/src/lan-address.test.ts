import { describe, expect, test } from 'vitest';
import { lanAddress } from './lan-address.ts';

function at(address: string, internal = false) {
  const family = address.includes(':') ? 'IPv6' : 'IPv4';
  const rest = { netmask: '', mac: '', cidr: null, internal };
  return [
    family === 'IPv4' ? { address, family, ...rest } : { address, family, scopeid: 0, ...rest },
  ];
}

type Case = [string, Record<string, string>, string | null];

describe('the address of the room', () => {
  test.each<Case>([
    ['none without a network', { lo: '127.0.0.1' }, null],
    ['IPv6 alone is not enough', { eth0: 'fe80::1' }, null],
    ['Wi-Fi before containers', { docker0: '172.17.0.1', wlp3s0: '192.168.1.5' }, '192.168.1.5'],
    ['macOS before its bridges', { bridge100: '192.168.64.1', en0: '10.0.0.7' }, '10.0.0.7'],
    ['Windows names', { 'vEthernet (WSL)': '172.22.0.1', 'Wi-Fi': '192.168.0.3' }, '192.168.0.3'],
    ['no VPN', { tun0: '10.8.0.2', eth0: '192.168.1.2' }, '192.168.1.2'],
    ['private before public', { eth0: '203.0.113.5', eth1: '10.1.2.3' }, '10.1.2.3'],
    ['a public one if there is no other', { eth0: '203.0.113.5' }, '203.0.113.5'],
    [
      'not an address the network did not give',
      { eth0: '169.254.3.4', tap0: '10.9.0.1' },
      '10.9.0.1',
    ],
    ['a virtual one before none', { docker0: '172.17.0.1' }, '172.17.0.1'],
  ])('%s', (_, addresses, expected) => {
    const interfaces = Object.fromEntries(
      Object.entries(addresses).map(([name, address]) => [name, at(address, name === 'lo')]),
    );
    expect(lanAddress(interfaces as Parameters<typeof lanAddress>[0])).toBe(expected);
  });
});
