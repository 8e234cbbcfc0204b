/** The language in which a request is answered: its seat's, else what the browser asks for. */
import { type InterfaceLanguage, interfaceLanguage, languageFromHeader } from '@tavolo/i18n';
import type { Seat } from '@tavolo/model';
import type { Request, Response } from 'express';

/** Seats found on the way; kept beside the response, which lives exactly as long. */
const spoken = new WeakMap<Response, InterfaceLanguage>();

export function speakWith(seat: Seat, res: Response): void {
  spoken.set(res, interfaceLanguage(seat.language));
}

export function languageOf(req: Request, res: Response): InterfaceLanguage {
  return spoken.get(res) ?? languageFromHeader(req.headers['accept-language']);
}

/** Pages can be switched by a link, `?lang=en`, which wins over the browser's wish. */
export function pageLanguage(req: Request, chosen: unknown = req.query.lang): InterfaceLanguage {
  return typeof chosen === 'string' && chosen !== ''
    ? interfaceLanguage(chosen)
    : languageFromHeader(req.headers['accept-language']);
}
