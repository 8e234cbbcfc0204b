/** Everything that goes over a wire: HTTP bodies, live events, sync messages, presence, close codes. */
export * from './answers.ts';
export * from './caret.ts';
export * from './http.ts';
export * from './join-code.ts';
export * from './live.ts';
export * from './presence.ts';
export * from './sync.ts';
export * from './version.ts';
