/**
 * No path leads from a frame of a client to the board: what could apply foreign bytes to a
 * document is named in at most one file of the server (where a kept copy is loaded), and
 * never where sockets are served.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const APPLIES = /\b(applyUpdate(V2)?|readSyncMessage|readSyncStep2|readUpdate)\b/;
/** Makes a board of kept bytes; for the loading of snapshots alone. */
const LOADS = /\bboardFrom\b/;
const MAY_LOAD = /^server\/src\/workshop\//;
const SERVES_SOCKETS = /^server\/src\/(sync|live|http)\//;

export function boardWriters(root) {
  const source = join(root, 'server', 'src');
  if (!existsSync(source)) return ['server/src is missing'];
  const files = readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith('.ts') && !/\.(test|contract)\.ts$|(^|\/)testing\//.test(name))
    .map((name) => `server/src/${name}`);
  const naming = (what) =>
    files.filter((path) => what.test(withoutComments(readFileSync(join(root, path), 'utf8'))));
  const writers = naming(APPLIES);
  const loaders = naming(LOADS).filter((path) => !MAY_LOAD.test(path));
  const served = writers.filter((path) => SERVES_SOCKETS.test(path));
  return [
    ...loaders.map(
      (path) => `${path} makes a board of bytes, which is for the loading of snapshots`,
    ),
    ...served.map((path) => `${path} can apply bytes of a client to a document`),
    ...(writers.length > 1 ? [`more than one file applies updates: ${writers.join(', ')}`] : []),
  ];
}

function withoutComments(text) {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
