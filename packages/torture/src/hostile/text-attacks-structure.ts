/** Attacks on how a text holds together: holes, other people's ids, deletions of what is yet to come. */
import type { GateRule } from '@tavolo/server/texts/gate';
import * as forge from './forged.ts';
import type { Scene, TextAttack } from './text-attacks.ts';

const ROOT = { root: 'body' };
const good = forge.element(ROOT, 'paragraph');

function attack(
  rules: GateRule | readonly GateRule[],
  title: string,
  updates: (scene: Scene) => readonly Uint8Array[],
): TextAttack {
  return { title, rules: typeof rules === 'string' ? [rules] : rules, updates };
}

/** One section of structs of the attacker's own. */
function mine({ me }: Scene, ...structs: forge.Forged[]): Uint8Array[] {
  return [forge.forged([{ client: me, clock: 0, structs }])];
}

const deleting = (client: number, clock: number, length: number): Uint8Array =>
  forge.forged([], [{ client, clock, length }]);

/** A string of so many letters after a paragraph of one's own. */
function letters({ me }: Scene, count: number): forge.Forged[] {
  const inOwnWords = { parent: { client: me, clock: 1 } };
  return [
    good,
    forge.type({ parent: { client: me, clock: 0 } }, 6),
    forge.words(inOwnWords, 'a'.repeat(count)),
  ];
}

const MALFORMED: readonly TextAttack[] = [
  attack('malformed', 'bytes after the end', ({ me, random }) => [
    forge.forged(
      [{ client: me, clock: 0, structs: [good] }],
      [],
      [...random.bytes(1 + random.below(9))],
    ),
  ]),
  attack('malformed', 'flags on a collected stretch', (scene) =>
    mine(scene, forge.collected(1 + scene.random.below(50), 128)),
  ),
  attack('malformed', 'a client id of more than 32 bits', ({ random }) => [
    forge.forged([{ client: 2 ** 32 + random.below(2 ** 20), clock: 0, structs: [good] }]),
  ]),
  attack('malformed', 'a clock near the end of all numbers', ({ me, random }) => [
    forge.forged([{ client: me, clock: 2 ** 52 - random.below(1_000), structs: [good] }]),
  ]),
  attack('malformed', 'a deletion near the end of all numbers', ({ victim }) => [
    deleting(victim, 2 ** 51, 2 ** 51),
  ]),
  attack('malformed', 'a parent of no kind', (scene) =>
    mine(scene, forge.words({ parent: scene.words, parentKind: 2 + scene.random.below(99) }, 'x')),
  ),
];

const TOO_MUCH: readonly TextAttack[] = [
  attack('too-many-parts', 'the same word deleted 50,001 times', ({ letter }) => [
    forge.forged(
      [],
      Array.from({ length: 50_001 }, () => ({ ...letter, length: 1 })),
    ),
  ]),
  attack('too-many-parts', 'a flood of marks', (scene) =>
    mine(
      scene,
      ...Array.from({ length: 50_001 }, () => forge.format({ parent: scene.words }, 'bold', {})),
    ),
  ),
  attack('too-many-clients', 'under 1,001 client ids', ({ random }) => {
    const from = 2_000 + random.below(1_000_000);
    return [
      forge.forged(
        Array.from({ length: 1_001 }, (_, n) => ({ client: from - n, clock: 0, structs: [good] })),
      ),
    ];
  }),
  attack('doubled-client', 'one client twice', ({ me }) => [
    forge.forged([
      { client: me, clock: 0, structs: [good] },
      { client: me, clock: 0, structs: [forge.element(ROOT, 'blockquote')] },
    ]),
  ]),
  attack('too-long', 'a collected stretch without an end', (scene) =>
    mine(scene, forge.collected(2 ** 33 + scene.random.below(2 ** 30))),
  ),
  attack('too-long', 'many collected stretches', (scene) =>
    mine(scene, ...Array.from({ length: 5 }, () => forge.collected(1_000_000))),
  ),
  attack('full', 'more than a text may hold', (scene) => [
    ...mine(scene, ...letters(scene, 1_500_000)),
    forge.forged([
      {
        client: scene.me,
        clock: 1_500_002,
        structs: [
          forge.words({ left: { client: scene.me, clock: 1_500_001 } }, 'b'.repeat(1_500_000)),
        ],
      },
    ]),
  ]),
];

const IN_OTHERS_NAMES: readonly TextAttack[] = [
  attack('foreign-client', 'in the name of somebody else', ({ victim, next, letter }) => [
    forge.forged([
      { client: victim, clock: next, structs: [forge.words({ left: letter }, 'io?')] },
    ]),
  ]),
  attack('foreign-client', 'somebody else silenced', ({ victim, next, random }) => [
    forge.forged([
      { client: victim, clock: next, structs: [forge.collected(1 + random.below(1_000_000))] },
    ]),
  ]),
  attack('foreign-client', 'somebody else’s words repeated and gone on with', (scene) => [
    forge.forged([
      {
        client: scene.victim,
        clock: scene.next - 1,
        structs: [forge.words({ left: { ...scene.letter, clock: scene.next - 2 } }, 'xyz')],
      },
    ]),
  ]),
  attack('foreign-client', 'in the name of the server', ({ serverNext }) => [
    forge.forged([{ client: 1, clock: serverNext, structs: [good] }]),
  ]),
  attack('foreign-client', 'the server silenced in a text', ({ serverNext, random }) => [
    forge.forged([
      { client: 1, clock: serverNext, structs: [forge.collected(1 + random.below(1_000))] },
    ]),
  ]),
];

const HOLES: readonly TextAttack[] = [
  attack('gap', 'a hole, to be kept for later', ({ me, random }) => [
    forge.forged([{ client: me, clock: 1 + random.below(1_000), structs: [good] }]),
  ]),
  attack('gap', 'a collected stretch after a hole', ({ me, random }) => [
    forge.forged([{ client: me, clock: 1 + random.below(99), structs: [forge.collected(2)] }]),
  ]),
  attack(['gap', 'unknown-reference'], 'what was written in another text', ({ me, random }) => [
    forge.forged([
      {
        client: me,
        clock: 20 + random.below(20),
        structs: [forge.words({ left: { client: me, clock: 19 } }, 'altrove')],
      },
    ]),
  ]),
  attack('skip', 'a hole that says it is one', (scene) =>
    mine(scene, forge.skipped(1 + scene.random.below(20)), good),
  ),
  attack('skip', 'a hole at the end', (scene) => mine(scene, good, forge.skipped(3))),
  attack('unknown-reference', 'beside what nobody wrote', (scene) =>
    mine(scene, forge.words({ left: { client: 5, clock: scene.random.below(99) } }, 'x')),
  ),
  attack('unknown-reference', 'in what nobody wrote', (scene) =>
    mine(scene, forge.words({ parent: { client: 5, clock: 0 } }, 'x')),
  ),
  attack('unknown-reference', 'beside what somebody writes next', (scene) =>
    mine(scene, forge.words({ left: { client: scene.victim, clock: scene.next } }, 'x')),
  ),
  attack('unknown-reference', 'two parts that wait for each other', ({ me }) => {
    const [low, high] = [me, me + 1];
    return [
      forge.forged([
        {
          client: high,
          clock: 0,
          structs: [forge.words({ left: { client: low, clock: 0 } }, 'x')],
        },
        {
          client: low,
          clock: 0,
          structs: [forge.words({ left: { client: high, clock: 0 } }, 'x')],
        },
      ]),
    ];
  }),
  attack('mixed-place', 'between neighbours of two places', (scene) =>
    mine(scene, forge.words({ left: scene.paragraph, right: scene.letter }, 'x')),
  ),
];

const DELETIONS: readonly TextAttack[] = [
  attack('future-delete', 'what somebody types next', ({ victim, next, random }) => [
    deleting(victim, next, 1 + random.below(50)),
  ]),
  attack('future-delete', 'all that somebody will ever type', ({ victim, next }) => [
    deleting(victim, next, 2 ** 30),
  ]),
  attack('future-delete', 'from the last letter on', ({ victim, next, random }) => [
    deleting(victim, next - 1, 2 + random.below(50)),
  ]),
  attack('future-delete', 'all that a stranger will type', ({ random }) => [
    deleting(4_000_000_000 + random.below(1_000), 0, 1_000),
  ]),
  attack('future-delete', 'what the server writes next', ({ serverNext }) => [
    deleting(1, serverNext, 100),
  ]),
  attack('future-delete', 'what client 0 will type', () => [deleting(0, 0, 10)]),
];

export const STRUCTURE_ATTACKS: readonly TextAttack[] = [
  ...MALFORMED,
  ...TOO_MUCH,
  ...IN_OTHERS_NAMES,
  ...HOLES,
  ...DELETIONS,
];
