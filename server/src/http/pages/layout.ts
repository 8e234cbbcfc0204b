/** The frame of every page that the server draws: language first, the name, then what it is about. */
import {
  INTERFACE_LANGUAGES,
  type InterfaceLanguage,
  LANGUAGE_NAMES,
  translate,
} from '@tavolo/i18n';
import { Html, html } from './html.ts';
import { STYLE } from './style.ts';

export interface PageParts {
  readonly language: InterfaceLanguage;
  /** For the tab; the product's name follows. */
  readonly tab: string;
  readonly title: string;
  readonly lead: string;
  readonly body: Html;
  readonly foot?: string;
  /** Where the other languages are found: a path; without it the page's own address. */
  readonly path?: string;
}

export function layout(page: PageParts): Html {
  const { language } = page;
  return html`<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>${page.tab} · Tavolo</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<style>${new Html(STYLE)}</style>
</head>
<body>
<main>
${switches(page)}
<div><a class="brand" href="/"><svg viewBox="0 0 32 32" aria-hidden="true"><circle class="top" cx="16" cy="16" r="8.2"/><circle cx="16" cy="3.2" r="2.4"/><circle cx="27.1" cy="9.6" r="2.4"/><circle cx="27.1" cy="22.4" r="2.4"/><circle cx="16" cy="28.8" r="2.4"/><circle cx="4.9" cy="22.4" r="2.4"/><circle cx="4.9" cy="9.6" r="2.4"/></svg>Tavolo</a>
<h1>${page.title}</h1>
<p class="lead">${page.lead}</p></div>
${page.body}
${page.foot === undefined ? null : html`<p class="foot">${icon('shield')}<span>${page.foot}</span></p>`}
</main>
</body>
</html>
`;
}

function switches({ language, path = '' }: PageParts): Html {
  const links = INTERFACE_LANGUAGES.map(
    (other) =>
      html`<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}"${
        other === language ? new Html(' aria-current="true"') : null
      }>${LANGUAGE_NAMES[other]}</a>`,
  );
  return html`<nav aria-label="${translate(language, 'join.language')}">${links}</nav>`;
}

const ICONS = {
  arrow: '<path d="M5 12h14M12 5l7 7-7 7"/>',
  check: '<path d="M20 6 9 17l-5-5"/>',
  alert: '<circle cx="12" cy="12" r="10"/><path d="M12 8v4m0 4h.01"/>',
  shield:
    '<path d="M20 13c0 5-3.5 7.5-7.66 8.95a1 1 0 0 1-.67-.01C7.5 20.5 4 18 4 13V6a1 1 0 0 1 1-1c2 0 4.5-1.2 6.24-2.72a1.17 1.17 0 0 1 1.52 0C14.51 3.81 17 5 19 5a1 1 0 0 1 1 1z"/><path d="m9 12 2 2 4-4"/>',
} as const;

/** Lucide's shapes (ISC). */
export function icon(name: keyof typeof ICONS): Html {
  return new Html(`<svg viewBox="0 0 24 24" aria-hidden="true">${ICONS[name]}</svg>`);
}

/** A field's error: an icon and a sentence, tied to the field by `id`. */
export function fieldError(id: string, sentence: string | null): Html | null {
  return sentence === null
    ? null
    : html`<p class="said error" id="${id}" role="alert">${icon('alert')}<span>${sentence}</span></p>`;
}
