/**
 * One workshop from its opening to its end, with people of every role who write, take back,
 * group, propose, come and go. Each step is told to the ledger, which knows the readers.
 */
import { randomUUID } from 'node:crypto';
import { textRoot } from '@tavolo/documents';
import type { Order, Phase, Role } from '@tavolo/model';
import { type Answer, isRefused } from '@tavolo/protocol';
import * as Y from 'yjs';
import type { Seeded } from '../seeded.ts';
import { arrivalOf, type KeptCard, Ledger } from './ledger.ts';
import { Person, within } from './person.ts';

const COURSE = ['listen', 'write', 'share', 'cluster', 'tables', 'follow-up'] as const;
const JOINING: readonly Role[] = [
  ...(['participant', 'participant', 'contributor', 'antenna'] as const),
  ...(['partner', 'table-host', 'observer', 'facilitator'] as const),
];
/** Acts of each phase. */
const ACTS = 7;

export class Session {
  readonly ledger: Ledger;
  readonly people: Person[] = [];
  /** Connections that ended and came back, and orders that were bound to be refused. */
  faults = 0;
  readonly #url: string;
  readonly #random: Seeded;
  readonly #number: number;
  readonly #isRuled: boolean;
  #phase: Phase = 'prepare';
  #code = '';

  /** `isRuled` false: the server has a rule out of force, and need not do what the rules say. */
  constructor(url: string, number: number, random: Seeded, isRuled: boolean) {
    this.#url = url;
    this.#isRuled = isRuled;
    this.#number = number;
    this.#random = random;
    this.ledger = new Ledger(number);
  }

  async play(): Promise<void> {
    await this.#gather();
    for (const phase of COURSE) {
      await this.#move(phase);
      if (phase === 'tables') await this.#propose();
      for (let act = 0; act < ACTS; act += 1) await this.#act();
      if (phase === 'share') await this.#reveal();
    }
    await Promise.all(this.people.map((person) => this.#readAll(person)));
    await this.#finish();
  }

  /** The ledger would be wrong from here on. */
  #surprised(what: string): void {
    if (this.#isRuled) throw new Error(what);
  }

  #accepted(answer: Answer, what: string): void {
    if (isRefused(answer)) this.#surprised(`${what} was refused: ${answer.refusal.kind}`);
  }

  get #owner(): Person {
    const [owner] = this.people;
    if (owner === undefined) throw new Error('nobody here');
    return owner;
  }

  async #gather(): Promise<void> {
    const owner = this.#newcomer();
    const title = this.#public(owner, 'Laboratorio');
    const { json } = await owner.post('/api/workshops', { title, language: 'it', name: 'Anna' });
    const made = json as { workshopId: string; joinCode: string };
    this.#code = made.joinCode;
    await owner.join(made.joinCode, 'Anna');
    owner.role = 'facilitator';
    this.ledger.leads(owner.seatId);
    for (const [index, role] of JOINING.entries()) {
      const person = this.#newcomer();
      await person.join(this.#code, `Persona ${index}`);
      if (role !== 'participant') {
        const named: Order = { type: 'setRole', seatId: person.seatId as never, role };
        this.#accepted(await owner.order(named), 'a role');
      }
      person.role = role;
      if (role === 'facilitator') this.ledger.leads(person.seatId);
      if (this.#random.below(3) > 0 || role === 'facilitator') await person.connect();
    }
    await owner.connect();
    // A second browser of somebody hears the same as the first.
    await this.#random.pick(this.people).connect();
  }

  #newcomer(): Person {
    const address = `10.${this.#number >> 8}.${this.#number & 255}.${this.people.length + 1}`;
    const person = new Person(this.#url, address);
    this.people.push(person);
    return person;
  }

  /** Words that everybody may read as soon as they are written. */
  #public(person: Person, words: string): string {
    const canary = this.ledger.plant(person.seatId);
    this.ledger.open(canary);
    return `${words} ${canary}`;
  }

  async #move(phase: Phase): Promise<void> {
    this.#accepted(await this.#owner.order({ type: 'moveToPhase', phase, afterS: 0 }), phase);
    this.#phase = phase;
    // Rule P3: whoever goes past share turns everything over.
    if (phase !== 'write' && phase !== 'share') this.#turnOver();
    this.ledger.settle(phase);
  }

  async #reveal(): Promise<void> {
    const covered = [...this.ledger.cards.values()].some(isCovered);
    const answer = await this.#owner.order({ type: 'revealCards' });
    if (covered) this.#accepted(answer, 'turning over');
    this.#turnOver();
    this.ledger.settle(this.#phase);
  }

  #turnOver(): void {
    for (const card of this.ledger.cards.values()) if (isCovered(card)) card.status = 'published';
  }

  async #act(): Promise<void> {
    const person = this.#random.pick(this.people);
    const act = this.#random.below(12);
    if (act < 5) await this.#write(person);
    else if (act < 7) await this.#change(person);
    else if (act === 7) await this.#readAll(person);
    else if (act === 8) await this.#comeBack(person);
    else if (act === 9) await this.#refused(person);
    else await this.#lead();
    this.ledger.settle(this.#phase);
  }

  async #write(person: Person): Promise<void> {
    const canary = this.ledger.plant(person.seatId);
    const writtenIn = this.#random.pick([this.#phase, this.#phase, 'listen', 'write'] as const);
    const signed = this.#random.below(4) === 0;
    const id = randomUUID();
    const status = arrivalOf(person.role, this.#phase, writtenIn);
    const rest = { kind: 'need', text: `Mi serve ${canary}`, language: 'it', themeId: null };
    const answer = await person.order({
      type: 'writeCard',
      cardId: id,
      signed,
      writtenIn,
      ...rest,
    });
    if (status === null) {
      if (!isRefused(answer)) this.#surprised(`${person.role} wrote in ${this.#phase}`);
      return;
    }
    this.#accepted(answer, 'a need');
    const author = person.seatId;
    this.ledger.cards.set(id, { id, author, signed, status, inBin: false, canary });
  }

  /** Edits, takes back or brings back a card of one's own. */
  async #change(person: Person): Promise<void> {
    const own = [...this.ledger.cards.values()].filter(({ author }) => author === person.seatId);
    if (own.length === 0) return this.#write(person);
    const card = this.#random.pick(own);
    const type = card.inBin
      ? 'restoreCard'
      : this.#random.pick(['editCard', 'withdrawCard'] as const);
    const canary = this.ledger.plant(person.seatId);
    const edit = { text: `Piuttosto ${canary}`, language: 'it', themeId: null };
    const answer = await person.order({
      type,
      cardId: card.id,
      ...(type === 'editCard' ? edit : {}),
    });
    if (isRefused(answer)) return;
    if (type === 'editCard') card.canary = canary;
    else card.inBin = type === 'withdrawCard';
    // Rule P3: past share no draft may stay hidden, nor one that comes back from the bin.
    const past = COURSE.indexOf(this.#phase as 'share') > COURSE.indexOf('share');
    if (past && isCovered(card)) card.status = 'published';
  }

  async #lead(): Promise<void> {
    const held = [...this.ledger.cards.values()].filter(
      (card) => card.status === 'held' && !card.inBin,
    );
    const on = [...this.ledger.cards.values()].filter(
      (card) => card.status === 'published' && !card.inBin,
    );
    if (held.length > 0 && this.#random.below(2) === 0) {
      const card = this.#random.pick(held);
      const answer = await this.#owner.order({ type: 'approveCard', cardId: card.id });
      if (!isRefused(answer)) card.status = 'published';
      return;
    }
    const clusterId = randomUUID();
    const name = this.#public(this.#owner, 'Gruppo');
    const more = { themeId: null, question: '', x: 0, y: 0 };
    await this.#owner.order({ type: 'createCluster', clusterId, name, ...more });
    for (const { id: cardId } of on.slice(0, 3)) {
      await this.#owner.order({ type: 'placeCard', cardId, clusterId, after: null });
    }
    const [into, original] = on;
    if (into === undefined || original === undefined || this.#random.below(3) > 0) return;
    await this.#owner.order({ type: 'mergeCards', intoId: into.id, cardIds: [original.id] });
  }

  /** Words in what is bound to be refused belong to whoever sent them, and to no log. */
  async #refused(person: Person): Promise<void> {
    this.faults += 1;
    const canary = this.ledger.plant(person.seatId);
    const foreign = this.#random.pick([...this.ledger.cards.keys(), randomUUID()]);
    const orders: readonly Readonly<Record<string, unknown>>[] = [
      { type: `write${canary}` },
      { type: 'writeCard', cardId: foreign, text: canary },
      { type: 'writeCard', cardId: randomUUID(), text: canary.repeat(400), kind: 'need' },
      { type: 'editCard', cardId: randomUUID(), text: canary, language: 'it', themeId: null },
      { type: 'createTheme', themeId: canary, name: canary, colour: canary },
      { type: 'editCard', cardId: { text: canary }, text: [canary] },
    ];
    const order = this.#random.pick(orders);
    if (!isRefused(await person.order(order)))
      throw new Error(`${String(order.type)} went through`);
    await person.post(`/api/workshops/${person.workshopId}/${canary}`, { text: canary });
    await person.postBroken(`/api/workshops/${person.workshopId}/commands`, `{"text":${canary}}`);
  }

  async #comeBack(person: Person): Promise<void> {
    this.faults += 1;
    person.hangUp();
    await person.connect();
    if (this.#random.below(2) === 0) await person.join(this.#code, 'Di nuovo');
  }

  /** Everything that can be asked for, whether or not it is for them. */
  async #readAll(person: Person): Promise<void> {
    const api = `/api/workshops/${person.workshopId}`;
    const paths = [
      ...['', '/cards', '/clusters', '/proposals', '/results', '/export.json', '/export.csv'].map(
        (path) => api + path,
      ),
      ...[`/api/join/${this.#code}`, `/j/${this.#code}`, `/w/${person.workshopId}`],
      ...[...this.ledger.cards.keys()].slice(0, 1).map((id) => `${api}/cards/${id}`),
    ];
    await Promise.all(paths.map((path) => person.get(path)));
  }

  /** A table, its proposal, and a text that two write at once. */
  async #propose(): Promise<void> {
    const clusterId = randomUUID();
    const [tableId, proposalId] = [randomUUID(), randomUUID()];
    const owner = this.#owner;
    const writer = this.people.find(({ role }) => role === 'partner') ?? owner;
    const title = this.#public(owner, 'Proposta');
    await owner.order({ type: 'createTable', tableId, name: this.#public(owner, 'Tavolo') });
    await owner.order({ type: 'assignTable', seatId: writer.seatId, tableId });
    const more = { themeId: null, question: '', x: 0, y: 0 };
    await owner.order({
      type: 'createCluster',
      clusterId,
      name: this.#public(owner, 'Gruppo'),
      ...more,
    });
    const created = { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title };
    this.#accepted(await owner.order(created), 'a proposal');
    const words = this.#public(writer, 'Insieme');
    const { doc } = await writer.document(`proposal-${proposalId}`);
    const reader = await this.#random.pick(this.people).document(`proposal-${proposalId}`);
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(words)]);
    textRoot(doc).push([paragraph]);
    await until(() => JSON.stringify(textRoot(reader.doc)).includes(words), 'the text');
    const versions = `/api/workshops/${owner.workshopId}/proposals/${proposalId}/versions`;
    await owner.post(versions, { name: this.#public(owner, 'Versione') });
    await writer.get(`${versions}/1`);
    const value = this.#public(writer, 'Problema');
    await writer.order({ type: 'editProposalField', proposalId, field: 'problem', value });
  }

  /** One more thing that everybody is told: what was to come before it has come. */
  async #finish(): Promise<void> {
    const name = this.#public(this.#owner, 'Segnale');
    const theme = { type: 'createTheme', themeId: randomUUID(), name, colour: 'health' };
    this.#accepted(await this.#owner.order(theme), 'the signal');
    for (const person of this.people) {
      await person.settled();
      for (const board of person.boards) {
        await until(() => JSON.stringify(board.getMap('themes')).includes(name), 'the signal');
      }
    }
  }

  hangUp(): void {
    for (const person of this.people) person.hangUp();
  }
}

/** A draft that the next turning over shows. */
function isCovered(card: KeptCard): boolean {
  return card.status === 'draft' && !card.inBin;
}

async function until(holds: () => boolean, what: string): Promise<void> {
  let stop = false;
  const look = async () => {
    while (!stop && !holds()) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  try {
    await within(look(), what);
  } finally {
    stop = true;
  }
}
