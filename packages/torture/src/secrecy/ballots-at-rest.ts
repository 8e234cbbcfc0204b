/**
 * The data folder of a server on which a round has been closed, in the hands of somebody who
 * may read every byte of it and knows the program: do they learn how a seat has voted? They
 * look for the seat's code under the round's key, and for whatever else only a ballot has
 * brought there: the key, the codes, the numbers of the dots, the ids of the commands.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Dots } from '@tavolo/model';
import { openApp, type Seams, THE_WORLD } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { type Client, openClient } from '@tavolo/server/http/testing/test-client';
import { openLog } from '@tavolo/server/log';
import { openDatabase } from '@tavolo/server/storage/sqlite/connection';
import { voterCode } from '@tavolo/server/storage/voter-code';
import type { Seeded } from '../seeded.ts';
import { BALLOT_CANARY } from './ledger.ts';

const ITEMS = 3;
const DATABASE = 'tavolo.db';

/** What a search of the folder has come to. */
export interface Found {
  /** Seats whose ballot is there under their code. */
  readonly linked: number;
  /** Keys, codes, dots and command ids of ballots, anywhere in the bytes. */
  readonly traces: number;
  /** Where the first of them was. */
  readonly example: string | null;
}

export interface Searched {
  readonly voters: number;
  readonly open: Found;
  /** The server is still running. */
  readonly closed: Found;
  /** The server has ended. */
  readonly ended: Found;
}

interface Voter {
  readonly client: Client;
  readonly seatId: string;
  readonly dots: Dots[];
  readonly cmdIds: string[];
}

/** `destroys` false: the ballots are counted, and left where they are. */
export async function searchDataFolder(
  random: Seeded,
  count: number,
  destroys: boolean,
): Promise<Searched> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-ballots-'));
  const data = join(folder, 'data');
  const env = { PORT: '0', TAVOLO_DATA_DIR: data, TAVOLO_DEMO: 'off' };
  const app = await openApp(readConfig(env, []), openLog('silent'), destroys ? THE_WORLD : sparing);
  try {
    const { order, workshopId, joinCode } = await openWorkshop(app.url);
    const clusters = Array.from({ length: ITEMS }, () => randomUUID());
    await order({ type: 'moveToPhase', phase: 'cluster', afterS: 0 });
    for (const clusterId of clusters) {
      const more = { themeId: null, name: 'Gruppo', question: '', x: 0, y: 0 };
      await order({ type: 'createCluster', clusterId, ...more });
    }
    await order({ type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
    const roundId = randomUUID();
    const round = { over: 'clusters', items: clusters, dotsPerSeat: 9, capPerItem: 9 };
    const rest = { remote: false, openLink: false, closesAt: null };
    await order({ type: 'openRound', roundId, ...round, ...rest });
    const voters: Voter[] = [];
    for (let n = 0; n < count; n += 1) {
      const client = openClient(app.url);
      const joined = await client.post('/api/join', { code: joinCode, name: '', language: 'it' });
      const { seatId } = joined.json as { seatId: string };
      voters.push({ client, seatId, dots: [], cmdIds: [] });
    }
    await Promise.all(voters.map((voter, n) => vote(voter, n)));

    const before = await bytesOf(data);
    const secrets = await secretsOf(before, folder, voters);
    const open = await search(before, folder, voters, secrets);
    await order({ type: 'closeRound', roundId });
    const closed = await search(await bytesOf(data), folder, voters, secrets);
    await app.close();
    const ended = await search(await bytesOf(data), folder, voters, secrets);
    return { voters: count, open, closed, ended };

    /** Everybody changes their mind a few times, so that the same row is written again and again. */
    async function vote({ client, dots, cmdIds }: Voter, n: number): Promise<void> {
      for (let turn = 0; turn < 2 * ITEMS; turn += 1) {
        const item = clusters[turn % ITEMS] ?? '';
        const version = BALLOT_CANARY.first + n * 100 + turn;
        const change = { item, n: random.below(4), version } as unknown as Dots;
        const cmdId = randomUUID();
        const body = { type: 'setDots', cmdId, roundId, ...change };
        const answer = await client.post(`/api/workshops/${workshopId}/commands`, body);
        if (answer.status !== 200) throw new Error(`a vote was refused: ${answer.text}`);
        cmdIds.push(cmdId);
        const at = dots.findIndex((each) => each.item === change.item);
        if (at >= 0) dots.splice(at, 1);
        dots.push(change);
      }
    }
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openWorkshop(url: string) {
  const owner = openClient(url);
  const made = await owner.post('/api/workshops', { title: 'Voto', language: 'it' });
  const { workshopId, joinCode } = made.json as { workshopId: string; joinCode: string };
  const order = async (body: object): Promise<void> => {
    const command = { cmdId: randomUUID(), ...body };
    const answer = await owner.post(`/api/workshops/${workshopId}/commands`, command);
    if (answer.status !== 200) throw new Error(answer.text);
  };
  return { order, workshopId, joinCode };
}

/** The count is made, and nothing is destroyed. */
const sparing: Seams = {
  ...THE_WORLD,
  async openStorage(folder) {
    const storage = await THE_WORLD.openStorage(folder);
    return { ...storage, append: (id, decisions, dueAt) => storage.append(id, decisions, dueAt) };
  },
};

type Bytes = ReadonlyMap<string, Buffer>;

async function bytesOf(folder: string): Promise<Bytes> {
  const files = await readdir(folder, { withFileTypes: true, recursive: true });
  const found = new Map<string, Buffer>();
  for (const file of files) {
    if (file.isFile()) found.set(file.name, await readFile(join(file.parentPath, file.name)));
  }
  return found;
}

interface Rows {
  readonly keys: readonly Uint8Array[];
  readonly ballots: ReadonlyMap<string, string>;
}

/** What SQLite makes of a copy. */
async function rowsOf(bytes: Bytes, folder: string): Promise<Rows> {
  const copy = await mkdtemp(join(folder, 'copy-'));
  for (const [name, content] of bytes) await writeFile(join(copy, name), content);
  const db = openDatabase(join(copy, DATABASE), false);
  try {
    const keys = db.prepare('SELECT key FROM ballot_round').all() as { key: Uint8Array }[];
    const rows = db.prepare('SELECT voter, dots FROM ballot').all() as {
      voter: string;
      dots: string;
    }[];
    return {
      keys: keys.map(({ key }) => key),
      ballots: new Map(rows.map(({ voter, dots }) => [voter, dots])),
    };
  } finally {
    db.close();
  }
}

/** Everything that the ballots have brought into the folder, as long as they lay there. */
async function secretsOf(bytes: Bytes, folder: string, voters: readonly Voter[]) {
  const { keys, ballots } = await rowsOf(bytes, folder);
  const words = voters.flatMap(({ dots, cmdIds }) => [
    ...dots.map(({ version }) => String(version)),
    ...cmdIds,
  ]);
  return [
    ...keys.map((key) => Buffer.from(key)),
    ...[...ballots.keys(), ...words].map((word) => Buffer.from(word)),
  ];
}

async function search(
  bytes: Bytes,
  folder: string,
  voters: readonly Voter[],
  secrets: readonly Buffer[],
): Promise<Found> {
  const { keys, ballots } = await rowsOf(bytes, folder);
  const linked = voters.filter(({ seatId, dots }) =>
    keys.some((key) => {
      const kept = ballots.get(voterCode(key, seatId as never));
      return kept !== undefined && dots.every(({ version }) => kept.includes(String(version)));
    }),
  ).length;
  const places = secrets.flatMap((secret) =>
    [...bytes].flatMap(([name, content]) => (content.includes(secret) ? [name] : [])),
  );
  return { linked, traces: places.length, example: places[0] ?? null };
}
