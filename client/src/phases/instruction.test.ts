/// <reference types="node" />
import { CATALOGS, INTERFACE_LANGUAGES } from '@tavolo/i18n';
import { PHASES, ROLES } from '@tavolo/model';
import { describe, expect, it } from 'vitest';
import { instructionKey } from './instruction.ts';

describe('the instruction', () => {
  it('has a sentence for every phase, role and right, in every language', () => {
    for (const phase of PHASES) {
      for (const role of ROLES) {
        for (const mayAct of [true, false]) {
          const name = instructionKey(phase, role, mayAct).replace('phases.', '');
          for (const language of INTERFACE_LANGUAGES) {
            const words: Readonly<Record<string, string>> = CATALOGS[language].phases;
            expect(words[name], `${language} ${name}`).toMatch(/\S/u);
          }
        }
      }
    }
  });

  it('does not ask for what one may not do', () => {
    expect(instructionKey('cluster', 'participant', true)).toBe('phases.cluster.line');
    expect(instructionKey('cluster', 'participant', false)).toBe('phases.cluster.watch');
    expect(instructionKey('write', 'contributor', false)).toBe('phases.write.watch');
    expect(instructionKey('write', 'observer', false)).toBe('phases.write.observe');
    expect(instructionKey('tables', 'contributor', false)).toBe('phases.tables.watch');
    expect(instructionKey('prioritise', 'antenna', false)).toBe('phases.prioritise.watch');
  });

  it('tells the facilitator what to do for the others', () => {
    expect(instructionKey('share', 'facilitator', true)).toBe('phases.share.lead');
  });

  it('speaks to hosts, partners and antennas of their own part', () => {
    expect(instructionKey('tables', 'table-host', true)).toBe('phases.tables.host');
    expect(instructionKey('tables', 'co-facilitator', true)).toBe('phases.tables.host');
    expect(instructionKey('commit', 'partner', false)).toBe('phases.commit.partner');
    expect(instructionKey('prioritise', 'partner', true)).toBe('phases.prioritise.line');
    expect(instructionKey('listen', 'antenna', true)).toBe('phases.listen.antenna');
  });
});
