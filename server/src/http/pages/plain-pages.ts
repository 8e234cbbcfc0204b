/** Pages that only say something: nothing is here, something went wrong. */
import { type InterfaceLanguage, translate } from '@tavolo/i18n';
import { type Html, html } from './html.ts';
import { icon, layout } from './layout.ts';

export function lostPage(language: InterfaceLanguage): Html {
  return layout({
    language,
    tab: translate(language, 'server.lost-title'),
    title: translate(language, 'server.lost-title'),
    lead: translate(language, 'server.lost-lead'),
    body: html`<div class="stack">
<a class="btn go" href="/">${translate(language, 'server.lost-home')}${icon('arrow')}</a>
<a class="btn" href="/j/?lang=${language}">${translate(language, 'server.lost-join')}</a>
</div>`,
  });
}

/** `sentence` where more is known than that it failed. */
export function failedPage(language: InterfaceLanguage, sentence?: string): Html {
  return layout({
    language,
    tab: translate(language, 'server.failed-title'),
    title: translate(language, 'server.failed-title'),
    lead: sentence ?? translate(language, 'server.failed-lead'),
    body: html`<div class="stack">
<a class="btn go" href="/">${translate(language, 'server.lost-home')}${icon('arrow')}</a>
</div>`,
  });
}
