import type { Language } from '@tavolo/model';

/**
 * The language a text is most likely in, as far as its letters alone can tell: Arabic
 * letters are Arabic, and Latin ones are not. Otherwise that of the interface.
 */
export function writtenLanguage(text: string, usual: Language): Language {
  const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  if (arabic > latin) return 'ar';
  return usual;
}
