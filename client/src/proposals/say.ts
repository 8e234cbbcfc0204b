/** Dates and money as a language writes them. */
import type { InterfaceLanguage } from '@tavolo/i18n';

const PLACES = { it: 'it-IT', en: 'en-GB' } as const satisfies Record<InterfaceLanguage, string>;

/** `YYYY-MM-DD` in words. Noon, so that no time zone makes another day of it. */
export function sayDate(day: string, language: InterfaceLanguage): string {
  const date = new Date(`${day}T12:00:00`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat(PLACES[language], { dateStyle: 'long' }).format(date);
}

export function sayEuro(amount: number, language: InterfaceLanguage): string {
  return new Intl.NumberFormat(PLACES[language], {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
    // Four figures are grouped too: 9.500 €, not 9500 €.
    useGrouping: 'always',
  }).format(amount);
}

/** A figure without its sign, grouped likewise: 9.500. */
export function sayFigure(amount: number, language: InterfaceLanguage): string {
  return new Intl.NumberFormat(PLACES[language], { useGrouping: 'always' }).format(amount);
}

export function sayMoment(at: number, language: InterfaceLanguage): string {
  return new Intl.DateTimeFormat(PLACES[language], {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(at);
}
