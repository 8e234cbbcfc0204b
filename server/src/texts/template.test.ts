import { textOf } from '@tavolo/documents';
import {
  type AnyOrder,
  decide,
  eventsOf,
  evolveAll,
  type ProposalId,
  proposalsInOrder,
  SERVER,
  type SeatId,
  UNOPENED,
  type WorkshopId,
} from '@tavolo/model';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { readFixture } from '../demonstration/fixture.ts';
import { demonstrationContent } from '../demonstration/mapping.ts';
import { namedId } from '../demonstration/named-id.ts';
import { firstUpdate } from './template.ts';

/** The demonstration, filled as the server fills it. */
function demonstration(language: 'it' | 'en') {
  const context = { now: 1, seed: 1 };
  const opening: AnyOrder = {
    type: 'openWorkshop',
    workshopId: namedId<WorkshopId>('workshop'),
    title: 'Prova',
    language,
    challenge: '',
    audience: 'mixed',
    review: 'off',
    demonstration: true,
    owner: { seatId: namedId<SeatId>('seat'), name: 'Anna' },
    themes: [],
  };
  const content = demonstrationContent(readFixture(), (id) =>
    namedId<ProposalId>(`proposal ${id}`),
  );
  let state = UNOPENED;
  const filling: AnyOrder = { type: 'fillDemonstration', content: { ...content, language } };
  for (const order of [opening, filling]) {
    state = evolveAll(state, eventsOf(decide(state, SERVER, order, context)) ?? []);
  }
  return state;
}

function linesOf(update: Uint8Array): string[] {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return textOf(doc).text.split('\n');
}

test('a text begins with its sections, and what the proposal brings along stands where it belongs', () => {
  const state = demonstration('it');
  const proposals = proposalsInOrder(state);
  expect(proposals).toHaveLength(6);
  for (const [index, proposal] of proposals.entries()) {
    expect(linesOf(firstUpdate(state, proposal)).filter((line) => line !== '')).toEqual([
      'Che cosa succede oggi',
      'Come funzionerà',
      readFixture().proposals[index]?.description,
      'Chi lo porta avanti',
      'Che cosa serve',
      'Come sapremo che funziona',
    ]);
  }
});

test('its headings are in the workshop’s language, the same bytes on every node', () => {
  const state = demonstration('en');
  const [proposal] = proposalsInOrder(state);
  if (proposal === undefined) throw new Error('no proposal');
  const empty = { ...proposal, opening: '' };
  const lines = linesOf(firstUpdate(state, empty)).filter((line) => line !== '');
  expect(lines).toHaveLength(5);
  expect(lines).not.toContain('Come funzionerà');
  expect(firstUpdate(state, empty)).toEqual(firstUpdate(state, empty));
});
