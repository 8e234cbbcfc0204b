/**
 * Reading what is sent, up to a bound. Express's own parsers read a body that is too large
 * to its end before they say so; here the answer goes out at once.
 */
import type { Request, RequestHandler } from 'express';
import type { Limits } from '../limits.ts';
import { deny } from '../people/denial.ts';
import { type No, sendRefusal } from './refusing.ts';

/** So long a sender may go on after the answer, to have read it before the line is cut. */
const LINGER_MS = 1_000;

/** The body cannot be taken; `no` says why. */
export class BodyRefused extends Error {
  override readonly name = 'BodyRefused';
  readonly no: No;
  constructor(no: No, options?: ErrorOptions) {
    super(no.kind, options);
    this.no = no;
  }
}

/** A JSON body, required, in `req.body`. */
export const jsonDoor: RequestHandler = async (req, res, next) => {
  if (!isType(req, 'application/json')) return sendRefusal(req, res, deny('unsupported-media'));
  const text = await readText(req, limitsOf(req).jsonBody);
  try {
    req.body = JSON.parse(text) as unknown;
  } catch {
    // Without its cause: the parser's message quotes what somebody wrote, and this is logged.
    throw new BodyRefused(malformed([]));
  }
  next();
};

/** A form's fields in `req.body`; of a field sent twice the last one counts. */
export const formDoor: RequestHandler = async (req, _res, next) => {
  const text = isType(req, 'application/x-www-form-urlencoded')
    ? await readText(req, limitsOf(req).formBody)
    : '';
  req.body = Object.fromEntries(new URLSearchParams(text));
  next();
};

export function malformed(path: readonly PropertyKey[]): No {
  return deny('malformed', { params: { path: path.map(String).join('.') || 'body' } });
}

/** The type, in UTF-8, not compressed: a small compressed body could grow without a bound. */
function isType(req: Request, type: string): boolean {
  const [given = '', ...params] = (req.headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = params.map((param) => param.trim()).find((param) => param.startsWith('charset='));
  const encoding = req.headers['content-encoding'];
  return (
    given.trim() === type &&
    (charset === undefined || /^charset="?utf-?8"?$/.test(charset)) &&
    (encoding === undefined || encoding === 'identity')
  );
}

/** Put there by `http.ts`. */
function limitsOf(req: Request): Limits {
  return req.app.locals.limits as Limits;
}

async function readText(req: Request, limit: number): Promise<string> {
  const told = Number(req.headers['content-length'] ?? 0);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    if (told > limit) throw tooLarge(req);
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > limit) throw tooLarge(req);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof BodyRefused) throw error;
    throw new BodyRefused(malformed([]), { cause: error });
  }
  return Buffer.concat(chunks).toString('utf8');
}

function tooLarge(req: Request): BodyRefused {
  const cut = setTimeout(() => req.socket.destroy(), LINGER_MS);
  cut.unref();
  req.once('end', () => clearTimeout(cut));
  // What still comes is thrown away, so that the sender gets to read the answer.
  req.resume();
  return new BodyRefused(deny('too-large'));
}
