/** The page where one takes a seat; pure: what is known and what was typed in, markup out. */
import { type InterfaceLanguage, type Params, translate } from '@tavolo/i18n';
import { LIMITS } from '@tavolo/model';
import { type Html, html, Html as Markup } from './html.ts';
import { fieldError, icon, layout } from './layout.ts';

type JoinWord = Parameters<typeof translate>[1] & `join.${string}`;

export interface JoinPageView {
  readonly language: InterfaceLanguage;
  /** As it was typed, or as the address brought it. */
  readonly code: string;
  readonly name: string;
  readonly seal: string;
  /** The workshop of the code, where there is one that is open. */
  readonly found: {
    readonly title: string;
    readonly challenge: string;
    readonly present: number;
  } | null;
  readonly codeError: string | null;
  readonly nameError: string | null;
  /** Where neither field is wrong. */
  readonly formError: string | null;
}

export function joinPage(view: JoinPageView): Html {
  const { language, code } = view;
  const say = (word: JoinWord, params?: Params) => translate(language, word, params);
  return layout({
    language,
    tab: say('join.page-title'),
    title: say('join.title'),
    lead: say('join.lead'),
    foot: say('join.purpose'),
    path: `/j/${encodeURIComponent(code)}`,
    body: html`<form method="post" action="/j" accept-charset="utf-8">
<input type="hidden" name="lang" value="${language}">
<input type="hidden" name="seal" value="${view.seal}">
<div class="field"><label for="code">${say('join.code')}</label>
<p class="help" id="code-help">${say('join.code-help')}</p>
<input class="code" id="code" name="code" value="${code}" required maxlength="40" autocomplete="off" autocapitalize="characters" autocorrect="off" spellcheck="false" aria-describedby="code-help code-said"${invalid(view.codeError)}>
${fieldError('code-said', view.codeError) ?? foundLine(view)}</div>
<div class="field"><label for="name">${say('join.name')} <span class="opt">${say('join.name-optional')}</span></label>
<input id="name" name="name" value="${view.name}" placeholder="${say('join.name-placeholder')}" maxlength="${LIMITS.seatName * 4}" autocomplete="nickname" dir="auto"${described(view.nameError)}>
${fieldError('name-said', view.nameError)}</div>
${fieldError('form-said', view.formError)}
<button class="btn go">${say('join.enter')}${icon('arrow')}</button>
</form>`,
  });
}

function foundLine({ language, found }: JoinPageView): Html | null {
  if (found === null) return null;
  return html`<p class="said" id="code-said">${icon('check')}<span><b dir="auto">${found.title}</b>${found.challenge === '' ? null : html`<br><i dir="auto">${found.challenge}</i>`}<br>${openLine(language, found.present)}</span></p>`;
}

function openLine(language: InterfaceLanguage, present: number): string {
  return present === 0
    ? translate(language, 'join.present-none')
    : translate(language, 'join.present', { count: present });
}

function invalid(error: string | null): Html | null {
  return error === null ? null : new Markup(' aria-invalid="true"');
}

function described(error: string | null): Html | null {
  return error === null ? null : new Markup(' aria-invalid="true" aria-describedby="name-said"');
}

/** For a device that sits there already: one button back. */
export function seatedPage(
  language: InterfaceLanguage,
  code: string,
  seated: { readonly title: string; readonly name: string; readonly path: string },
): Html {
  return layout({
    language,
    tab: translate(language, 'join.page-title'),
    title: seated.title,
    lead: translate(language, 'join.seated-as', { name: seated.name }),
    foot: translate(language, 'join.purpose'),
    path: `/j/${encodeURIComponent(code)}`,
    body: html`<div class="stack">
<a class="btn go" href="${seated.path}">${translate(language, 'join.seated-back')}${icon('arrow')}</a>
<a class="btn" href="/j/?lang=${language}">${translate(language, 'join.other-code')}</a>
</div>`,
  });
}

/** The code is right and nobody may come in any more: no form that leads nowhere. */
export function closedPage(language: InterfaceLanguage, title: string): Html {
  return layout({
    language,
    tab: translate(language, 'join.page-title'),
    title,
    lead: translate(language, 'join.closed'),
    body: html`<div class="stack">
<a class="btn go" href="/?lang=${language}">${translate(language, 'server.lost-home')}${icon('arrow')}</a>
<a class="btn" href="/j/?lang=${language}">${translate(language, 'join.other-code')}</a>
</div>`,
  });
}

/** After joining, where the browser sent no cookie back. */
export function cookiesPage(language: InterfaceLanguage, code: string): Html {
  return layout({
    language,
    tab: translate(language, 'join.page-title'),
    title: translate(language, 'join.cookies-title'),
    lead: translate(language, 'join.cookies-lead'),
    body: html`<div class="stack">
<p>${translate(language, 'join.cookies-help')}</p>
<a class="btn go" href="/j/${encodeURIComponent(code)}?lang=${language}">${translate(language, 'join.cookies-again')}${icon('arrow')}</a>
</div>`,
  });
}
