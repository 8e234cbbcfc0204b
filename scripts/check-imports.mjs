/**
 * Holds the import rules of `.dependency-cruiser.cjs`, and shows that they hold: each rule
 * must catch a wrong import planted for it, and the real sources must be seen in full (a
 * parser that understands nothing reports "no violations").
 *
 * Both run on a copy, because files with JSX are first reduced to their imports: the parser
 * that dependency-cruiser brings along for swc does not read JSX.
 */
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cruise } from 'dependency-cruiser';
import { ROOT } from './bootstrap.mjs';
import { boardWriters } from './imports/board-writers.mjs';
import { copySources } from './imports/copy-sources.mjs';
import { PLANTED, plant } from './imports/planted.mjs';

/** Raise it as the house grows; it only has to be too high for a blind parser. */
const EXPECTED_MODULES = 400;
const EXPECTED_IMPORTS = 1_500;

const { options, forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
const wrong = [];

const CIRCLES = 'no-circles';
const seen = await violationsIn(copySources(ROOT, { types: true }));
const running = await violationsIn(copySources(ROOT, { types: false }));
const violations = [
  ...seen.violations.filter(({ rule }) => rule.name !== CIRCLES),
  ...running.violations.filter(({ rule }) => rule.name === CIRCLES),
];
for (const { rule, from, to } of violations) {
  wrong.push(`${rule.name}: ${from} imports ${to}. ${rule.comment}`);
}
if (seen.modules < EXPECTED_MODULES || seen.imports < EXPECTED_IMPORTS) {
  wrong.push(
    `only ${seen.modules} modules and ${seen.imports} imports were seen: the check is blind`,
  );
}
wrong.push(...boardWriters(ROOT));

const copy = copySources(ROOT, { types: true });
plant(copy);
const caught = await violationsIn(copy);
for (const { rule, file } of PLANTED) {
  const found = caught.violations.some((each) => each.rule.name === rule && each.from === file);
  if (!found) wrong.push(`${rule} does not catch the wrong import planted in ${file}`);
}
for (const { name } of forbidden) {
  if (!PLANTED.some(({ rule }) => rule === name)) wrong.push(`nothing is planted for ${name}`);
}

for (const line of wrong) process.stderr.write(`${line}\n`);
process.stdout.write(
  `${seen.modules} modules, ${seen.imports} imports, ${forbidden.length} rules, ${PLANTED.length} wrong imports caught: ${wrong.length} problems\n`,
);
process.exitCode = wrong.length === 0 ? 0 : 1;

async function violationsIn(folder) {
  try {
    const { output } = await cruise(
      ['packages', 'server', 'client', 'e2e'],
      { ...options, baseDir: folder, validate: true, ruleSet: { forbidden } },
      options.enhancedResolveOptions,
    );
    const comments = new Map(forbidden.map(({ name, comment }) => [name, comment]));
    return {
      // What is imported counts as a module too; only our own files show that we were read.
      modules: output.modules.filter(({ source }) => /^(packages|server|client|e2e)\//.test(source))
        .length,
      imports: output.summary.totalDependenciesCruised ?? 0,
      violations: output.summary.violations.map(({ rule, from, to }) => ({
        rule: { name: rule.name, comment: comments.get(rule.name) ?? '' },
        from,
        to,
      })),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
