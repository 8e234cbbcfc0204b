/** A copy of the sources in which imports can be read and planted; workspace names lead into the copy. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importsOnly } from './imports-only.mjs';

/** Without `types` only what is needed to run is left. */
export function copySources(root, { types }) {
  const copy = mkdtempSync(join(tmpdir(), 'tavolo-imports-'));
  const packages = readdirSync(join(root, 'packages')).map((name) => join('packages', name));
  for (const folder of ['server', 'client', 'e2e', ...packages]) {
    const manifest = join(root, folder, 'package.json');
    if (!existsSync(manifest)) continue;
    cpSync(join(root, folder, 'src'), join(copy, folder, 'src'), { recursive: true });
    cpSync(manifest, join(copy, folder, 'package.json'));
    const { name } = JSON.parse(readFileSync(manifest, 'utf8'));
    mkdirSync(join(copy, 'node_modules', '@tavolo'), { recursive: true });
    symlinkSync(join(copy, folder), join(copy, 'node_modules', ...name.split('/')));
  }
  for (const file of filesOf(copy)) {
    const tsx = file.endsWith('.tsx');
    if (types && !tsx) continue;
    writeFileSync(file, importsOnly(readFileSync(file, 'utf8'), { tsx, types }));
  }
  return copy;
}

function filesOf(copy) {
  return readdirSync(copy, { recursive: true })
    .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('node_modules'))
    .map((name) => join(copy, name));
}
