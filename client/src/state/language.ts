/**
 * The language of the interface: what was chosen on this device, else the seat's, else the
 * browser's. i18next gets one flat list of words, `board.addNeed`, as the catalogs name them.
 */
import {
  CATALOGS,
  INTERFACE_LANGUAGES,
  type InterfaceLanguage,
  interfaceLanguage,
  type Key,
  type Params,
  refusalWords,
  type SaidRefusal,
} from '@tavolo/i18n';
import { directionOf, type Language } from '@tavolo/model';
import i18next from 'i18next';

const STORED = 'tavolo:language';

/** Before the first render. May be called once only. */
export async function startLanguage(): Promise<void> {
  await i18next.use(numbersInLanguage).init({
    lng: chosenLanguage() ?? browserLanguage(),
    fallbackLng: 'it',
    supportedLngs: [...INTERFACE_LANGUAGES],
    resources: Object.fromEntries(
      INTERFACE_LANGUAGES.map((language) => [language, { translation: flatWords(language) }]),
    ),
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, alwaysFormat: true },
  });
  showLanguage(currentLanguage());
}

export function currentLanguage(): InterfaceLanguage {
  return interfaceLanguage(i18next.language);
}

/** Somebody's own choice: kept on this device. */
export async function setLanguage(language: InterfaceLanguage): Promise<void> {
  try {
    localStorage.setItem(STORED, language);
  } catch (error) {
    // Storage may be blocked; the choice then lasts until the page is left.
    console.info('the choice of language is not kept', error);
  }
  await applyLanguage(language);
}

/** The language a seat was taken in counts where nobody has chosen on this device. */
export async function suggestLanguage(language: Language): Promise<void> {
  if (chosenLanguage() === null) await applyLanguage(interfaceLanguage(language));
}

/** Called back when another language has been chosen; returns the way to stop. */
export function watchLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed);
  return () => i18next.off('languageChanged', changed);
}

/** `text('board.addNeed')`, with parameters, plural by `count`. */
export type Text = (key: Key, params?: Params) => string;

/** The words of one language; the same function for the same language. */
export function textIn(language: InterfaceLanguage): Text {
  const text = texts.get(language) ?? openText(language);
  texts.set(language, text);
  return text;
}

const texts = new Map<InterfaceLanguage, Text>();

/** What needs no values is looked up once: a wall asks for the same few words on every card. */
function openText(language: InterfaceLanguage): Text {
  const known = new Map<Key, string>();
  return (key, params) => {
    if (params !== undefined) return i18next.t(key, { ...params, lng: language });
    const words = known.get(key) ?? i18next.t(key, { lng: language });
    known.set(key, words);
    return words;
  };
}

/** A sentence outside React, in the current language. */
export const say: Text = (key, params) => textIn(currentLanguage())(key, params);

/** The sentence for a "no" in the current language; the server's own where this page does not know the kind. */
export function sayNo(refusal: SaidRefusal & { readonly message?: string }): string {
  const { key, params } = refusalWords(currentLanguage(), refusal);
  return i18next.exists(key) ? say(key, params) : (refusal.message ?? refusal.kind);
}

async function applyLanguage(language: InterfaceLanguage): Promise<void> {
  await i18next.changeLanguage(language);
  showLanguage(language);
}

function showLanguage(language: InterfaceLanguage): void {
  document.documentElement.lang = language;
  document.documentElement.dir = directionOf(language);
}

function chosenLanguage(): InterfaceLanguage | null {
  try {
    const stored = localStorage.getItem(STORED);
    return INTERFACE_LANGUAGES.find((language) => language === stored) ?? null;
  } catch (error) {
    console.info('storage is blocked', error);
    return null;
  }
}

function browserLanguage(): InterfaceLanguage {
  for (const wanted of navigator.languages) {
    const base = wanted.toLowerCase().split('-')[0];
    const found = INTERFACE_LANGUAGES.find((language) => language === base);
    if (found !== undefined) return found;
  }
  return 'it';
}

function flatWords(language: InterfaceLanguage): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [part, words] of Object.entries(CATALOGS[language])) {
    for (const [name, sentence] of Object.entries(words as Record<string, string>)) {
      flat[`${part}.${name}`] = sentence;
    }
  }
  return flat;
}

/** Numbers inside sentences are written as the language writes them: 10.000 or 10,000. */
const numbersInLanguage = {
  type: 'formatter' as const,
  init() {
    // Nothing to prepare.
  },
  add() {
    // No named formats.
  },
  addCached() {
    // No named formats.
  },
  format(value: unknown, _format: string | undefined, language: string | undefined): string {
    return typeof value === 'number' ? numberFormat(language).format(value) : String(value ?? '');
  },
};

const numberFormats = new Map<string | undefined, Intl.NumberFormat>();

/** Making one takes longer than most sentences. */
function numberFormat(language: string | undefined): Intl.NumberFormat {
  const format = numberFormats.get(language) ?? new Intl.NumberFormat(language);
  numberFormats.set(language, format);
  return format;
}
