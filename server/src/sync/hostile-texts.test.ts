/**
 * Attacks on a text over a live socket, from somebody who may write it. Each is turned away
 * by one rule of the gate: the document's bytes stay what they are, nothing is kept, and
 * nobody else hears of it. Each has its control: with that one rule left out, the same
 * bytes get through.
 */
import { CLOSE, MESSAGE } from '@tavolo/protocol';
import { afterEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import { type Desk, openDesk } from '../testing/desk.ts';
import * as forge from '../testing/forged.ts';
import { bareSocket } from '../testing/sync-clients.ts';
import { ALL_GATE_RULES, GATE_RULES, type GateRule } from '../texts/gate.ts';
import { readFrame, updateFrame } from './frames.ts';

const ME = 777;
const ROOT = { root: 'body' };

/** What an attacker knows: somebody's paragraph, its words, and where she will go on. */
interface Scene {
  readonly paragraph: forge.At;
  readonly words: forge.At;
  readonly letter: forge.At;
  readonly victim: number;
  readonly next: number;
  readonly heading: forge.At;
  /** Where the server itself would go on. */
  readonly serverNext: number;
}

type Attack = (scene: Scene) => readonly Uint8Array[];

const mine = (...structs: forge.Forged[]): Uint8Array[] => [
  forge.forged([{ client: ME, clock: 0, structs }]),
];
/** An own paragraph with words in it: clocks 0 and 1. */
const ownWords = [
  forge.element(ROOT, 'paragraph'),
  forge.type({ parent: { client: ME, clock: 0 } }, 6),
];
const inOwnWords = { parent: { client: ME, clock: 1 } };
const good = forge.element(ROOT, 'paragraph');

const ATTACKS: readonly (readonly [rule: GateRule, title: string, attack: Attack])[] = [
  [
    'malformed',
    'bytes after the end',
    () => [forge.forged([{ client: ME, clock: 0, structs: [good] }], [], [1])],
  ],
  ['malformed', 'flags on a collected stretch', () => mine(forge.collected(1, 128))],
  [
    'malformed',
    'a client id of 33 bits',
    () => [forge.forged([{ client: 2 ** 33, clock: 0, structs: [good] }])],
  ],
  [
    'malformed',
    'a parent of no kind',
    ({ words }) => mine(forge.words({ parent: words, parentKind: 7 }, 'x')),
  ],
  [
    'too-many-parts',
    'the same word deleted 50,001 times',
    ({ letter }) => [
      forge.forged(
        [],
        Array.from({ length: 50_001 }, () => ({ ...letter, length: 1 })),
      ),
    ],
  ],
  [
    'full',
    'more than a text may hold',
    () => [
      forge.forged([
        {
          client: ME,
          clock: 0,
          structs: [...ownWords, forge.words(inOwnWords, 'a'.repeat(1_500_000))],
        },
      ]),
      forge.forged([
        {
          client: ME,
          clock: 1_500_002,
          structs: [forge.words({ left: { client: ME, clock: 1_500_001 } }, 'b'.repeat(1_500_000))],
        },
      ]),
    ],
  ],
  [
    'doubled-client',
    'one client twice',
    () => [
      forge.forged([
        { client: ME, clock: 0, structs: [good] },
        { client: ME, clock: 0, structs: [forge.element(ROOT, 'blockquote')] },
      ]),
    ],
  ],
  [
    'foreign-client',
    'in the name of somebody else',
    ({ victim, next, letter }) => [
      forge.forged([
        { client: victim, clock: next, structs: [forge.words({ left: letter }, 'io?')] },
      ]),
    ],
  ],
  [
    'foreign-client',
    'somebody else silenced',
    ({ victim, next }) => [
      forge.forged([{ client: victim, clock: next, structs: [forge.collected(1_000_000)] }]),
    ],
  ],
  [
    'foreign-client',
    'in the name of the server',
    ({ serverNext }) => [
      forge.forged([{ client: 1, clock: serverNext, structs: [forge.element(ROOT, 'paragraph')] }]),
    ],
  ],
  [
    'too-many-clients',
    'under 1,001 client ids',
    () => [
      forge.forged(
        Array.from({ length: 1_001 }, (_, n) => ({ client: 9_000 - n, clock: 0, structs: [good] })),
      ),
    ],
  ],
  [
    'gap',
    'a hole, to be kept for later',
    () => [forge.forged([{ client: ME, clock: 5, structs: [good] }])],
  ],
  [
    'gap',
    'a collected stretch after a hole',
    () => [forge.forged([{ client: ME, clock: 9, structs: [forge.collected(2)] }])],
  ],
  ['skip', 'a hole that says it is one', () => mine(forge.skipped(3), good)],
  ['too-long', 'a collected stretch without an end', () => mine(forge.collected(2 ** 33))],
  [
    'unknown-reference',
    'beside what nobody wrote',
    () => mine(forge.words({ left: { client: 5, clock: 5 } }, 'x')),
  ],
  [
    'unknown-reference',
    'in what nobody wrote',
    () => mine(forge.words({ parent: { client: 5, clock: 0 } }, 'x')),
  ],
  [
    'unknown-reference',
    'two parts that wait for each other',
    () => [
      forge.forged([
        { client: 778, clock: 0, structs: [forge.words({ left: { client: ME, clock: 0 } }, 'x')] },
        { client: ME, clock: 0, structs: [forge.words({ left: { client: 778, clock: 0 } }, 'x')] },
      ]),
    ],
  ],
  [
    'future-delete',
    'what somebody types next',
    ({ victim, next }) => [forge.forged([], [{ client: victim, clock: next, length: 50 }])],
  ],
  [
    'future-delete',
    'all that a stranger will type',
    () => [forge.forged([], [{ client: 4_000_000_000, clock: 0, length: 1_000 }])],
  ],
  [
    'unknown-root',
    'a root beside the one',
    () => mine(forge.element({ root: 'evil' }, 'paragraph')),
  ],
  [
    'unknown-root',
    'a root called __proto__',
    () => mine(forge.element({ root: '__proto__' }, 'paragraph')),
  ],
  [
    'mixed-place',
    'between neighbours of two places',
    ({ letter, paragraph }) => mine(forge.words({ left: paragraph, right: letter }, 'x')),
  ],
  ['node', 'an iframe', () => mine(forge.element(ROOT, 'iframe'))],
  ['node', 'a script', () => mine(forge.element(ROOT, 'script'))],
  ['node', 'an image', () => mine(forge.element(ROOT, 'image'))],
  ['node', 'a node named constructor', () => mine(forge.element(ROOT, 'constructor'))],
  ['node', 'words at the root, which end every editor', () => mine(forge.type(ROOT, 6))],
  ['node', 'letters at the root', () => mine(forge.words(ROOT, 'x'))],
  ['node', 'an item without its list', () => mine(forge.element(ROOT, 'listItem'))],
  [
    'node',
    'a paragraph in a paragraph',
    ({ paragraph }) => mine(forge.element({ parent: paragraph }, 'paragraph')),
  ],
  ['node', 'a map', () => mine(forge.type(ROOT, 1))],
  ['node', 'an array', () => mine(forge.type(ROOT, 0))],
  ['node', 'a hook', () => mine(forge.type(ROOT, 5))],
  [
    'node',
    'something embedded in words',
    ({ words }) => mine(forge.embed({ parent: words }, { src: 'x' })),
  ],
  ['node', 'bytes', ({ paragraph }) => mine(forge.binary({ parent: paragraph }))],
  [
    'node',
    'a document in the document',
    ({ paragraph }) => mine(forge.subdocument({ parent: paragraph })),
  ],
  ['node', 'plain JSON', ({ paragraph }) => mine(forge.json({ parent: paragraph }))],
  [
    'attribute',
    'onclick',
    ({ paragraph }) => mine(forge.value({ parent: paragraph, key: 'onclick' }, 'alert(1)')),
  ],
  [
    'attribute',
    'style',
    ({ paragraph }) => mine(forge.value({ parent: paragraph, key: 'style' }, 'x:url(y)')),
  ],
  [
    'attribute',
    '__proto__',
    ({ paragraph }) =>
      mine(forge.value({ parent: paragraph, key: '__proto__' }, { isAdmin: true })),
  ],
  [
    'attribute',
    'a heading of another level',
    ({ heading }) => mine(forge.value({ parent: heading, key: 'level' }, 1)),
  ],
  [
    'attribute',
    'an object as a level',
    ({ heading }) => mine(forge.value({ parent: heading, key: 'level' }, { x: 1 })),
  ],
  ['attribute', 'a key on the root', () => mine(forge.value({ ...ROOT, key: 'x' }, 1))],
  ['attribute', 'a key on words', ({ words }) => mine(forge.value({ parent: words, key: 'x' }, 1))],
  [
    'mark',
    'one that is not on the list',
    ({ words }) => mine(forge.format({ parent: words }, 'underline', {})),
  ],
  [
    'mark',
    'a link that runs',
    ({ words }) => mine(forge.format({ parent: words }, 'link', { href: 'javascript:alert(1)' })),
  ],
  [
    'mark',
    'a link that runs, hidden',
    ({ words }) => mine(forge.format({ parent: words }, 'link', { href: 'java\tscript:alert(1)' })),
  ],
  [
    'mark',
    'a link with more to it',
    ({ words }) =>
      mine(forge.format({ parent: words }, 'link', { href: 'https://a.it', onclick: 'x' })),
  ],
  [
    'mark',
    'bold with a style',
    ({ words }) => mine(forge.format({ parent: words }, 'bold', { style: 'x' })),
  ],
  [
    'depth',
    'quotations in quotations',
    () =>
      mine(
        good,
        ...Array.from({ length: 40 }, (_, n) =>
          forge.element(n === 0 ? ROOT : { parent: { client: ME, clock: n } }, 'blockquote'),
        ),
      ),
  ],
];

let desk: Desk | null = null;
afterEach(async () => {
  await desk?.close();
  desk = null;
});

/** Somebody writes one paragraph, and everything about it is known. */
async function sceneOf(at: Desk): Promise<Scene> {
  const text = await at.text();
  const doc = new Y.Doc();
  Y.applyUpdate(doc, await text.read((kept) => Y.encodeStateAsUpdate(kept)));
  const heading = doc.getXmlFragment('body').get(0);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    doc.getXmlFragment('body').insert(1, [paragraph]);
    paragraph.insert(0, [new Y.XmlText('Mamma è sola')]);
  });
  const { seatId } = await at.writer();
  await new Promise<void>((resolve, reject) => {
    text.write({
      writer: { seatId, isGone: () => false },
      update: Y.encodeStateAsUpdate(doc, before),
      done: ({ is }) => (is === 'kept' ? resolve() : reject(new Error(is))),
    });
  });
  const victim = doc.clientID;
  const next = Y.getState(doc.store, victim);
  const id = heading instanceof Y.XmlElement ? heading._item?.id : undefined;
  if (id === undefined) throw new Error('the template begins with a heading');
  return {
    victim,
    next,
    paragraph: { client: victim, clock: 0 },
    words: { client: victim, clock: 1 },
    letter: { client: victim, clock: next - 1 },
    serverNext: Y.getState(doc.store, 1),
    heading: { client: id.client, clock: id.clock },
  };
}

/** Sends the attack as somebody of the table; resolves with what came back. */
async function attacked(at: Desk, updates: readonly Uint8Array[]): Promise<string> {
  const socket = await bareSocket(at.venue, (await at.writer()).headers, at.path);
  const outcome = new Promise<string>((resolve) => {
    socket.on('close', (code, reason) => resolve(`${code} ${reason.toString()}`));
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.acknowledged && data[1] === updates.length) resolve('kept');
      if (data[0] === MESSAGE.sync && readFrame(data).is === 'step1') resolve('asked again');
    });
  });
  for (const update of updates) socket.send(updateFrame(update));
  const came = await outcome;
  socket.terminate();
  return came;
}

/** Everything Yjs has of it, what it keeps for later included. */
const bytesOf = async (at: Desk): Promise<string> =>
  (await at.text()).read((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'));
const rootsOf = async (at: Desk): Promise<string[]> =>
  (await at.text()).read((doc) => [...doc.share.keys()]);

describe('a hostile writer', () => {
  it('has more than thirty ways, over every rule', () => {
    expect(ATTACKS.length).toBeGreaterThanOrEqual(30);
    expect([...new Set(ATTACKS.map(([rule]) => rule))].sort()).toEqual([...GATE_RULES].sort());
  });

  it.each(ATTACKS)('[%s] %s: turned away, unseen', async (rule, _title, attack) => {
    desk = await openDesk();
    const scene = await sceneOf(desk);
    const witness = desk.stock(await desk.writer());
    await vi.waitFor(() => expect(witness.provider.synced).toBe(true), { timeout: 10_000 });
    const updates = attack(scene);
    // Of an attack in two, the first is only its preparation.
    const [preparation, last] = [updates.slice(0, -1), updates.slice(-1)];
    if (preparation.length > 0) {
      expect(await attacked(desk, updates)).toBe(`${CLOSE.contentDenied} ${rule}`);
      expect(await desk.venue.storage.readText(desk.key, 0, 10)).toHaveLength(3);
      witness.leave();
      return;
    }
    const before = await bytesOf(desk);
    const frames = witness.frames.filter(([kind]) => kind === MESSAGE.sync).length;
    const came = await attacked(desk, last);
    expect(['asked again', `${CLOSE.contentDenied} ${rule}`]).toContain(came);
    expect(await bytesOf(desk)).toBe(before);
    expect(await rootsOf(desk)).toEqual(['body']);
    expect(await desk.venue.storage.readText(desk.key, 0, 10)).toHaveLength(2);
    expect(witness.frames.filter(([kind]) => kind === MESSAGE.sync)).toHaveLength(frames);
    expect(witness.closed()).toBeNull();
    witness.leave();
  });

  it.each(ATTACKS)('[%s] %s: gets through without that rule', async (rule, _title, attack) => {
    const rules = new Set(ALL_GATE_RULES);
    rules.delete(rule);
    desk = await openDesk(openMemoryStorage(), rules);
    const scene = await sceneOf(desk);
    const before = await bytesOf(desk);
    expect(await attacked(desk, attack(scene))).toBe('kept');
    expect(await bytesOf(desk)).not.toBe(before);
  });
});
