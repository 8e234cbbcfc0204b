/// <reference types="node" />
/** What every language must bring; the compiler holds most of it, this holds the rest. */
import { readFileSync } from 'node:fs';
import { PHASES, REFUSAL_KINDS } from '@tavolo/model';
import { describe, expect, test } from 'vitest';
import {
  CATALOGS,
  INTERFACE_LANGUAGES,
  type InterfaceLanguage,
  interfaceLanguage,
  type Key,
  languageFromHeader,
  type Params,
  sayRefusal,
  translate,
} from './index.ts';

const PLURALS = ['zero', 'one', 'two', 'few', 'many', 'other'];
const PLURAL = new RegExp(`_(?:${PLURALS.join('|')})$`);

function sentencesOf(language: InterfaceLanguage): Map<string, string> {
  const sentences = new Map<string, string>();
  for (const [part, words] of Object.entries(CATALOGS[language])) {
    for (const [name, sentence] of Object.entries(words as Record<string, string>)) {
      sentences.set(`${part}.${name}`, sentence);
    }
  }
  return sentences;
}

/** Key without its plural form -> names of parameters in any of its forms. */
function paramsOf(language: InterfaceLanguage): Map<string, Set<string>> {
  const params = new Map<string, Set<string>>();
  for (const [key, sentence] of sentencesOf(language)) {
    const base = key.replace(PLURAL, '');
    const names = params.get(base) ?? new Set<string>();
    for (const [, name = ''] of sentence.matchAll(/\{\{(\w+)\}\}/g)) names.add(name);
    params.set(base, names);
  }
  return params;
}

describe('catalogs', () => {
  test('[L1] every language has the same keys with the same parameters', () => {
    const italian = paramsOf('it');
    expect(italian.size).toBeGreaterThan(50);
    for (const language of INTERFACE_LANGUAGES) {
      const theirs = paramsOf(language);
      expect([...theirs.keys()].sort()).toEqual([...italian.keys()].sort());
      for (const [key, names] of italian) {
        expect(`${key} ${[...(theirs.get(key) ?? [])].sort()}`).toBe(`${key} ${[...names].sort()}`);
      }
    }
  });

  test('[L1] no sentence is empty, padded, or has a broken parameter', () => {
    for (const language of INTERFACE_LANGUAGES) {
      for (const [key, sentence] of sentencesOf(language)) {
        expect(`${key}: ${sentence}`).toBe(`${key}: ${sentence.trim()}`);
        expect(sentence).not.toBe('');
        expect(sentence.replace(/\{\{\w+\}\}/g, '')).not.toMatch(/\{\{|\}\}/);
      }
    }
  });

  test('[L1] every refusal has a sentence and every phase a name, a short one and a line', () => {
    for (const language of INTERFACE_LANGUAGES) {
      const sentences = sentencesOf(language);
      const keys = paramsOf(language);
      expect(REFUSAL_KINDS.filter((kind) => !keys.has(`refusals.${kind}`))).toEqual([]);
      for (const phase of PHASES) {
        for (const part of ['', '.short', '.line']) {
          expect(sentences.has(`phases.${phase}${part}`)).toBe(true);
        }
      }
    }
  });

  test('[L1] every refusal of the door has a sentence', () => {
    // Read as text: this package may not import the protocol.
    const source = readFileSync(new URL('../../protocol/src/answers.ts', import.meta.url), 'utf8');
    const list = /DOOR_REFUSALS = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
    const kinds = Array.from(list.matchAll(/'([a-z-]+)'/g), ([, kind]) => kind);
    expect(kinds).toContain('unknown-code');
    for (const language of INTERFACE_LANGUAGES) {
      const keys = paramsOf(language);
      expect(kinds.filter((kind) => !keys.has(`refusals.${kind}`))).toEqual([]);
    }
  });

  test('[L2] a key with plural forms has all those of its language', () => {
    for (const language of INTERFACE_LANGUAGES) {
      const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
      const sentences = sentencesOf(language);
      const bases = new Set(
        [...sentences.keys()]
          .filter((key) => PLURAL.test(key))
          .map((key) => key.replace(PLURAL, '')),
      );
      for (const base of bases) {
        const missing = wanted.filter((form) => !sentences.has(`${base}_${form}`));
        expect(`${language} ${base}: ${missing}`).toBe(`${language} ${base}: `);
      }
    }
  });
});

describe('translate', () => {
  test('[L1] replaces parameters, with numbers as the language writes them', () => {
    const params = { length: 12_140, limit: 2_000 };
    expect(translate('it', 'refusals.text-too-long', params)).toContain('12.140');
    expect(translate('en', 'refusals.text-too-long', params)).toContain('12,140');
    expect(translate('en', 'tables.joined', { name: 'Casa' })).toContain('“Casa”');
    expect(translate('en', 'tables.joined')).toContain('“”');
    expect(translate('it', 'refusals.nowhere' as Key)).toBe('refusals.nowhere');
  });

  test('[L2] a refusal is said in the number of what it limits, or of the seconds to wait', () => {
    const said = (kind: string, params: Params) => sayRefusal('it', { kind, params });
    expect(said('over-cap', { limit: 1 })).toContain('1 punto.');
    expect(said('over-cap', { limit: 3 })).toContain('3 punti.');
    expect(said('too-many', { seconds: 1 })).toContain('1 secondo.');
    expect(said('too-many', { seconds: 20 })).toContain('20 secondi.');
  });

  test('[L2] picks the plural form of the count', () => {
    const counted = [...sentencesOf('it').keys()].find((key) => key.endsWith('_one'));
    if (counted === undefined) throw new Error('no sentence with a count');
    const key = counted.replace(PLURAL, '') as Key;
    for (const language of INTERFACE_LANGUAGES) {
      const sentences = sentencesOf(language);
      for (const count of [0, 1, 2, 5, 1_000_000]) {
        const form = new Intl.PluralRules(language).select(count);
        const shown = new Intl.NumberFormat(language).format(count);
        const wanted = sentences.get(`${key}_${form}`)?.replaceAll('{{count}}', shown);
        expect(translate(language, key, { count })).toBe(wanted);
      }
    }
    expect(new Intl.PluralRules('it').select(1_000_000)).toBe('many');
  });
});

describe('languages of a browser', () => {
  test('[L1] the header’s best language that the interface speaks, by weight', () => {
    expect(languageFromHeader('en-GB,en;q=0.9,it;q=0.8')).toBe('en');
    expect(languageFromHeader('it;q=0.3, en;q=0.7')).toBe('en');
    expect(languageFromHeader('ar,fr;q=0.9,en;q=0.1')).toBe('en');
    expect(languageFromHeader('it-IT')).toBe('it');
    for (const none of [undefined, '', '*', 'fr', ';;q=', 'en;q=abc,,']) {
      expect(INTERFACE_LANGUAGES).toContain(languageFromHeader(none));
    }
    expect(languageFromHeader('fr')).toBe('it');
    expect(languageFromHeader('en;q=0')).toBe('it');
    expect(languageFromHeader('en;q=0, it;q=0.1')).toBe('it');
  });

  test('[L1] a language tag of any form is brought to one that is spoken', () => {
    expect(interfaceLanguage('EN-us')).toBe('en');
    expect(interfaceLanguage('ar')).toBe('it');
    expect(interfaceLanguage(null)).toBe('it');
    expect(interfaceLanguage(undefined)).toBe('it');
  });
});
