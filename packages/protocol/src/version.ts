/**
 * Version of everything on a wire. Raise it with every change of these schemas; a test
 * compares a fingerprint, so that a change is never an accident. A page newer than its
 * server says so instead of guessing.
 */
export const PROTOCOL_VERSION = 7;
