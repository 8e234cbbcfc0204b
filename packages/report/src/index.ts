/** What leaves a workshop as a file. Pure: a state in, text out. */
export * from './csv.ts';
export * from './export-csv.ts';
export * from './export-json.ts';
export * from './export-tables.ts';
export * from './export-votes.ts';
export * from './file-name.ts';
