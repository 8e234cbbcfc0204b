/** How the Yjs documents are shaped: the board's projection and its typed reading. Imports yjs and the model only. */
export * from './board.ts';
export * from './reading.ts';
