/** The rows: for each thing measured its own, and the three goals that set them side by side. */
import type { Doubt, Measured } from '../rows.ts';

/** Nodes of ours, by the name of the row: how many, and on what. */
export const OURS = {
  sqlite: { nodes: 1, words: 'one node on SQLite' },
  one: { nodes: 1, words: 'one node on PostgreSQL' },
  two: { nodes: 2, words: 'two nodes' },
  four: { nodes: 4, words: 'four nodes' },
} as const;
export type OursName = keyof typeof OURS;
export const OURS_NAMES = Object.keys(OURS) as OursName[];

/** By their `flushDelay`: the one it comes with, and one that joins what comes within 40 ms. */
export const PEERS = { hocuspocus: 0, hocuspocus40: 40 } as const;
export type PeerName = keyof typeof PEERS;
export const PEER_NAMES = Object.keys(PEERS) as PeerName[];
export const PEER_NODES = 2;

/** A generator that is busier, or later, than this measures itself. */
const BUSY_CORES = 0.85;
const LATE_MS = 50;

const ms = 'ms, p95';
const per1000 = 'ms of CPU for 1,000 delivered';
const NOT_KEPT = 'it keeps nothing on a disk, and asks nobody who they are';

/** Measured in turns where hands move. */
export const LIVELY_NAMES = ['two', ...PEER_NAMES] as const;

export const MEASURES: readonly Measured[] = [
  {
    ...watched('hop', 'seen on another node, beyond the same node and two fsyncs: two nodes', ms),
    goal: 25,
    doubts: late('two'),
  },
  {
    ...watched('hop4', 'seen on another node, beyond the same node and two fsyncs: four nodes', ms),
    doubts: late('four'),
  },
  {
    ...watched('shareOfOne', 'durable commands: one node’s, to two nodes’', 'times'),
    goal: 1,
    doubts: busyStorm('two'),
  },
  {
    ...watched(
      'shareOfPeer',
      'CPU for a delivered change or movement, hands moving: two nodes’, to hocuspocus’',
      'times',
    ),
    goal: 0.5,
    note: NOT_KEPT,
  },
  {
    ...watched('shareOfPeer40', 'the same, to hocuspocus’ with flushDelay 40', 'times'),
    note: NOT_KEPT,
  },
  {
    ...watched(
      'quietShare',
      'CPU for a delivered change, nothing else moving: two nodes’, to hocuspocus’',
      'times',
    ),
    goal: 0.5,
    note: NOT_KEPT,
  },
  {
    ...watched('quietShare40', 'the same, to hocuspocus’ with flushDelay 40', 'times'),
    note: NOT_KEPT,
  },
  ...OURS_NAMES.flatMap(rowsOfOurs),
  ...PEER_NAMES.flatMap(rowsOfPeer),
  ...LIVELY_NAMES.flatMap(rowsOfLively),
  watched('live.ack', 'everybody on /live, two nodes: a durable command answered', ms),
  watched('live.perLine', 'everybody on /live, two nodes: memory of a connection', 'kB'),
  watched('live.busy', 'everybody on /live, two nodes: CPU of the nodes', 'cores'),
  watched('live.dialled', 'everybody on /live, two nodes: dialled', 'in a second'),
];

function rowsOfOurs(name: OursName): Measured[] {
  const { nodes, words } = OURS[name];
  const of = (key: string, what: string, unit: string): Measured =>
    watched(`${name}.${key}`, `${words}: ${what}`, unit);
  const store = name === 'sqlite' ? [] : ['postgres', 'redis'];
  return [
    {
      ...of('commands', 'durable commands, each workshop on one node', 'in a second'),
      doubts: busyStorm(name),
    },
    ...(nodes === 1
      ? []
      : [of('mixed', 'durable commands, each workshop on all nodes', 'in a second')]),
    of('stormAck', 'a command answered, under as many as come through', ms),
    of('stormCores', 'the busier generator, meanwhile', 'cores'),
    ...seen(name, words, nodes),
    of('ack', 'a durable command answered', ms),
    of('fsync', 'a write kept by this disk meanwhile', 'ms, median'),
    of('fsync95', 'a write kept by this disk meanwhile', ms),
    ...store.map((service) => of(service, `CPU of ${service} beside the nodes`, per1000)),
  ];
}

function rowsOfPeer(name: PeerName): Measured[] {
  const words = `two of hocuspocus, flushDelay ${PEERS[name]}`;
  return [
    ...seen(name, words, PEER_NODES).map((row) => ({ ...row, note: NOT_KEPT })),
    watched(`${name}.redis`, `${words}: CPU of redis beside the nodes`, per1000),
  ];
}

function rowsOfLively(name: (typeof LIVELY_NAMES)[number]): Measured[] {
  const words = name === 'two' ? OURS.two.words : `two of hocuspocus, flushDelay ${PEERS[name]}`;
  const of = (key: string, what: string, unit: string): Measured =>
    watched(`${name}/lively.${key}`, `${words}, hands moving: ${what}`, unit);
  return [
    of('cpu', 'CPU of the nodes', 'ms of CPU for 1,000 changes and movements, times people'),
    of('busy', 'CPU of the nodes', 'cores'),
    { ...of('other', 'a change seen on another node', ms), doubts: late(`${name}/lively`) },
    { ...of('hands', 'how old a hand’s place is', ms), note: 'the latest alone counts' },
    of('cores', 'the busier generator', 'cores'),
  ];
}

function seen(name: string, words: string, nodes: number): Measured[] {
  const of = (key: string, what: string, unit: string): Measured =>
    watched(`${name}.${key}`, `${words}: ${what}`, unit);
  const times: Measured[] = [
    of('same', 'seen on the same node', ms),
    ...(nodes === 1 ? [] : [of('other', 'seen on another node', ms)]),
  ];
  return [
    ...times.map((row) => ({ ...row, doubts: late(name) })),
    of('cpu', 'CPU of the nodes', per1000),
    of('busy', 'CPU of the nodes', 'cores'),
    { ...of('missing', 'changes that did not arrive', 'of 100'), goal: 1 },
    of('perLine', 'memory of a connection', 'kB'),
    of('dialled', 'dialled', 'in a second'),
    of('cores', 'the busier generator', 'cores'),
    of('lag', 'the loop of a generator late', 'ms, p99'),
  ];
}

function late(name: string): Doubt[] {
  return [
    { key: `${name}.lag`, above: LATE_MS, says: 'the generator was late: it is part of this' },
    { key: `${name}.cores`, above: BUSY_CORES, says: 'the generator was the limit' },
  ];
}

function busyStorm(name: string): Doubt[] {
  return [{ key: `${name}.stormCores`, above: BUSY_CORES, says: 'the generator was the limit' }];
}

function watched(key: string, name: string, unit: string): Measured {
  return { key, name, unit, goal: null };
}
