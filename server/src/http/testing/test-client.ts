/** For tests: a browser's memory of one cookie, and plain answers. */

export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Undefined where the answer is no JSON. */
  readonly json: unknown;
  readonly headers: Headers;
}

type HeaderMap = Readonly<Record<string, string>>;

export interface Client {
  /** `name=value`, as the browser would send it. */
  readonly cookie: string | null;
  get(path: string, headers?: HeaderMap): Promise<Answer>;
  post(path: string, body: unknown, headers?: HeaderMap): Promise<Answer>;
  form(path: string, fields: HeaderMap, headers?: HeaderMap): Promise<Answer>;
  send(
    method: string,
    path: string,
    body: string | Uint8Array<ArrayBuffer> | null,
    headers: HeaderMap,
  ): Promise<Answer>;
}

/** `keepsCookies: false` is a browser that blocks them. */
export function openClient(
  url: string,
  always: HeaderMap = {},
  { keepsCookies = true }: { keepsCookies?: boolean } = {},
): Client {
  let cookie: string | null = null;
  const send: Client['send'] = async (method, path, body, headers) => {
    const response = await fetch(new URL(path, url), {
      method,
      body,
      redirect: 'manual',
      headers: { ...always, ...(cookie === null ? {} : { cookie }), ...headers },
    });
    const set = response.headers.get('set-cookie');
    if (set !== null && keepsCookies) cookie = set.split(';')[0] ?? null;
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return {
      status: response.status,
      text,
      json: isJson ? JSON.parse(text) : undefined,
      headers: response.headers,
    };
  };
  return {
    get cookie() {
      return cookie;
    },
    get: (path, headers = {}) => send('GET', path, null, headers),
    post: (path, body, headers = {}) =>
      send('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers }),
    form: (path, fields, headers = {}) =>
      send('POST', path, new URLSearchParams(fields).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        ...headers,
      }),
    send,
  };
}
