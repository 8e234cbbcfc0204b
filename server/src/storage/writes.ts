import type { Storage } from './storage.ts';

export type Operation = Exclude<keyof Storage, 'close'>;

/** Which calls change what is kept. Writes share a commit; reads see what is committed and nothing else. */
export const WRITES: Readonly<Record<Operation, boolean>> = {
  createWorkshop: true,
  append: true,
  setJoinCode: true,
  saveSession: true,
  endSession: true,
  prolongSession: true,
  rotateSessions: true,
  endFormer: true,
  sweepSessions: true,
  useRecovery: true,
  setRecovery: true,
  installationKey: true,
  check: true,
  castDots: true,
  appendText: true,
  saveTextSnapshot: true,
  saveTextVersion: true,
  saveSnapshotPart: true,
  sealSnapshot: true,
  dropSnapshotPart: true,
  findWorkshop: false,
  findWorkshopByCode: false,
  findDemonstration: false,
  dueMoves: false,
  heads: false,
  read: false,
  findBallot: false,
  countVoters: false,
  readBallots: false,
  findSession: false,
  readText: false,
  textAuthors: false,
  findTextSnapshot: false,
  textVersions: false,
  findTextVersion: false,
  snapshotHeads: false,
  readSnapshotPart: false,
};

/**
 * What nobody waits for. It goes when nothing else is waiting, in a commit of its own: it
 * neither makes an acknowledgement later nor takes one down where the disk is full.
 */
export const UNHURRIED: ReadonlySet<Operation> = new Set([
  'saveSnapshotPart',
  'sealSnapshot',
  'dropSnapshotPart',
]);
