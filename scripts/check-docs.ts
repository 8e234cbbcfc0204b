/**
 * What the documents say must be so: the README's table of settings is the program's own,
 * every link leads to a file, every folder has its caption in the architecture's tree, and
 * the tests that the threat model names are there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settingsTable } from '../server/src/settings.ts';

const ROOT = dirname(import.meta.dirname);
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const wrong: string[] = [];

/** Tables as their cells: a formatter pads them, which says nothing. */
const bare = (text: string) => text.replace(/-{3,}/g, '---').replace(/ *\| */g, '|');

if (!bare(read('README.md')).includes(bare(settingsTable()))) {
  wrong.push('README.md: the table of settings is not that of server/src/settings.ts');
}

const documents = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.md'))
  .map((name) => join('docs', name));
for (const path of ['README.md', ...documents]) {
  const links = read(path).matchAll(/(?:\]\(|src=")([^)"#\s]+)/g);
  for (const [, target = ''] of links) {
    if (/^[a-z]+:/.test(target)) continue;
    if (!existsSync(join(ROOT, dirname(path), target))) wrong.push(`${path}: no ${target}`);
  }
}

const tree = read('docs/architecture.md');
for (const folder of ['packages', 'server/src', 'client/src']) {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true })) {
    if (!entry.isDirectory() || tree.includes(`${entry.name}/`)) continue;
    wrong.push(`docs/architecture.md: ${folder}/${entry.name} has no caption`);
  }
}

const threats = read('docs/threat-model.md');
const named = [
  ...[...threats.matchAll(/`torture ([a-z-]+)`/g)].map(([, name = '']) =>
    join('packages/torture/src', name),
  ),
  ...[...threats.matchAll(/`([a-z0-9/-]+\.[a-z.]*ts)`/g)].map(([, path = '']) => path),
];
for (const path of new Set(named)) {
  if (!existsSync(join(ROOT, path))) wrong.push(`docs/threat-model.md: no ${path}`);
}

for (const line of wrong) process.stderr.write(`${line}\n`);
process.stdout.write(`${documents.length + 1} documents, ${wrong.length} problems\n`);
process.exitCode = wrong.length === 0 ? 0 : 1;
