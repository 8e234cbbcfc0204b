/**
 * Plain HTTP requests. Three things can come back, and they mean different things to a
 * person: an answer, a "no" with its reason, or nobody at the other end.
 */
import type { Refused, WorkshopAnswer } from '@tavolo/protocol';

export type ApiResult<T> =
  | { readonly is: 'ok'; readonly value: T }
  | { readonly is: 'refused'; readonly status: number; readonly refusal: Refused['refusal'] }
  /** No network, no server, or something in between that is not ours. */
  | { readonly is: 'unreachable' };

export interface Api {
  get<T>(path: string): Promise<ApiResult<T>>;
  post<T>(path: string, body: unknown): Promise<ApiResult<T>>;
}

/** A server that accepts a connection and then says nothing is not reachable either. */
const PATIENCE_MS = 10_000;

/** `origin` and `headers` are for callers outside a browser. */
export function openApi(origin = '', headers: Readonly<Record<string, string>> = {}): Api {
  const request = <T>(path: string, init: RequestInit): Promise<ApiResult<T>> =>
    ask<T>(`${origin}${path}`, { ...init, headers: { ...headers, ...init.headers } });
  return {
    get: (path) => request(path, { method: 'GET' }),
    post: (path, body) =>
      request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}

export function readWorkshop(api: Api, workshopId: string): Promise<ApiResult<WorkshopAnswer>> {
  return api.get(`/api/workshops/${encodeURIComponent(workshopId)}`);
}

/** Ends this device's session in one workshop. */
export function leaveWorkshop(api: Api, workshopId: string): Promise<ApiResult<unknown>> {
  return api.post('/api/leave', { workshopId });
}

async function ask<T>(url: string, init: RequestInit): Promise<ApiResult<T>> {
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, {
      ...init,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    body = await response.text();
  } catch (error) {
    console.info('no answer from', url, String(error));
    return { is: 'unreachable' };
  }
  const value = body === '' ? null : parsed(body);
  if (response.ok) {
    // What a 2xx of our own server holds is typed by `protocol`; anything else is not our server.
    return value === undefined ? { is: 'unreachable' } : { is: 'ok', value: value as T };
  }
  return isRefused(value)
    ? { is: 'refused', status: response.status, refusal: value.refusal }
    : { is: 'unreachable' };
}

/** Undefined where it is not JSON: a proxy's error page, a sign-in page of a hotel. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    console.info('an answer was not JSON', error);
    return undefined;
  }
}

function isRefused(value: unknown): value is Refused {
  if (typeof value !== 'object' || value === null || !('refusal' in value)) return false;
  const { refusal } = value;
  return (
    typeof refusal === 'object' &&
    refusal !== null &&
    typeof (refusal as { kind?: unknown }).kind === 'string' &&
    typeof (refusal as { message?: unknown }).message === 'string'
  );
}
