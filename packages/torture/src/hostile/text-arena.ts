/**
 * The attacks on a text, over live sockets. With the gate whole, each is turned away, the
 * document's bytes stay, nothing is kept and nobody hears; with its rules left out, the same
 * bytes get through. One text serves all attacks of a seed, for it must not change; each
 * control has a text of its own.
 */
import { textNameOf, textRoot } from '@tavolo/documents';
import type { ProposalId } from '@tavolo/model';
import { CLOSE, MESSAGE } from '@tavolo/protocol';
import { openMemoryStorage } from '@tavolo/server/storage/memory/memory-storage';
import { readFrame, step2Frame, updateFrame } from '@tavolo/server/sync/frames';
import { type Desk, openDesk } from '@tavolo/server/testing/desk';
import { someEdit } from '@tavolo/server/testing/some-edit';
import { bareSocket } from '@tavolo/server/testing/sync-clients';
import { anyId, type Person } from '@tavolo/server/testing/venue';
import type { OpenText } from '@tavolo/server/texts/contract';
import { ALL_GATE_RULES, type GateRule } from '@tavolo/server/texts/gate';
import type { WebSocket } from 'ws';
import * as Y from 'yjs';
import { type Seeded, seeded } from '../seeded.ts';
import { pong } from './pong.ts';
import { type Scene, TEXT_ATTACKS, type TextAttack } from './text-attacks.ts';

export interface Arena {
  readonly attacks: number;
  readonly faults: readonly string[];
  readonly controls: number;
  /** Attacks that were turned away although their rule was left out. */
  readonly uncontrolled: readonly string[];
}

/** Of each of so many rules one attack is controlled in the short run. */
const SOME_RULES = 5;
const PATIENCE_MS = 30_000;

/** Everything Yjs has of it, what it keeps for later included. */
const bytesOf = (text: OpenText): Promise<string> =>
  text.read((doc) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'));

/** `controls`: for each attack, or for some of them, or none. */
export async function attackTexts(seed: number, controls: 'all' | 'some' | 'none'): Promise<Arena> {
  const faults: string[] = [];
  const desk = await openDesk();
  try {
    const ring = await Ring.open(desk, desk.proposalId, seed);
    // What fills the text comes last: nothing else has room after it.
    const order = [...TEXT_ATTACKS].sort(
      (a, b) => Number(a.rules[0] === 'full') - Number(b.rules[0] === 'full'),
    );
    for (const attack of order) {
      const fault = await ring.faultOf(attack, seeded(seed).fork(attack.title));
      if (fault !== null) faults.push(`${attack.rules.join(', ')}: ${attack.title}: ${fault}`);
    }
    ring.close();
  } finally {
    await desk.close();
  }
  const uncontrolled: string[] = [];
  let controlled = 0;
  const groups = groupsOf(TEXT_ATTACKS);
  const pick = seeded(seed).fork('control');
  const chosen =
    controls === 'all'
      ? groups
      : Array.from({ length: controls === 'some' ? SOME_RULES : 0 }, () => [
          pick.pick(pick.pick(groups)),
        ]);
  for (const some of chosen) {
    uncontrolled.push(...(await failing(some, seed)));
    controlled += some.length;
  }
  return { attacks: TEXT_ATTACKS.length, faults, controls: controlled, uncontrolled };
}

function groupsOf(attacks: readonly TextAttack[]): TextAttack[][] {
  const groups = new Map<string, TextAttack[]>();
  for (const attack of attacks) {
    const key = attack.rules.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), attack]);
  }
  return [...groups.values()];
}

/** Those of a group that do not get through without their rules. */
async function failing(group: readonly TextAttack[], seed: number): Promise<readonly string[]> {
  const rules = new Set<GateRule>(ALL_GATE_RULES);
  for (const rule of group[0]?.rules ?? []) rules.delete(rule);
  const desk = await openDesk(openMemoryStorage(), rules);
  const failed: string[] = [];
  try {
    for (const attack of group) {
      const { venue, tableId } = desk;
      const proposalId = anyId<ProposalId>();
      const clusterIds = [...venue.workshop.state.clusters.keys()];
      await venue.orders({
        type: 'createProposal',
        proposalId,
        tableId,
        clusterIds,
        title: 'Altra',
      });
      const ring = await Ring.open(desk, proposalId, seed);
      if (!(await ring.getsThrough(attack, seeded(seed).fork(attack.title))))
        failed.push(attack.title);
      ring.close();
    }
  } finally {
    await desk.close();
  }
  return failed;
}

/** One text with somebody's words in it, an attacker of the same table, and somebody who looks on. */
class Ring {
  readonly #desk: Desk;
  readonly #text: OpenText;
  readonly #path: string;
  readonly #scene: Omit<Scene, 'random' | 'me'>;
  readonly #attacker: Person;
  readonly #witness: WebSocket;
  /** Sync frames that the witness has heard. */
  #heard = 0;

  private constructor(
    desk: Desk,
    text: OpenText,
    scene: Omit<Scene, 'random' | 'me'>,
    attacker: Person,
    witness: WebSocket,
  ) {
    this.#desk = desk;
    this.#text = text;
    this.#path = pathOf(desk, text.name);
    this.#scene = scene;
    this.#attacker = attacker;
    this.#witness = witness;
    witness.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.sync) this.#heard += 1;
    });
  }

  static async open(desk: Desk, proposalId: ProposalId, seed: number): Promise<Ring> {
    const text = await desk.venue.texts.open(desk.venue.workshop, textNameOf(proposalId));
    if (text === null) throw new Error('there is no such proposal');
    const scene = await sceneIn(text, await desk.writer(), seeded(seed).fork('scene'));
    const attacker = await desk.writer();
    const witness = await bareSocket(
      desk.venue,
      (await desk.writer()).headers,
      pathOf(desk, text.name),
    );
    const ring = new Ring(desk, text, scene, attacker, witness);
    witness.send(Uint8Array.of(0, 0, 1, 0));
    await pong(witness);
    return ring;
  }

  /** Null where it was turned away, unseen. */
  async faultOf(attack: TextAttack, random: Seeded): Promise<string | null> {
    const updates = attack.updates(this.#sceneFor(random));
    let [before, kept] = [await bytesOf(this.#text), await this.#kept()];
    await pong(this.#witness);
    let heard = this.#heard;
    const came = await this.#send(updates, random, async () => {
      // What only prepares the attack is allowed.
      await pong(this.#witness);
      [before, kept, heard] = [await bytesOf(this.#text), await this.#kept(), this.#heard];
    });
    const asked = came === 'asked again';
    const closed = attack.rules.some((rule) => came === `${CLOSE.contentDenied} ${rule}`);
    if (!asked && !closed) return `came to "${came}"`;
    if ((await bytesOf(this.#text)) !== before) return 'the document has changed';
    if ((await this.#text.read((doc) => [...doc.share.keys()].join())) !== 'body')
      return 'a new root';
    if ((await this.#kept()) !== kept) return 'it was kept';
    await pong(this.#witness);
    if (this.#witness.readyState !== this.#witness.OPEN) return 'somebody else was closed';
    return this.#heard === heard ? null : 'somebody else heard of it';
  }

  async getsThrough(attack: TextAttack, random: Seeded): Promise<boolean> {
    const before = await bytesOf(this.#text);
    const came = await this.#send(
      attack.updates(this.#sceneFor(random)),
      random,
      async () => undefined,
    );
    return came === 'kept' && (await bytesOf(this.#text)) !== before;
  }

  close(): void {
    this.#witness.terminate();
  }

  #sceneFor(random: Seeded): Scene {
    return { ...this.#scene, random, me: 10_000_000 + random.below(2 ** 31) };
  }

  async #kept(): Promise<number> {
    const key = {
      workshopId: this.#desk.venue.workshop.id,
      name: this.#text.name,
    };
    return (await this.#desk.venue.storage.readText(key, 0, 1_000)).length;
  }

  /** Sends them one after the other; resolves with what the last came to. */
  async #send(
    updates: readonly Uint8Array[],
    random: Seeded,
    prepared: () => Promise<void>,
  ): Promise<string> {
    const socket = await bareSocket(this.#desk.venue, this.#attacker.headers, this.#path);
    let told: (came: string) => void = () => undefined;
    socket.on('close', (code, reason) => told(`${code} ${reason.toString()}`));
    socket.on('message', (data: Buffer) => {
      if (data[0] === MESSAGE.acknowledged) told('kept');
      if (data[0] === MESSAGE.sync && readFrame(data).is === 'step1') told('asked again');
    });
    const patience = waiting(PATIENCE_MS);
    let came = 'nothing';
    for (const [index, update] of updates.entries()) {
      const outcome = new Promise<string>((resolve) => {
        told = resolve;
      });
      inPieces(socket, random.below(2) === 0 ? updateFrame(update) : step2Frame(update), random);
      came = await Promise.race([outcome, patience.promise]);
      if (came !== 'kept') break;
      if (index < updates.length - 1) await prepared();
    }
    patience.stop();
    socket.terminate();
    return came;
  }
}

/** A server that says nothing at all has failed, too. */
function waiting(ms: number): { readonly promise: Promise<string>; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('no answer'), ms);
  });
  return { promise, stop: () => clearTimeout(timer) };
}

const pathOf = (desk: Desk, name: string): string => `/sync/${desk.venue.workshop.id}/${name}`;

/** A frame of the protocol may come in several of the socket's. */
function inPieces(socket: WebSocket, frame: Uint8Array, random: Seeded): void {
  let [from, left] = [0, random.below(3)];
  for (; left > 0; left -= 1) {
    const to = from + random.below(frame.length - from + 1);
    socket.send(frame.subarray(from, to), { fin: false });
    from = to;
  }
  socket.send(frame.subarray(from), { fin: true });
}

/** Somebody has edited it for a while and writes one paragraph more; everything about it is known. */
async function sceneIn(
  text: OpenText,
  writer: Person,
  random: Seeded,
): Promise<Omit<Scene, 'random' | 'me'>> {
  const doc = new Y.Doc();
  doc.clientID = 2 + random.below(2 ** 32 - 2);
  Y.applyUpdate(doc, await text.read((kept) => Y.encodeStateAsUpdate(kept)));
  const root = textRoot(doc);
  const before = Y.encodeStateVector(doc);
  // An edit takes one block away at most: one heading is always left.
  for (let edits = random.below(30); edits > 0 && headingsIn(root).length > 1; edits -= 1) {
    someEdit(doc, random.below);
  }
  const headingId = headingsIn(root)[0]?._item?.id;
  if (headingId === undefined) throw new Error('there is no heading left');
  const clock = Y.getState(doc.store, doc.clientID);
  doc.transact(() => {
    const paragraph = new Y.XmlElement('paragraph');
    root.insert(random.below(root.length + 1), [paragraph]);
    paragraph.insert(0, [new Y.XmlText(`Mamma è sola${'!'.repeat(random.below(200))}`)]);
  });
  await new Promise<void>((resolve, reject) => {
    text.write({
      writer: { seatId: writer.seatId, isGone: () => false },
      update: Y.encodeStateAsUpdate(doc, before),
      done: (written) =>
        written.is === 'kept' ? resolve() : reject(new Error(JSON.stringify(written))),
    });
  });
  const victim = doc.clientID;
  const next = Y.getState(doc.store, victim);
  return {
    victim,
    next,
    paragraph: { client: victim, clock },
    words: { client: victim, clock: clock + 1 },
    letter: { client: victim, clock: next - 1 },
    heading: { client: headingId.client, clock: headingId.clock },
    serverNext: Y.getState(doc.store, 1),
  };
}

function headingsIn(root: Y.XmlFragment): Y.XmlElement[] {
  return root
    .toArray()
    .flatMap((part) => (part instanceof Y.XmlElement && part.nodeName === 'heading' ? [part] : []));
}
