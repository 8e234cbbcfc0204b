import { randomBytes, randomUUID } from 'node:crypto';
import {
  cardsOfCluster,
  costsOf,
  type ProposalId,
  proposalsInOrder,
  proposalsOfCluster,
  queueOf,
  tablesInOrder,
  trayCards,
  view,
  type Workshop,
  type WorkshopId,
} from '@tavolo/model';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalBus } from '../bus/local.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import type { House, OpenWorkshop } from '../workshop/contract.ts';
import { openHouse } from '../workshop/house.ts';
import { type Demonstration, ensureDemonstration, resetDemonstration } from './demonstration.ts';
import { readFixture } from './fixture.ts';
import { demonstrationContent } from './mapping.ts';
import { cardIdOf, clusterIdOf, TABLE_OF } from './proposal-mapping.ts';
import { CLUSTER_WIDTH, heightOf } from './wall-layout.ts';

const fixture = readFixture();
const { expected } = fixture;

let storage: Storage;
let house: House;
let keys: number;

const WORKSHOP = randomUUID() as string as WorkshopId;

const ensure = (): Promise<Demonstration> =>
  ensureDemonstration({
    storage,
    house,
    clock: () => 1_764_000_000_000,
    workshopId: WORKSHOP,
    ownerName: 'Chi conduce',
    newKey: () => {
      keys += 1;
      return { token: `token-${keys}`, hash: `${keys}`.padStart(64, '0') };
    },
  });

async function opened(): Promise<OpenWorkshop> {
  const { workshopId } = await ensure();
  const workshop = await house.open(workshopId);
  if (workshop === null) throw new Error('not there');
  return workshop;
}

beforeEach(() => {
  keys = 0;
  storage = openMemoryStorage();
  house = openHouse({
    storage,
    bus: openLocalBus(),
    log: pino({ level: 'silent' }),
    clock: () => 1_764_000_000_000,
    random: () => randomBytes(4).readUInt32BE(0),
  });
});

afterEach(async () => {
  await house.close();
  await storage.close();
});

const published = (state: Workshop) =>
  [...state.cards.values()].filter((card) => card.status === 'published');

describe('the demonstration', () => {
  it('holds what the fixture counts', async () => {
    const { state } = await opened();
    const cards = [...state.cards.values()];
    const needs = cards.filter((card) => card.kind === 'need');
    expect({
      needs: needs.filter((card) => card.language === 'it').length,
      needs_en: needs.filter((card) => card.language === 'en').length,
      needs_ar: needs.filter((card) => card.language === 'ar').length,
      offers: cards.filter((card) => card.kind === 'offer').length,
      themes: state.themes.size,
      proposals: state.proposals.size,
      clusters: state.clusters.size,
    }).toEqual(expected.counts);
    expect(state.places.size).toBe(fixture.origins.length);
    for (const [id, count] of Object.entries(expected.needsByTheme)) {
      const label = fixture.themes.find((theme) => theme.id === id)?.label.it;
      const theme = [...state.themes.values()].find(({ name }) => name === label);
      const italian = needs.filter((card) => card.language === 'it' && card.themeId === theme?.id);
      expect(italian.length, id).toBe(count);
    }
    expect(new Set([...state.themes.values()].map(({ colour }) => colour)).size).toBe(8);
  });

  it('is open in the cluster phase, without review, marked as a demonstration', async () => {
    const { state } = await opened();
    expect(state).toMatchObject({
      title: fixture.workshop.title.it,
      challenge: fixture.workshop.challenge.it,
      language: 'it',
      phase: 'cluster',
      review: 'off',
      demonstration: true,
    });
    expect([...state.seats.values()]).toMatchObject([
      { name: 'Chi conduce', role: 'facilitator', owner: true },
    ]);
  });

  it('places the needs in their clusters, in order, and leaves the others in the tray', async () => {
    const { state } = await opened();
    for (const cluster of fixture.clusters) {
      const ours = [...state.clusters.values()].find(({ name }) => name === cluster.title);
      if (ours === undefined) throw new Error(`no ${cluster.title}`);
      expect(cardsOfCluster(state, ours.id).map((card) => card.id)).toEqual(
        cluster.needs.map(cardIdOf),
      );
    }
    const onTheWall = expected.unclustered.filter((id) => !expected.heldFromWall.includes(id));
    const italianTray = trayCards(state).filter(
      (card) => card.kind === 'need' && card.language === 'it',
    );
    expect(italianTray.map((card) => card.id).sort()).toEqual(onTheWall.map(cardIdOf).sort());
  });

  it('keeps the held need off the wall, with its consent, for the queue alone', async () => {
    const { state } = await opened();
    const [held, ...others] = [...state.cards.values()].filter((card) => card.status === 'held');
    expect(others).toEqual([]);
    expect(expected.heldFromWall.map(cardIdOf)).toEqual([held?.id]);
    expect(held).toMatchObject({
      heldFor: 'third-person',
      clusterId: null,
      onBehalf: { recordedByRole: 'esercente', consent: false, verbatim: true },
    });
    const [owner] = state.seats.values();
    if (owner === undefined) throw new Error('no owner');
    const queue = queueOf(state, owner.id);
    expect(queue?.held.map((card) => card.id)).toEqual([held?.id]);
    expect(queue?.held[0]?.onBehalf).toBeNull();
    expect(JSON.stringify([...view(state, owner.id).cards.values()])).not.toContain('esercente');
  });

  it('shows the place of an anonymous card only where five cards share it', async () => {
    const { state } = await opened();
    const all = [...fixture.needs, ...fixture.needs_en, ...fixture.needs_ar];
    const hidden = all.filter((need) => {
      const sharing = all.filter(({ origin }) => origin === need.origin).length;
      return need.anonymous && sharing < 5;
    });
    expect(hidden.length).toBeGreaterThan(0);
    for (const need of all) {
      const card = state.cards.get(cardIdOf(need.id));
      expect(card?.placeId === null, need.id).toBe(hidden.includes(need));
      expect(card?.signedAs).toBeNull();
    }
  });

  it('has four tables, and a proposal at the table of its first theme, reachable from its clusters', async () => {
    const { state } = await opened();
    const tables = tablesInOrder(state);
    expect(tables.map(({ name }) => name)).toEqual([
      'Tavolo 1 – Abitare',
      'Tavolo 2 – Cura',
      'Tavolo 3 – Tempi e famiglia',
      'Tavolo 4 – Reddito e accesso',
    ]);
    for (const { id, theme } of fixture.workshop.tables) expect(TABLE_OF[theme]).toBe(id);
    const proposals = proposalsInOrder(state);
    expect(proposals.map(({ fields }) => fields.title)).toEqual(
      fixture.proposals.map(({ title }) => title),
    );
    expect(
      proposals.map(({ tableId }) => tables.findIndex((table) => table.id === tableId) + 1),
    ).toEqual([2, 1, 3, 4, 4, 3]);
    for (const [index, { clusters }] of fixture.proposals.entries()) {
      const [cluster] = clusters.map(clusterIdOf);
      if (cluster === undefined) throw new Error('no cluster');
      expect(proposalsOfCluster(state, cluster)).toEqual([proposals[index]]);
      expect(state.clusters.has(cluster)).toBe(true);
    }
  });

  it('shows where each proposal stands: status, decision, commitments, who follows it', async () => {
    const { state } = await opened();
    const proposals = proposalsInOrder(state);
    expect(proposals.map(({ status }) => status)).toEqual([
      'committed',
      'in-progress',
      'approved-with-conditions',
      'postponed',
      'realised',
      'stopped',
    ]);
    expect(proposals[0]).toMatchObject({
      decision: {
        outcome: 'approved',
        on: '2026-03-20',
        by: 'Plenaria',
        reason: 'Gruppo più votato; offerta già disponibile',
      },
      owner: {
        organisation: 'Cooperativa Filo di Lana (fittizia)',
        role: 'Coordinamento servizi alla persona',
      },
      deputy: { organisation: 'PostaComune S.p.A. (azienda fittizia)', role: 'Ufficio welfare' },
      reviewOn: '2026-06-30',
    });
    expect(proposals.flatMap(({ commitments }) => commitments.map(({ status }) => status))).toEqual(
      fixture.proposals.flatMap(({ commitments }) => commitments.map(({ status }) => status)),
    );
    expect(JSON.stringify(proposals)).not.toMatch(/cluster(?!Ids)/i);
    expect(proposals.map(({ opening }) => opening)).toEqual(
      fixture.proposals.map(({ description }) => description),
    );
  });

  it('fills the sheets: sums as the fixture counts them, every offer named once', async () => {
    const { state } = await opened();
    for (const [index, { fields }] of proposalsInOrder(state).entries()) {
      const theirs = fixture.proposals[index];
      if (theirs === undefined) throw new Error('one too many');
      const { setup, yearly, gap } = theirs.costs;
      const total = setup + yearly;
      expect(costsOf(fields), theirs.id).toEqual({ total, covered: total - gap, gap });
      const offers = fields.resources.flatMap(({ offerId }) => (offerId === null ? [] : [offerId]));
      expect([...offers].sort()).toEqual(theirs.offers.map(cardIdOf).sort());
      for (const id of offers) expect(state.cards.get(id)).toMatchObject({ kind: 'offer' });
      expect(fields.steps).toEqual(theirs.serviceSteps);
    }
    const [first, second] = proposalsInOrder(state);
    expect(first?.fields).toMatchObject({
      audience: 'both',
      resources: [
        { what: 'Reperibilità: 60 ore/mese', offerId: null },
        { what: 'Sala colloqui: 4 ore/settimana' },
        { what: 'Registro assistenti familiari verificati' },
        { what: 'Consulente del lavoro volontario' },
      ],
      costs: [
        { what: 'Avvio', amount: 9_500, coveredBy: 'Municipio – Servizi sociali' },
        { what: 'Primo anno', amount: 18_000, coveredBy: 'PostaComune S.p.A. (azienda fittizia)' },
        { what: 'Primo anno, parte da trovare', amount: 13_000, coveredBy: null },
      ],
      indicators: [
        'Richieste coperte entro la giornata: 80%',
        'Ore di assenza evitate: 400 ore/anno',
      ],
      firstStep: { what: 'Pilota di 8 settimane su 15 famiglie', by: '2026-05-31' },
    });
    expect(second?.fields.resources[0]?.what).toBe('Mediatrice: 0,5 ULA');
  });

  it('lays the clusters out in four columns without overlap', () => {
    const content = demonstrationContent(fixture, () => randomUUID() as string as ProposalId);
    const texts = new Map(content.cards.map(({ id, text }) => [id, text]));
    const boxes = content.clusters.map(({ x, y, name, question, cardIds }) => {
      const cardTexts = cardIds.map((id) => texts.get(id) ?? '');
      return { x, y, height: heightOf({ name, question, texts: cardTexts }) };
    });
    expect(new Set(boxes.map(({ x }) => x)).size).toBe(4);
    for (const [index, a] of boxes.entries()) {
      for (const b of boxes.slice(index + 1)) {
        const beside = Math.abs(a.x - b.x) >= CLUSTER_WIDTH + 28;
        const below = a.y + a.height + 28 <= b.y || b.y + b.height + 28 <= a.y;
        expect(beside || below).toBe(true);
      }
    }
  });

  it('is made once, with a new recovery key at every start', async () => {
    const first = await ensure();
    const again = await ensure();
    expect(again).toEqual({ ...first, recoveryToken: 'token-2' });
    const hash = (key: number) => `${key}`.padStart(64, '0');
    expect(await storage.useRecovery(hash(1), hash(9))).toBeNull();
    expect(await storage.useRecovery(hash(2), hash(9))).toBe(first.workshopId);
  });

  it('[W4] comes back as it was after a reset, and seats stay', async () => {
    const workshop = await opened();
    const { state: before } = workshop;
    const cluster = [...before.clusters.keys()][0];
    const [owner] = before.seats.values();
    if (cluster === undefined || owner === undefined) throw new Error('empty');
    const removed = await workshop.order(
      { type: 'removeCluster', clusterId: cluster },
      { kind: 'seat', seatId: owner.id },
    );
    expect(removed.ok).toBe(true);
    expect(workshop.state.clusters.size).toBe(before.clusters.size - 1);

    expect((await resetDemonstration(workshop)).ok).toBe(true);
    const byId = (state: Workshop) => published(state).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(byId(workshop.state)).toEqual(byId(before));
    expect([...workshop.state.clusters.values()]).toEqual([...before.clusters.values()]);
    expect([...workshop.state.seats.keys()]).toEqual([owner.id]);
    const sheets = (state: Workshop) => proposalsInOrder(state).map(({ id: _, ...rest }) => rest);
    expect(sheets(workshop.state)).toEqual(sheets(before));
    // Under other ids, so that their texts begin anew.
    for (const id of before.proposals.keys()) expect(workshop.state.proposals.has(id)).toBe(false);
  });
});
