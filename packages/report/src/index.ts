/** What leaves a workshop as a file. Pure: a state in, text out. */
export * from './export-csv.ts';
export * from './export-json.ts';
export * from './file-name.ts';
