/** How the Yjs documents are shaped: the board’s projection and its typed reading, and the texts. Imports yjs and the model only. */
export * from './board.ts';
export * from './reading.ts';
export * from './text/allowed.ts';
export * from './text/document.ts';
export * from './text/template.ts';
