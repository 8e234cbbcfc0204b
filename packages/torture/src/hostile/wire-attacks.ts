/**
 * Attacks with frames: on the board, which nobody may write; on a text, by those who may not;
 * on presence, in the name of others; and with frames that are none.
 */
import {
  presenceFrame,
  presenceLine,
  step1Frame,
  step2Frame,
  updateFrame,
} from '@tavolo/server/sync/frames';
import * as encoding from 'lib0/encoding';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Seeded } from '../seeded.ts';
import * as forge from './forged.ts';

/** What the attacker knows of the place, ours or the undefended one. */
export interface Place {
  /** A copy of the document as it is. */
  readonly copy: Y.Doc;
  /** Under which somebody honest is present. */
  readonly honest: number;
  readonly me: number;
  readonly random: Seeded;
}

/** What somebody who looks on has seen. */
export interface Seen {
  readonly presence: Awareness;
  /** Kinds of frames that came. */
  readonly kinds: ReadonlySet<number>;
  /** The document on the server has changed. */
  readonly isWritten: boolean;
  /** The server stumbled over a frame. */
  readonly threw: boolean;
  /** The attacker got the document. */
  readonly isServed: boolean;
}

export interface WireAttack {
  readonly title: string;
  readonly on: 'board' | 'text';
  /** Who sends it: somebody with a seat, or one who may only read the text. */
  readonly by: 'participant' | 'observer' | 'other table';
  readonly frames: (place: Place) => readonly (Uint8Array | string)[];
  readonly gotThrough: (seen: Seen, place: Place) => boolean;
}

const written = ({ isWritten }: Seen): boolean => isWritten;
const threw = (seen: Seen): boolean => seen.threw;

/** Changes a copy as `client` would, and gives the update. */
function edited(copy: Y.Doc, client: number, change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
  doc.clientID = client;
  const before = Y.encodeStateVector(doc);
  doc.transact(() => change(doc));
  const update = Y.encodeStateAsUpdate(doc, before);
  doc.destroy();
  return update;
}

const BOARD_WRITES = {
  'every card deleted': (doc: Y.Doc) => {
    for (const key of doc.getMap('cards').keys()) doc.getMap('cards').delete(key);
  },
  'a card in another’s words': (doc: Y.Doc) => {
    for (const key of doc.getMap('cards').keys()) doc.getMap('cards').set(key, { text: 'x' });
  },
  'another phase': (doc: Y.Doc) => doc.getMap('meta').set('phase', 'commit'),
  'another number': (doc: Y.Doc) => doc.getMap('meta').set('seq', 9_999_999),
  'a root of one’s own': (doc: Y.Doc) => doc.getMap('evil').set('a', 1),
  'a key __proto__': (doc: Y.Doc) => doc.getMap('cards').set('__proto__', { isAdmin: true }),
  'a map in the map': (doc: Y.Doc) => doc.getMap('cards').set('a', new Y.Map()),
  'a document in the document': (doc: Y.Doc) => doc.getMap('meta').set('doc', new Y.Doc()),
} satisfies Record<string, (doc: Y.Doc) => unknown>;

const onBoard: readonly WireAttack[] = [
  ...Object.entries(BOARD_WRITES).flatMap(([what, change]) =>
    (['the server’s id', 'an id of one’s own'] as const).map(
      (whose): WireAttack => ({
        title: `${what}, under ${whose}`,
        on: 'board',
        by: 'participant',
        frames: ({ copy, me, random }) => {
          const update = edited(copy, whose === 'the server’s id' ? 1 : me, change);
          return [random.below(2) === 0 ? updateFrame(update) : step2Frame(update)];
        },
        gotThrough: written,
      }),
    ),
  ),
  ...(
    [
      [
        'the server silenced in presence',
        ({ copy }) =>
          forge.forged([
            { client: 1, clock: Y.getState(copy.store, 1), structs: [forge.collected(2 ** 40)] },
          ]),
      ],
      [
        'what the server writes next, deleted',
        ({ copy }) =>
          forge.forged([], [{ client: 1, clock: Y.getState(copy.store, 1), length: 99 }]),
      ],
      [
        'a hole',
        ({ me }) =>
          forge.forged([
            { client: me, clock: 9, structs: [forge.element({ root: 'cards' }, 'x')] },
          ]),
      ],
      [
        'ten thousand client ids',
        ({ me }) =>
          forge.forged(
            Array.from({ length: 5_000 }, (_, n) => ({
              client: me + n,
              clock: 0,
              structs: [forge.collected(1)],
            })),
          ),
      ],
    ] satisfies [string, (place: Place) => Uint8Array][]
  ).map(
    ([title, made]): WireAttack => ({
      title,
      on: 'board',
      by: 'participant',
      frames: (place) => [updateFrame(made(place))],
      gotThrough: written,
    }),
  ),
];

const onText: readonly WireAttack[] = (['observer', 'other table'] as const).flatMap((by) =>
  (['update', 'step 2'] as const).map(
    (step): WireAttack => ({
      title: `a paragraph from who may not write (${by}), as ${step}`,
      on: 'text',
      by,
      frames: ({ copy, me }) => {
        const update = edited(copy, me, (doc) => {
          doc.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')]);
        });
        return [step === 'update' ? updateFrame(update) : step2Frame(update)];
      },
      gotThrough: written,
    }),
  ),
);

/** What somebody says of themselves, or of others, in words of our form or not. */
function saying(
  title: string,
  lines: (place: Place) => readonly (readonly [client: number, clock: number, state: string])[],
  gotThrough: WireAttack['gotThrough'],
  on: WireAttack['on'] = 'board',
): WireAttack {
  return {
    title: `presence: ${title} (${on})`,
    on,
    by: 'participant',
    frames: (place) => [presenceFrame(lines(place).map((line) => presenceLine(...line)))],
    gotThrough,
  };
}

const anyState = ({ presence }: Seen, test: (state: Record<string, unknown>) => boolean): boolean =>
  [...presence.getStates().values()].some(test);
const NOBODY = JSON.stringify({ cursor: null, holding: null });
const FORGED_USER = {
  user: { name: 'Il sindaco', color: 'red;background:url(//evil)' },
  name: 'Il sindaco',
  seatKey: 'x',
  shade: 9,
};

const onPresence: readonly WireAttack[] = [
  ...(['board', 'text'] as const).flatMap((on) => [
    saying(
      'somebody else’s line',
      ({ honest }) => [[honest, 2 ** 50, '{"forged":true}']],
      ({ presence }, { honest }) => presence.getStates().get(honest)?.forged === true,
      on,
    ),
    saying(
      'somebody else’s farewell',
      ({ honest }) => [[honest, 2 ** 50, 'null']],
      ({ presence }, { honest }) => !presence.getStates().has(honest),
      on,
    ),
    saying(
      'another name and colour',
      ({ me }) => [[me, 1, JSON.stringify(FORGED_USER)]],
      (seen) => anyState(seen, (state) => JSON.stringify(state).includes('Il sindaco')),
      on,
    ),
    saying(
      'ten thousand letters',
      ({ me }) => [[me, 1, JSON.stringify({ cursor: null, holding: 'x'.repeat(10_000) })]],
      (seen) => anyState(seen, (state) => JSON.stringify(state).length > 3_000),
      on,
    ),
    saying(
      'a key __proto__',
      ({ me }) => [[me, 1, '{"__proto__":{"isAdmin":true},"cursor":null,"holding":null}']],
      (seen) => anyState(seen, (state) => Object.hasOwn(state, '__proto__')),
      on,
    ),
    saying(
      'a field of one’s own',
      ({ me }) => [[me, 1, '{"cursor":null,"holding":null,"isAdmin":true}']],
      (seen) => anyState(seen, (state) => state.isAdmin === true),
      on,
    ),
    saying(
      'a clock at the end of all numbers',
      ({ me }) => [[me, 2 ** 53 - 2, NOBODY]],
      ({ presence }, { me }) => (presence.meta.get(me)?.clock ?? 0) > 2 ** 52,
      on,
    ),
    saying(
      'fifty people who are not there',
      ({ me }) => Array.from({ length: 50 }, (_, n) => [me + n, 1, NOBODY] as const),
      ({ presence }) => presence.getStates().size > 20,
      on,
    ),
    saying('no JSON', ({ me }) => [[me, 1, '{']], threw, on),
    saying(
      'a list',
      ({ me }) => [[me, 1, '[1]']],
      (seen) => anyState(seen, Array.isArray),
      on,
    ),
  ]),
  saying(
    'a place beyond all places',
    ({ me }) => [[me, 1, '{"cursor":{"x":1e300,"y":0},"holding":null}']],
    (seen) => anyState(seen, (state) => JSON.stringify(state).includes('1e+300')),
  ),
  saying(
    'a place in words',
    ({ me }) => [[me, 1, '{"cursor":{"x":"<b>","y":0},"holding":null}']],
    (seen) => anyState(seen, (state) => JSON.stringify(state).includes('<b>')),
  ),
  {
    ...saying(
      'an observer who points',
      ({ me }) => [[me, 1, '{"cursor":{"x":77,"y":77},"holding":"x"}']],
      (seen) => anyState(seen, (state) => JSON.stringify(state).includes('"x":77,')),
    ),
    by: 'observer',
  },
];

const bytes = (...all: number[]): Uint8Array => Uint8Array.from(all);

/** Frames that are cut off, or say they are longer than they are. */
const BROKEN: Readonly<Record<string, (random: Seeded) => Uint8Array>> = {
  'nothing at all': () => bytes(),
  'a number without an end': (random) =>
    bytes(...Array.from({ length: 1 + random.below(8) }, () => 0x80)),
  'a number of eleven bytes': () => bytes(...Array.from({ length: 11 }, () => 0xff), 1),
  'a step without a body': (random) => bytes(0, random.below(3)),
  'a body that is not there': (random) => bytes(0, 2, 100 + random.below(20), 1, 2),
  'a step that there is not': (random) => bytes(0, 3 + random.below(90), 0),
  'a state vector longer than itself': () => bytes(0, 0, 5, 0xff, 0xff, 0xff, 0xff, 0x0f),
  'an update that counts beyond its bytes': () => bytes(0, 2, 5, 0xff, 0xff, 0xff, 0xff, 0x0f),
  'presence that is not there': () => bytes(1, 90, 1),
};

const onFrames: readonly WireAttack[] = (['board', 'text'] as const).flatMap((on) => [
  ...Object.entries(BROKEN).map(
    ([title, made]): WireAttack => ({
      title: `${title} (${on})`,
      on,
      by: 'participant',
      frames: ({ random }) => [made(random)],
      gotThrough: threw,
    }),
  ),
  ...[2, 4, 7, 8, 100, 2 ** 31].map(
    (kind): WireAttack => ({
      title: `a frame of kind ${kind}, for the others (${on})`,
      on,
      by: 'participant',
      frames: ({ random }) => {
        const to = encoding.createEncoder();
        encoding.writeVarUint(to, kind);
        encoding.writeVarUint(to, random.below(1_000));
        return [encoding.toUint8Array(to)];
      },
      gotThrough: ({ kinds }) => kinds.has(kind),
    }),
  ),
  {
    title: `a state vector of ten thousand people who know more (${on})`,
    on,
    by: 'participant',
    frames: ({ copy, me }) => {
      const vector = new Map<number, number>(
        [...Y.decodeStateVector(Y.encodeStateVector(copy))].map(([client, clock]) => [
          client,
          clock + 7,
        ]),
      );
      for (let n = 0; n < 5_000; n += 1) vector.set(me + n, 1 + n);
      return [step1Frame(Y.encodeStateVector(vector))];
    },
    gotThrough: ({ isServed }) => isServed,
  },
]);

export const WIRE_ATTACKS: readonly WireAttack[] = [
  ...onBoard,
  ...onText,
  ...onPresence,
  ...onFrames,
];
