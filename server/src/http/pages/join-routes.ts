/**
 * Joining without a line of JavaScript: `/j/<code>` shows the form, `/j` takes it, and
 * `/j/seated/<id>` looks whether the browser has kept the cookie before the board opens.
 */
import { type InterfaceLanguage, translate } from '@tavolo/i18n';
import { isCode, normaliseCode, shownCode } from '@tavolo/protocol';
import { type Request, type Response, Router } from 'express';
import { type Denial, deny, isDenial } from '../../people/denial.ts';
import type { Found } from '../../people/joining.ts';
import { isNotSaving } from '../../workshop/saving.ts';
import { formDoor } from '../body.ts';
import { addressOf, workshopIdOf } from '../doors.ts';
import { pageLanguage } from '../language.ts';
import type { HttpOptions } from '../options.ts';
import { NOT_SAVING, sentenceOf, statusOf, tellWhen } from '../refusing.ts';
import { codeHint } from './code-hint.ts';
import { closedPage, cookiesPage, type JoinPageView, joinPage, seatedPage } from './join-page.ts';
import { sendPage } from './send-page.ts';

export function joinPages(options: HttpOptions): Router {
  const { people, present } = options;
  const router = Router();

  const blank = (language: JoinPageView['language'], code: string, name = ''): JoinPageView => ({
    language,
    code: shownTyped(code),
    name,
    seal: people.seal.seal('join'),
    found: null,
    codeError: null,
    nameError: null,
    formError: null,
  });
  const foundOf = ({ workshop }: Found) => ({
    title: workshop.state.title,
    challenge: workshop.state.challenge,
    present: present(workshop.id),
  });

  router.get(['/j', '/j/:code'], async (req, res) => {
    const language = pageLanguage(req);
    const code = text(req.params.code);
    const view = blank(language, code);
    if (code === '') return sendPage(res, 200, joinPage(view));
    const hint = codeHint(language, code);
    if (hint !== null) return sendPage(res, 422, joinPage({ ...view, codeError: hint }));
    const found = await people.joining.find(code, req, addressOf(req));
    if (isDenial(found)) return sendRefused(res, view, found);
    const { workshop } = found;
    const seat = await people.joining.seatHere(workshop, req);
    if (seat !== null) {
      const seated = { title: workshop.state.title, name: seat.name, path: `/w/${workshop.id}` };
      return sendPage(res, 200, seatedPage(language, view.code, seated));
    }
    if (workshop.state.closed) {
      return sendPage(res, statusOf('closed'), closedPage(language, workshop.state.title));
    }
    sendPage(res, 200, joinPage({ ...view, found: foundOf(found) }));
  });

  router.post(['/j', '/j/:code'], formDoor, async (req, res) => {
    const form = formOf(req);
    const language = pageLanguage(req, form.lang);
    const view = blank(language, form.code, form.name);
    if (!people.doorkeeper.originAllowed(req, 'change')) {
      return sendRefused(res, view, deny('forbidden-origin'));
    }
    const hint = codeHint(language, form.code);
    if (hint !== null) return sendPage(res, 422, joinPage({ ...view, codeError: hint }));
    if (!people.seal.isSealed('join', form.seal)) {
      const formError = translate(language, 'join.stale');
      return sendPage(res, 403, joinPage({ ...view, formError }));
    }
    const body = { code: form.code, name: form.name, language };
    const seated = await orNotSaving(people.joining.join(body, req, addressOf(req), form.seal));
    if (isDenial(seated)) return sendRefused(res, view, seated);
    res.setHeader('Set-Cookie', seated.cookie);
    const code = shownCode(seated.workshop.joinCode);
    res.setHeader('Cache-Control', 'no-store');
    res.redirect(303, `/j/seated/${seated.workshop.id}?code=${code}&lang=${language}`);
  });

  router.get('/j/seated/:id', async (req, res) => {
    const id = workshopIdOf(req.params.id);
    const visitor = id === null ? null : await people.doorkeeper.visitorOf(req, id);
    if (visitor !== null) {
      res.setHeader('Cache-Control', 'no-store');
      return res.redirect(303, `/w/${visitor.workshopId}`);
    }
    sendPage(res, 403, cookiesPage(pageLanguage(req), shownTyped(text(req.query.code))));
  });

  return router;
}

/** A seat that cannot be kept now is asked for again with the same form: what was typed stays. */
async function orNotSaving<Answer>(asked: Promise<Answer>): Promise<Answer | Denial> {
  try {
    return await asked;
  } catch (error) {
    if (isNotSaving(error)) return NOT_SAVING;
    throw error;
  }
}

/** The sentence stands beside the field it is about; what was typed stays. */
function sendRefused(res: Response, view: JoinPageView, denial: Denial): void {
  tellWhen(res, denial);
  const page = joinPage({ ...view, ...errorsOf(view.language, denial) });
  sendPage(res, statusOf(denial.kind), page);
}

function errorsOf(language: InterfaceLanguage, denial: Denial): Partial<JoinPageView> {
  switch (denial.kind) {
    case 'unknown-code':
      return { codeError: translate(language, 'join.code-unknown') };
    case 'closed':
      return { codeError: translate(language, 'join.closed') };
    case 'text-too-long':
      return { nameError: translate(language, 'join.name-long', denial.params) };
    default:
      return { formError: sentenceOf(language, denial) };
  }
}

function formOf(req: Request) {
  const body = (req.body ?? {}) as Record<string, unknown>;
  return {
    code: text(body.code),
    name: text(body.name),
    lang: text(body.lang),
    seal: text(body.seal),
  };
}

/** A field sent twice is no text. */
function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A code in its two groups; anything else as it came. */
function shownTyped(code: string): string {
  const kept = normaliseCode(code);
  return isCode(kept) ? shownCode(kept) : code.slice(0, 40);
}
