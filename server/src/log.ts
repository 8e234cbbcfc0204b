/**
 * JSON lines on the error output: what happened, with ids, never what people wrote.
 * Standard output belongs to the addresses that `main` prints.
 *
 * Two nets. Serialisers reduce a request to its method and a path without secrets; then
 * every field with a name that could hold words, names, codes or tokens is cut, wherever it
 * is nested. Callers log ids; the nets are for the day when somebody logs a whole object.
 */
import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from './settings.ts';

export type Log = Logger;

/** Fields that are never written, at any depth. */
const UNWRITTEN_NAMES = [
  ...['text', 'title', 'challenge', 'question', 'signedAs', 'organisation', 'onBehalf'],
  ...['name', 'shownName', 'nickname', 'card', 'events', 'payload', 'body', 'command'],
  ...['cookie', 'cookies', 'set-cookie', 'authorization', 'headers', 'token', 'tokenHash'],
  ...['code', 'joinCode', 'operatorCode', 'invite', 'recovery', 'hash', 'nextHash', 'query'],
];
const UNWRITTEN = new Set(UNWRITTEN_NAMES.map((field) => field.toLowerCase()));
const UNWRITTEN_PATHS = UNWRITTEN_NAMES.flatMap((field) => [`["${field}"]`, `*["${field}"]`]);

/** What follows these in a path opens something: a join code, a key, a claim. */
const SECRET_PATH = /\/(j|r|g|n)\/[^/?#]+/g;

/** How deep an object is followed; what lies deeper is cut, cycles with it. */
const DEPTH = 5;

export function openLog(level: LogLevel, to: DestinationStream = destination(2)): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: cleanedFields,
      },
      // Fields that a child log carries along do not pass the formatter above.
      redact: { paths: UNWRITTEN_PATHS, censor: '…' },
      serializers: { req: shownRequest, res: shownResponse, err: (error: unknown) => error },
    },
    to,
  );
}

/** A path without the secrets that some addresses carry, and without its query. */
export function shownPath(url: string): string {
  return (url.split(/[?#]/, 1)[0] ?? '').replace(SECRET_PATH, '/$1/…');
}

/** The fields of a line, or of a child log. Requests and answers have serialisers, which see them whole. */
function cleanedFields({ req, res, ...fields }: Record<string, unknown>): Record<string, unknown> {
  const whole = { ...(req !== undefined && { req }), ...(res !== undefined && { res }) };
  return { ...whole, ...(cleaned(fields, DEPTH) as Record<string, unknown>) };
}

function cleaned(value: unknown, depth: number): unknown {
  if (value instanceof Error) return shownError(value, depth);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((each) => cleaned(each, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([field, inner]) => [
      field,
      UNWRITTEN.has(field.toLowerCase()) ? '…' : cleaned(inner, depth - 1),
    ]),
  );
}

/**
 * A message is the program's own words, but for a parser's, which quotes what it could not
 * read; extra fields of an error may be anybody's.
 */
function shownError(error: Error, depth: number): Record<string, unknown> {
  const { name, cause } = error;
  const quotes = error instanceof SyntaxError;
  const message = quotes ? '…' : error.message;
  const stack = quotes ? error.stack?.replace(error.message, '…') : error.stack;
  const inner = cause === undefined || depth === 0 ? {} : { cause: cleaned(cause, depth - 1) };
  return { type: name, message, stack, ...inner };
}

function shownRequest(request: unknown): unknown {
  if (typeof request !== 'object' || request === null) return '…';
  const { method, url, originalUrl, id } = request as Record<string, unknown>;
  const full = typeof originalUrl === 'string' ? originalUrl : url;
  return { id, method, path: typeof full === 'string' ? shownPath(full) : '…' };
}

function shownResponse(response: unknown): unknown {
  if (typeof response !== 'object' || response === null) return '…';
  return { status: (response as Record<string, unknown>).statusCode };
}
