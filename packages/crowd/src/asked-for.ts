/** What was asked for on the command line, within bounds: a rehearsal is no attack. */
export interface AskedFor {
  readonly people: number;
  readonly minutes: number;
  readonly url: string | null;
  readonly code: string | null;
  readonly json: boolean;
}

export const USAGE =
  'Usage: npm run crowd -- --people 60 --minutes 5 [--url http://… --code XXXX-XXXX] [--elsewhere] [--json]';

const MOST_PEOPLE = 500;
const MOST_MINUTES = 180;

/** The wish, or a sentence that says what is wrong with it. */
export function askedFor(args: readonly string[]): AskedFor | string {
  const valueAfter = (name: string): string | null => {
    const at = args.findIndex((each) => each === name || each.startsWith(`${name}=`));
    return at === -1 ? null : (args[at]?.split('=')[1] ?? args[at + 1] ?? '');
  };
  const people = Number(valueAfter('--people') ?? 60);
  const minutes = Number(valueAfter('--minutes') ?? 5);
  const url = valueAfter('--url');
  const code = valueAfter('--code');
  if (!Number.isInteger(people) || people < 1 || people > MOST_PEOPLE) {
    return `--people is a whole number from 1 to ${MOST_PEOPLE}.`;
  }
  if (!(minutes > 0 && minutes <= MOST_MINUTES)) {
    return `--minutes is a number above 0, up to ${MOST_MINUTES}.`;
  }
  if ((url === null) !== (code === null)) return '--url and --code go together.';
  if (url !== null && !URL.canParse(url))
    return '--url is an address such as http://127.0.0.1:4000.';
  if (url !== null && !isHere(new URL(url).hostname) && !args.includes('--elsewhere')) {
    return 'That server is on another computer. If it is yours, say so with --elsewhere.';
  }
  const origin = url === null ? null : new URL(url).origin;
  return { people, minutes, url: origin, code, json: args.includes('--json') };
}

function isHere(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\./.test(host);
}
