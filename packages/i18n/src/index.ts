/** Words of the product. Catalogs are plain data; `translate` is what the server uses, the client brings i18next. */
import type { Language } from '@tavolo/model';
import type { Catalog, Key } from './catalog.ts';
import { en } from './en/index.ts';
import { it } from './it/index.ts';

export type { Catalog, Key } from './catalog.ts';

/** Languages the interface speaks. A card may be in any of the model's languages. */
export const INTERFACE_LANGUAGES = ['it', 'en'] as const satisfies readonly Language[];
export type InterfaceLanguage = (typeof INTERFACE_LANGUAGES)[number];

export const CATALOGS: Record<InterfaceLanguage, Catalog> = { it, en };

export type Params = Readonly<Record<string, string | number>>;

/** Each language by its own name, for switches. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  it: 'Italiano',
  en: 'English',
  ar: 'العربية',
};

/** The nearest language the interface speaks; Italian where nothing fits. */
export function interfaceLanguage(wanted: string | null | undefined): InterfaceLanguage {
  const base = wanted?.toLowerCase().split('-')[0];
  return INTERFACE_LANGUAGES.find((language) => language === base) ?? 'it';
}

/** The best interface language for an Accept-Language header. */
export function languageFromHeader(header: string | undefined): InterfaceLanguage {
  const wanted = (header ?? '')
    .split(',')
    .map((part, index) => {
      const [tag = '', q] = part.trim().split(';q=');
      return {
        tag: tag.toLowerCase().split('-')[0],
        weight: q === undefined ? 1 : Number(q),
        index,
      };
    })
    // A weight of 0 says "not this one"; one that is no number says nothing.
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.index - b.index);
  for (const { tag } of wanted) {
    const found = INTERFACE_LANGUAGES.find((language) => language === tag);
    if (found !== undefined) return found;
  }
  return 'it';
}

/** What a sentence about a "no" is made of; the model's and the door's refusals both fit. */
export interface SaidRefusal {
  readonly kind: string;
  readonly params?: Params | undefined;
}

/**
 * Key and values of the sentence for a "no", for `translate` or i18next. Where the model
 * says in which phases it can be done (`when`), they are named.
 */
export function refusalWords(
  language: InterfaceLanguage,
  { kind, params = {} }: SaidRefusal,
): { readonly key: Key; readonly params: Params } {
  const { when } = params;
  if (kind !== 'wrong-phase' || typeof when !== 'string') {
    // What a refusal counts is its limit, or how long to wait; the plural hangs on that.
    const count = params.limit ?? params.seconds;
    // Every kind has its sentence; a test counts them.
    const key = `refusals.${kind}` as Key;
    return { key, params: typeof count === 'number' ? { count, ...params } : params };
  }
  const names = when.split(' ').map((phase) => translate(language, `phases.${phase}` as Key));
  const phases = new Intl.ListFormat(language, { type: 'disjunction' }).format(names);
  return { key: 'refusals.wrong-phase-when', params: { ...params, phases } };
}

/** The sentence for a "no". */
export function sayRefusal(language: InterfaceLanguage, refusal: SaidRefusal): string {
  const { key, params } = refusalWords(language, refusal);
  return translate(language, key, params);
}

/** One sentence. `{{name}}` is replaced from `params`; `count` picks the plural form. */
export function translate(language: InterfaceLanguage, key: Key, params: Params = {}): string {
  const [part = '', ...rest] = key.split('.');
  const words = CATALOGS[language][part as keyof Catalog] as Readonly<Record<string, string>>;
  const name = rest.join('.');
  const { count } = params;
  const form = typeof count === 'number' ? new Intl.PluralRules(language).select(count) : undefined;
  const sentence = words[`${name}_${form}`] ?? words[`${name}_other`] ?? words[name] ?? key;
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, param: string) => {
    const value = params[param];
    return typeof value === 'number'
      ? new Intl.NumberFormat(language).format(value)
      : (value ?? '');
  });
}
