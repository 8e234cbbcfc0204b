/**
 * What people do in a session, each act one function: it is done over their own connections,
 * and the ledger is told what it let whom read.
 */
import { randomUUID } from 'node:crypto';
import { textRoot } from '@tavolo/documents';
import { PHASES, type Phase } from '@tavolo/model';
import { isRefused } from '@tavolo/protocol';
import * as Y from 'yjs';
import { arrivalOf, isCovered } from './ledger.ts';
import type { Person } from './person.ts';
import { type Scene, until } from './scene.ts';

export async function write(scene: Scene, person: Person): Promise<void> {
  const canary = scene.ledger.plant(person.seatId);
  const writtenIn = scene.random.pick([scene.phase, scene.phase, 'listen', 'write'] as const);
  const signed = scene.random.below(4) === 0;
  const id = randomUUID();
  const status = arrivalOf(person.role, scene.phase, writtenIn);
  const rest = { kind: 'need', text: `Mi serve ${canary}`, language: 'it', themeId: null };
  const answer = await person.order({
    type: 'writeCard',
    cardId: id,
    signed,
    writtenIn,
    ...rest,
  });
  if (status === null) {
    if (!isRefused(answer)) scene.surprised(`${person.role} wrote in ${scene.phase}`);
    return;
  }
  scene.accepted(answer, 'a need');
  const author = person.seatId;
  if (!signed) scene.ledger.unsigned(id);
  scene.ledger.cards.set(id, { id, author, signed, status, inBin: false, canary });
}

/** Edits, takes back or brings back a card of one's own. */
export async function change(scene: Scene, person: Person): Promise<void> {
  const own = [...scene.ledger.cards.values()].filter(({ author }) => author === person.seatId);
  if (own.length === 0) return write(scene, person);
  const card = scene.random.pick(own);
  const type = card.inBin
    ? 'restoreCard'
    : scene.random.pick(['editCard', 'withdrawCard'] as const);
  const canary = scene.ledger.plant(person.seatId);
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
  if (isPastShare(scene.phase) && isCovered(card)) card.status = 'published';
}

export async function lead(scene: Scene): Promise<void> {
  const held = [...scene.ledger.cards.values()].filter(
    (card) => card.status === 'held' && !card.inBin,
  );
  const on = [...scene.ledger.cards.values()].filter(
    (card) => card.status === 'published' && !card.inBin,
  );
  if (held.length > 0 && scene.random.below(2) === 0) {
    const card = scene.random.pick(held);
    const answer = await scene.owner.order({ type: 'approveCard', cardId: card.id });
    if (!isRefused(answer)) card.status = 'published';
    return;
  }
  const clusterId = randomUUID();
  const name = scene.public(scene.owner, 'Gruppo');
  const more = { themeId: null, question: '', x: 0, y: 0 };
  await scene.owner.order({ type: 'createCluster', clusterId, name, ...more });
  for (const { id: cardId } of on.slice(0, 3)) {
    await scene.owner.order({ type: 'placeCard', cardId, clusterId, after: null });
  }
  const [into, original] = on;
  if (into === undefined || original === undefined || scene.random.below(3) > 0) return;
  await scene.owner.order({ type: 'mergeCards', intoId: into.id, cardIds: [original.id] });
}

export async function amend(scene: Scene, person: Person): Promise<void> {
  const amendmentId = randomUUID();
  const signed = scene.random.below(4) === 0;
  const text = scene.public(person, 'Meglio');
  const rest = { proposalId: scene.proposalId, text, language: 'it', signed };
  await person.order({ type: 'proposeAmendment', amendmentId, ...rest });
  if (!signed) scene.ledger.unsigned(amendmentId);
}

/** What the vote is about, and the round. */
export async function group(scene: Scene): Promise<void> {
  for (const clusterId of scene.clusterIds) {
    const name = scene.public(scene.owner, 'Gruppo');
    const more = { themeId: null, question: '', x: 0, y: 0 };
    scene.accepted(
      await scene.owner.order({ type: 'createCluster', clusterId, name, ...more }),
      'a cluster',
    );
  }
}

export async function openRound(scene: Scene): Promise<void> {
  const { roundId, clusterIds: items } = scene;
  const rest = { dotsPerSeat: 9, capPerItem: 9, remote: true, openLink: false, closesAt: null };
  const order = { type: 'openRound', roundId, over: 'clusters', items, ...rest };
  scene.accepted(await scene.owner.order(order), 'a round');
}

export async function vote(scene: Scene, person: Person): Promise<void> {
  const { roundId } = scene;
  const version = scene.ledger.plantBallot(person.seatId);
  const [item, n] = [scene.random.pick(scene.clusterIds), scene.random.below(5)];
  await person.order({ type: 'setDots', roundId, item, n, version });
}

/** Nobody has heard a ranking; with the close everybody does. */
export async function closeRound(scene: Scene): Promise<void> {
  const { tallies, people, roundId } = scene;
  const told = async (): Promise<number> => {
    const results = `/api/workshops/${scene.owner.workshopId}/results`;
    await Promise.all(people.flatMap((person) => [person.settled(), person.get(results)]));
    return people.flatMap(({ heard }) => heard).filter((each) => each.includes('ranking')).length;
  };
  tallies.early = await told();
  scene.accepted(await scene.owner.order({ type: 'closeRound', roundId }), 'the close');
  tallies.late = (await told()) - tallies.early;
}

/** Words in what is bound to be refused belong to whoever sent them, and to no log. */
export async function refused(scene: Scene, person: Person): Promise<void> {
  scene.faults += 1;
  const canary = scene.ledger.plant(person.seatId);
  const foreign = scene.random.pick([...scene.ledger.cards.keys(), randomUUID()]);
  const orders: readonly Readonly<Record<string, unknown>>[] = [
    { type: `write${canary}` },
    { type: 'writeCard', cardId: foreign, text: canary },
    { type: 'writeCard', cardId: randomUUID(), text: canary.repeat(400), kind: 'need' },
    { type: 'editCard', cardId: randomUUID(), text: canary, language: 'it', themeId: null },
    { type: 'createTheme', themeId: canary, name: canary, colour: canary },
    { type: 'editCard', cardId: { text: canary }, text: [canary] },
  ];
  const order = scene.random.pick(orders);
  if (!isRefused(await person.order(order))) throw new Error(`${String(order.type)} went through`);
  await person.post(`/api/workshops/${person.workshopId}/${canary}`, { text: canary });
  await person.postBroken(`/api/workshops/${person.workshopId}/commands`, `{"text":${canary}}`);
}

export async function comeBack(scene: Scene, person: Person): Promise<void> {
  scene.faults += 1;
  person.hangUp();
  await person.connect();
  if (scene.random.below(2) === 0) await person.join(scene.code, 'Di nuovo');
}

/** Everything that can be asked for, whether or not it is for them. */
export async function readAll(scene: Scene, person: Person): Promise<void> {
  const api = `/api/workshops/${person.workshopId}`;
  const paths = [
    ...[
      '',
      '/cards',
      '/clusters',
      '/proposals',
      '/results',
      '/ballot',
      '/export.json',
      '/export.csv',
      '/export-votes.csv',
      '/export-tables.csv',
    ].map((path) => api + path),
    ...[`/api/join/${scene.code}`, `/j/${scene.code}`, `/w/${person.workshopId}`],
    ...[...scene.ledger.cards.keys()].slice(0, 1).map((id) => `${api}/cards/${id}`),
  ];
  await Promise.all(paths.map((path) => person.get(path)));
}

/** A table, its proposal, and a text that two write at once. */
export async function propose(scene: Scene): Promise<void> {
  const clusterId = randomUUID();
  const tableId = randomUUID();
  const proposalId = scene.proposalId;
  const owner = scene.owner;
  const writer = scene.people.find(({ role }) => role === 'partner') ?? owner;
  const title = scene.public(owner, 'Proposta');
  await owner.order({ type: 'createTable', tableId, name: scene.public(owner, 'Tavolo') });
  await owner.order({ type: 'assignTable', seatId: writer.seatId, tableId });
  const more = { themeId: null, question: '', x: 0, y: 0 };
  await owner.order({
    type: 'createCluster',
    clusterId,
    name: scene.public(owner, 'Gruppo'),
    ...more,
  });
  const created = { type: 'createProposal', proposalId, tableId, clusterIds: [clusterId], title };
  scene.accepted(await owner.order(created), 'a proposal');
  const words = scene.public(writer, 'Insieme');
  const { doc } = await writer.document(`proposal-${proposalId}`);
  const reader = await scene.random.pick(scene.people).document(`proposal-${proposalId}`);
  const paragraph = new Y.XmlElement('paragraph');
  paragraph.insert(0, [new Y.XmlText(words)]);
  textRoot(doc).push([paragraph]);
  await until(() => JSON.stringify(textRoot(reader.doc)).includes(words), 'the text');
  const versions = `/api/workshops/${owner.workshopId}/proposals/${proposalId}/versions`;
  await owner.post(versions, { name: scene.public(owner, 'Versione') });
  await writer.get(`${versions}/1`);
  const value = scene.public(writer, 'Problema');
  await writer.order({ type: 'editProposalField', proposalId, field: 'problem', value });
}

function isPastShare(phase: Phase): boolean {
  return PHASES.indexOf(phase) > PHASES.indexOf('share');
}
