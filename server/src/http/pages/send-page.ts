import type { Response } from 'express';
import { contentPolicy } from '../headers.ts';
import type { Html } from './html.ts';
import { STYLE_HASH } from './style.ts';

const POLICY = contentPolicy({ 'script-src': "'none'", 'style-src': STYLE_HASH });

/** Pages hold tokens and what was typed: no copy of them is kept anywhere. */
export function sendPage(res: Response, status: number, page: Html): void {
  res.setHeader('Content-Security-Policy', POLICY);
  res.setHeader('Cache-Control', 'no-store');
  res.vary('Accept-Language');
  res.status(status).type('html').send(page.text);
}
