/** One wrong import for each rule, by path, by package name, as a type and lazily. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { importsOnly } from './imports-only.mjs';

export const PLANTED = [
  wrong('model-stands-alone', 'packages/model/src/planted-yjs.ts', `import * as Y from 'yjs';`),
  wrong('model-stands-alone', 'packages/model/src/planted-node.ts', `import 'node:fs';`),
  wrong(
    'model-stands-alone',
    'packages/model/src/planted-ours.ts',
    `import type { it } from '@tavolo/i18n';`,
  ),
  wrong(
    'packages-know-the-model-alone',
    'packages/report/src/planted.ts',
    `import '@tavolo/protocol';`,
  ),
  wrong(
    'documents-are-yjs-and-model',
    'packages/documents/src/planted.ts',
    `import 'lib0/encoding';`,
  ),
  wrong('packages-do-no-input-or-output', 'packages/protocol/src/planted.ts', `import 'node:net';`),
  wrong(
    'server-and-client-meet-in-packages',
    'server/src/planted.ts',
    `import '../../client/src/state/contract.ts';`,
  ),
  wrong(
    'server-and-client-meet-in-packages',
    'client/src/app/planted.ts',
    `import '../../../server/src/bus/bus.ts';`,
  ),
  wrong(
    'nothing-imports-tests-of-the-whole',
    'server/src/http/planted-e2e.ts',
    `import '../../../e2e/src/server.ts';`,
  ),
  wrong(
    'doors-do-not-know-each-other',
    'server/src/http/planted.ts',
    `import type {} from '../live/planted.ts';`,
  ),
  wrong(
    'the-house-does-not-know-its-doors',
    'server/src/workshop/planted.ts',
    `import '../http/planted.ts';`,
  ),
  wrong(
    'only-open-files-name-a-backend',
    'server/src/people/planted.ts',
    `import '../bus/local.ts';`,
  ),
  wrong('only-open-files-name-a-backend', 'server/src/texts/planted.ts', `import 'pg';`),
  wrong('only-app-knows-every-part', 'server/src/sync/planted.ts', `import '../app.ts';`),
  wrong(
    'features-do-not-know-the-connection',
    'client/src/board/planted.tsx',
    `const x = () => <p>{void import('../connection/planted.ts')}</p>;`,
  ),
  wrong(
    'features-do-not-know-the-connection',
    'client/src/list/planted.ts',
    `import { io } from 'socket.io-client';`,
  ),
  wrong(
    'state-does-not-know-features',
    'client/src/state/planted.ts',
    `import '../board/planted.tsx';`,
  ),
  wrong(
    'connection-does-not-know-state',
    'client/src/connection/planted.ts',
    `import '../state/hooks.ts';`,
  ),
  wrong(
    'design-has-no-workshop-in-it',
    'client/src/design/planted.tsx',
    `import { useRoom } from '../state/hooks.ts'; const x = <p />;`,
  ),
  wrong('app-is-on-top', 'client/src/people/planted.ts', `import '../app/planted.ts';`),
  wrong('no-circles', 'packages/i18n/src/planted-too.ts', `import './planted.ts';`),
];

/** Files that planted ones need in order to be wrong. */
const SUPPORT = [
  wrong(null, 'server/src/live/planted.ts', 'export {};'),
  wrong(null, 'server/src/app.ts', 'export {};'),
  wrong(null, 'e2e/src/server.ts', 'export {};'),
  wrong(null, 'packages/i18n/src/planted.ts', `import './planted-too.ts';`),
];

export function plant(copy) {
  for (const { file, text } of [...SUPPORT, ...PLANTED]) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    writeFileSync(
      join(copy, file),
      file.endsWith('.tsx') ? importsOnly(text, { tsx: true, types: true }) : text,
    );
  }
}

function wrong(rule, file, text) {
  return { rule, file, text };
}
