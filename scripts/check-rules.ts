/**
 * Holds RULES.md, the code and the tests together: every rule that the code cites is
 * written down, every written rule is named in the title of a test, and every test names
 * a rule that is there. Run by `npm test`; prints what is missing and exits with 1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const RULES_FILE = 'packages/model/RULES.md';
const SOURCES = ['packages', 'server/src', 'client/src', 'e2e'];
const SKIPPED = new Set(['node_modules', 'dist', 'public', 'coverage']);

/** A rule is a line `- C4 …` or a row `| A3 | …`. */
const WRITTEN = /^(?:- |\| )([A-Z]\d+)\b/gm;
/** `refuse('kind', 'C4'` and `rule: 'A3'`. */
const CITED = /refuse\(\s*[^()]*?,\s*'([A-Z]\d+)'|rule: '([A-Z]\d+)'/g;
/** The title of a test or of a group of tests, whatever quotes it stands in. */
const TITLE = /\b(?:test|it|describe)(?:\.[a-z]+(?:\([^)]*\))?)?\(\s*(['"`])(.*?)\1/g;
const NAMED = /\[([A-Z]\d+)\]/g;

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });
}

function note(into: Map<string, string>, rule: string | undefined, path: string): void {
  if (rule !== undefined && !into.has(rule)) into.set(rule, relative(ROOT, path));
}

const written = new Set(
  Array.from(readFileSync(join(ROOT, RULES_FILE), 'utf8').matchAll(WRITTEN), ([, rule]) => rule),
);
const cited = new Map<string, string>();
const tested = new Map<string, string>();

for (const path of SOURCES.flatMap((folder) => filesUnder(join(ROOT, folder)))) {
  const text = readFileSync(path, 'utf8');
  if (/\.(test|spec)\.tsx?$/.test(path)) {
    for (const [, , title = ''] of text.matchAll(TITLE)) {
      for (const [, rule] of title.matchAll(NAMED)) note(tested, rule, path);
    }
  } else if (path.includes(join('packages', 'model'))) {
    for (const [, refused, row] of text.matchAll(CITED)) note(cited, refused ?? row, path);
  }
}

const complaints: string[] = [];
if (written.size === 0) complaints.push(`${RULES_FILE} has no rules that can be read`);
if (cited.size === 0) complaints.push('no rule is cited in packages/model');
for (const [rule, path] of cited) {
  if (!written.has(rule)) complaints.push(`${rule} is cited in ${path} and not in ${RULES_FILE}`);
}
for (const rule of written) {
  if (rule !== undefined && !tested.has(rule)) complaints.push(`${rule} has no test that names it`);
}
// Letters that RULES.md does not use number other things than rules.
const families = new Set(Array.from(written, (rule) => rule?.[0]));
for (const [rule, path] of tested) {
  if (families.has(rule[0]) && !written.has(rule))
    complaints.push(`${rule} is tested in ${path} and not in ${RULES_FILE}`);
}

if (complaints.length > 0) {
  console.error(`rules:\n${complaints.map((line) => `  ${line}`).join('\n')}`);
  process.exit(1);
}
console.log(`rules: ${written.size} written, ${cited.size} cited, ${tested.size} tested`);
