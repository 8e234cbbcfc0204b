import type { CardId, RoundId, VotedId } from '@tavolo/model';
import { describe, expect, it } from 'vitest';
import { exportJson } from './export-json.ts';
import { after, cluster, idOf, need, OWNER, opened, place, toPhase } from './testing/wall.ts';

const wall = after(
  opened('Cura', ['Anziani', 'Abitare']),
  need(13, 'Terzo', { signed: true }),
  need(11, 'Primo'),
  need(12, 'Secondo', { signed: true, theme: 100 }),
  need(14, 'Quarto'),
  need(15, 'Ritirato'),
  { type: 'withdrawCard', cardId: idOf<CardId>(15) },
  toPhase('cluster'),
  cluster(51, 'Zeta', 100),
  cluster(52, 'Alfa', 101),
  place(12, 51),
  place(11, 51, 12),
  place(13, 52),
  { type: 'mergeCards', intoId: idOf<CardId>(12), cardIds: [idOf<CardId>(11)] },
);

describe('exportJson', () => {
  it('holds the workshop, and counts what is on the wall', () => {
    const out = exportJson(wall);
    expect(out.format).toBe('tavolo/1');
    const { plan, ...workshop } = out.workshop;
    expect(plan.map(({ phase }) => phase)).toContain('prioritise');
    expect(workshop).toEqual({
      title: 'Cura',
      language: 'it',
      challenge: 'Come stare meglio?',
      audience: 'mixed',
      phase: 'cluster',
      demonstration: false,
    });
    expect(out.counts).toEqual({
      needs: 4,
      offers: 0,
      clusters: 2,
      notPlaced: 1,
      merged: 1,
      tables: 0,
      proposals: 0,
    });
  });

  it('lists clusters by theme, their cards in order, merged ones behind theirs, the tray last', () => {
    const out = exportJson(wall);
    expect(out.themes.map((theme) => theme.name)).toEqual(['Anziani', 'Abitare']);
    expect(out.clusters.map(({ name, cards }) => ({ name, cards }))).toEqual([
      { name: 'Zeta', cards: [1] },
      { name: 'Alfa', cards: [3] },
    ]);
    expect(out.cards.map(({ number, text, mergedInto }) => ({ number, text, mergedInto }))).toEqual(
      [
        { number: 1, text: 'Secondo', mergedInto: null },
        { number: 2, text: 'Primo', mergedInto: 1 },
        { number: 3, text: 'Terzo', mergedInto: null },
        { number: 4, text: 'Quarto', mergedInto: null },
      ],
    );
  });

  it('names only who signed, by a number of the file; no seat and no date', () => {
    const out = exportJson(wall);
    expect(out.authors).toEqual([{ number: 1, name: 'Anna' }]);
    expect(out.cards.map((card) => card.author)).toEqual([1, null, 1, null]);
    const text = JSON.stringify(out);
    expect(text).not.toContain(OWNER);
    expect(text).not.toContain('Ritirato');
    expect(text).not.toMatch(/\b17640|\d{4}-\d{2}-\d{2}T/);
  });

  it('drafts and what is held stay inside', () => {
    const private_ = after(opened('Cura'), toPhase('write'), {
      ...need(21, 'Segreto'),
      writtenIn: 'write',
    } as never);
    expect(JSON.stringify(exportJson(private_))).not.toContain('Segreto');
  });

  it('[V6] holds a vote, without a result while it is open', () => {
    const roundId = idOf<RoundId>(71);
    const open = after(wall, toPhase('prioritise'), {
      type: 'openRound',
      roundId,
      over: 'clusters',
      items: [idOf<VotedId>(51), idOf<VotedId>(52)],
      dotsPerSeat: 3,
      capPerItem: 2,
      remote: false,
      openLink: false,
      closesAt: null,
    });
    expect(exportJson(open).rounds).toMatchObject([{ id: roundId, capPerItem: 2, result: null }]);
  });

  it('is the same bytes for the same wall, in whatever order it came to be', () => {
    const other = after(
      opened('Cura', ['Anziani', 'Abitare']),
      need(14, 'Quarto'),
      need(11, 'Primo'),
      need(13, 'Terzo', { signed: true }),
      need(12, 'Secondo', { signed: true, theme: 100 }),
      toPhase('cluster'),
      cluster(52, 'Alfa', 101),
      cluster(51, 'Zeta', 100),
      place(13, 52),
      place(11, 51),
      place(12, 51),
      { type: 'mergeCards', intoId: idOf<CardId>(12), cardIds: [idOf<CardId>(11)] },
    );
    expect(JSON.stringify(exportJson(other))).toBe(JSON.stringify(exportJson(wall)));
  });
});
