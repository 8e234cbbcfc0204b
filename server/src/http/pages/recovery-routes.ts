/** `/r/<token>`: looking at it uses nothing up, pressing its button does. */
import { type InterfaceLanguage, translate } from '@tavolo/i18n';
import { Router } from 'express';
import { deny, isDenial } from '../../people/denial.ts';
import { isToken } from '../../people/secrets.ts';
import { formDoor } from '../body.ts';
import { addressOf } from '../doors.ts';
import { pageLanguage } from '../language.ts';
import type { HttpOptions } from '../options.ts';
import { sentenceOf, statusOf, tellWhen } from '../refusing.ts';
import { type Html, html } from './html.ts';
import { icon, layout } from './layout.ts';
import { failedPage } from './plain-pages.ts';
import { sendPage } from './send-page.ts';

export function recoveryPages({ people, baseUrl }: HttpOptions): Router {
  const router = Router();

  router.get('/r/:token', (req, res) => {
    const { token } = req.params;
    const language = pageLanguage(req);
    if (!isToken(token)) return sendPage(res, 410, usedPage(language));
    sendPage(res, 200, askPage(language, people.seal.seal('recovery')));
  });

  router.post('/r/:token', formDoor, async (req, res) => {
    const token = String(req.params.token);
    const form = (req.body ?? {}) as Record<string, unknown>;
    const language = pageLanguage(req, form.lang);
    if (!people.doorkeeper.originAllowed(req, 'change')) {
      const no = deny('forbidden-origin');
      return sendPage(res, statusOf(no.kind), failedPage(language, sentenceOf(language, no)));
    }
    if (typeof form.seal !== 'string' || !people.seal.isSealed('recovery', form.seal)) {
      // Open for long, or over a restart: the same page again, good for the next press.
      return sendPage(res, 403, askPage(language, people.seal.seal('recovery')));
    }
    const recovered = await people.recovery.use(token, req, addressOf(req), form.seal);
    if (isDenial(recovered)) {
      tellWhen(res, recovered);
      const page =
        recovered.kind === 'used-link'
          ? usedPage(language)
          : failedPage(language, sentenceOf(language, recovered));
      return sendPage(res, statusOf(recovered.kind), page);
    }
    res.setHeader('Set-Cookie', recovered.cookie);
    const { workshop } = recovered;
    const link = `${baseUrl()}/r/${recovered.nextToken}`;
    sendPage(res, 200, keepPage(language, workshop.state.title, link, `/w/${workshop.id}`));
  });

  return router;
}

function askPage(language: InterfaceLanguage, seal: string): Html {
  return layout({
    language,
    tab: translate(language, 'server.recovery-title'),
    title: translate(language, 'server.recovery-title'),
    lead: translate(language, 'server.recovery-lead'),
    foot: translate(language, 'server.recovery-note'),
    body: html`<form method="post">
<input type="hidden" name="lang" value="${language}">
<input type="hidden" name="seal" value="${seal}">
<button class="btn go">${translate(language, 'server.recovery-button')}${icon('arrow')}</button>
</form>`,
  });
}

/** The new link stands in a field, so that it can be chosen with one tap where there is no clipboard. */
function keepPage(language: InterfaceLanguage, title: string, link: string, path: string): Html {
  return layout({
    language,
    tab: translate(language, 'server.recovered-title'),
    title: translate(language, 'server.recovered-title'),
    lead: translate(language, 'server.recovered-lead', { title }),
    // The address of this page is the old link, which would say that it is used up.
    path: '/j/',
    body: html`<div class="stack">
<div class="field"><label for="link">${translate(language, 'server.recovered-keep')}</label>
<p class="help" id="link-help">${translate(language, 'server.recovered-help')}</p>
<textarea class="keep" id="link" rows="3" readonly aria-describedby="link-help" dir="ltr" spellcheck="false">${link}</textarea></div>
<a class="btn go" href="${path}">${translate(language, 'server.recovered-go')}${icon('arrow')}</a>
</div>`,
  });
}

function usedPage(language: InterfaceLanguage): Html {
  return layout({
    language,
    tab: translate(language, 'server.used-title'),
    title: translate(language, 'server.used-title'),
    lead: translate(language, 'server.used-help'),
    body: html`<div class="stack">
<a class="btn go" href="/">${translate(language, 'server.lost-home')}${icon('arrow')}</a>
<a class="btn" href="/j/?lang=${language}">${translate(language, 'server.lost-join')}</a>
</div>`,
  });
}
