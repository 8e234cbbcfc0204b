/**
 * Imports run one way. The same sentences stand in docs/architecture.md; each rule here is
 * shown to work by a wrong import that `scripts/check-imports.mjs` plants in a copy.
 */
const TEST = '\\.(test|contract)\\.tsx?$|/testing/|/storage/contract/';
const FEATURES =
  '^client/src/(board|list|phases|people|home|proposals|facilitation|projector|votes)/';

/** A package of npm, whether it could be resolved to a file or not. */
const npm = (name) => `(^|/)node_modules/${name}/|^${name}(/|$)`;
const ours = (...names) => `^packages/(${names.join('|')})/`;

module.exports = {
  forbidden: [
    {
      name: 'model-stands-alone',
      comment: 'The model is pure: it imports nothing of ours, no Yjs and nothing of Node.',
      severity: 'error',
      from: { path: '^packages/model/src/', pathNot: TEST },
      to: { pathNot: ['^packages/model/src/', npm('zod')] },
    },
    {
      name: 'packages-know-the-model-alone',
      comment: 'documents, protocol, report and i18n may import the model and no other of ours.',
      severity: 'error',
      from: { path: '^packages/(documents|protocol|report|i18n)/' },
      to: { path: '^(packages|server|client|e2e)/', pathNot: [ours('model'), '^packages/$1/'] },
    },
    {
      name: 'documents-are-yjs-and-model',
      comment: 'What the shared documents look like depends on Yjs and the model, nothing else.',
      severity: 'error',
      from: { path: '^packages/documents/src/', pathNot: TEST },
      to: { pathNot: ['^packages/(documents|model)/', npm('yjs')] },
    },
    {
      name: 'packages-do-no-input-or-output',
      comment: 'Packages that both sides use touch no disk, no network and no process.',
      severity: 'error',
      from: { path: '^packages/(protocol|report|i18n)/src/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'server-and-client-meet-in-packages',
      comment: 'Server and client never import each other.',
      severity: 'error',
      from: { path: '^(server|client)/' },
      to: { path: '^(server|client)/', pathNot: '^$1/' },
    },
    {
      name: 'nothing-imports-tests-of-the-whole',
      comment: 'Tests of the whole may import anything; nothing stands on them.',
      severity: 'error',
      from: { pathNot: '^(e2e|packages/(bench|crowd|torture))/' },
      to: { path: '^(e2e|packages/(bench|crowd|torture))/' },
    },
    {
      name: 'doors-do-not-know-each-other',
      comment: 'http, live and sync speak through workshop, people and the contracts.',
      severity: 'error',
      from: { path: '^server/src/(http|live|sync)/', pathNot: TEST },
      to: { path: '^server/src/(http|live|sync)/', pathNot: '^server/src/$1/' },
    },
    {
      name: 'the-house-does-not-know-its-doors',
      comment:
        'workshop, texts, storage and bus are below http, live, sync, people and the demonstration.',
      severity: 'error',
      from: { path: '^server/src/(workshop|texts|storage|bus)/', pathNot: TEST },
      to: { path: '^server/src/(http|live|sync|people|demonstration)/' },
    },
    {
      name: 'only-open-files-name-a-backend',
      comment: 'Which store or bus it is stands in open-*.ts; everybody else knows the contract.',
      severity: 'error',
      from: {
        path: '^server/src/',
        pathNot: [
          TEST,
          '/open-[a-z-]+\\.ts$',
          '^server/src/storage/(sqlite|postgres|memory)/',
          '^server/src/bus/local',
        ],
      },
      to: {
        path: [
          '^server/src/storage/(sqlite|postgres|memory)/',
          '^server/src/bus/local',
          npm('@photostructure/sqlite'),
          npm('pg'),
        ],
        pathNot: '/open-[a-z-]+\\.ts$',
      },
    },
    {
      name: 'only-app-knows-every-part',
      comment:
        'app.ts wires the parts; main.ts starts it, ending.ts ends it, welcome.ts tells what it has opened.',
      severity: 'error',
      from: { path: '^server/src/', pathNot: [TEST, '^server/src/(main|ending|welcome)\\.ts$'] },
      to: { path: '^server/src/app\\.ts$' },
    },
    {
      name: 'features-do-not-know-the-connection',
      comment: 'Features read the workshop through state, never from a socket.',
      severity: 'error',
      from: { path: FEATURES, pathNot: TEST },
      to: {
        path: [
          '^client/src/connection/',
          npm('socket\\.io-client'),
          npm('y-websocket'),
          npm('y-indexeddb'),
        ],
      },
    },
    {
      name: 'state-does-not-know-features',
      comment: 'In the client imports go app, features, state, connection.',
      severity: 'error',
      from: { path: '^client/src/(state|connection|design)/', pathNot: TEST },
      to: { path: ['^client/src/app/', FEATURES] },
    },
    {
      name: 'connection-does-not-know-state',
      comment:
        'The connection is the lowest part of the client; only the contract of state is below it.',
      severity: 'error',
      from: { path: '^client/src/connection/', pathNot: TEST },
      to: { path: '^client/src/(state|design)/', pathNot: '^client/src/state/contract\\.ts$' },
    },
    {
      name: 'design-has-no-workshop-in-it',
      comment: 'Parts of the look get their words and their data from whoever uses them.',
      severity: 'error',
      from: { path: '^client/src/design/', pathNot: [TEST, '^client/src/design/gallery'] },
      to: { path: ['^client/src/(state|connection)/', ours('documents', 'protocol')] },
    },
    {
      name: 'app-is-on-top',
      comment: 'Features are used by app and never use it.',
      severity: 'error',
      from: { path: [FEATURES, '^client/src/(state|connection|design)/'], pathNot: TEST },
      to: { path: '^client/src/app/' },
    },
    {
      name: 'no-circles',
      comment:
        'Two files that need each other to run are one idea or three. Types may refer back: they are left out where this rule is checked.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|test-results)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
