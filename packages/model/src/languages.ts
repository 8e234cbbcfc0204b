/** Languages a workshop, a person or a card can have. A new language is one line here and one folder in `i18n`. */
export const LANGUAGES = ['it', 'en', 'ar'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Writing direction of a text in this language. */
export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
