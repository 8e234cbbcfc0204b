/** A real server with a workshop in it, filled through the one write path and read over HTTP. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command, Order, SeatId, Workshop, WorkshopId } from '@tavolo/model';
import { openApp } from '@tavolo/server/app';
import { readConfig } from '@tavolo/server/config';
import { type Client, openClient } from '@tavolo/server/http/testing/test-client';
import { openLog } from '@tavolo/server/log';
import type { Seeded } from '../seeded.ts';

export interface Hall {
  /** How many of the texts were taken; blank ones are refused. */
  fill(texts: readonly string[], random: Seeded): Promise<number>;
  state(): Promise<Workshop>;
  download(file: ExportFile): Promise<Buffer>;
  /** The header of an export of a workshop with this title; null where the title is refused. */
  dispositionOf(title: string): Promise<string | null>;
  close(): Promise<void>;
}

export type ExportFile =
  | 'export.json'
  | 'export.csv'
  | 'export-votes.csv'
  | 'export-tables.csv?names=1';

/** A workshop has no more. */
const TABLES = 50;
/** Seats whose shown name is a hostile text, too. */
const SIGNERS = 20;

export async function openHall(): Promise<Hall> {
  const folder = await mkdtemp(join(tmpdir(), 'tavolo-exports-'));
  const env = { PORT: '0', TAVOLO_DATA_DIR: join(folder, 'data'), TAVOLO_DEMO: 'off' };
  const app = await openApp(readConfig(env, []), openLog('silent'));
  let titles = 0;
  const owner = clientFrom(0);
  const made = await owner.post('/api/workshops', { title: '=1+1', language: 'it' });
  const { workshopId, joinCode } = made.json as { workshopId: WorkshopId; joinCode: string };
  const seatId = await sit(owner);

  function clientFrom(number: number): Client {
    const address = `10.9.${number >> 8}.${number & 255}`;
    return openClient(app.url, {
      origin: app.url,
      'x-forwarded-for': address,
      'accept-language': 'it',
    });
  }

  async function sit(client: Client, name?: string): Promise<SeatId> {
    const { json } = await client.post('/api/join', { code: joinCode, name, language: 'it' });
    return (json as { seatId: SeatId }).seatId;
  }

  async function workshop() {
    const open = await app.house.open(workshopId);
    if (open === null) throw new Error('the workshop is gone');
    return open;
  }

  return {
    async fill(texts, random) {
      const open = await workshop();
      const perform = async (by: SeatId, order: Order) => {
        const performed = await open.perform(by, { ...order, cmdId: randomUUID() } as Command);
        return performed.ok;
      };
      await perform(seatId, { type: 'moveToPhase', phase: 'listen', afterS: 0 });
      const signers: SeatId[] = [];
      for (const name of Array.from({ length: SIGNERS }, () => random.pick(texts))) {
        signers.push(await sit(clientFrom(signers.length + 1), [...name].slice(0, 60).join('')));
      }
      const ids = texts.map(() => randomUUID());
      const taken = await Promise.all(
        texts.map((text, index) => {
          const rest = { language: 'it', themeId: null, writtenIn: 'listen' } as const;
          const need = { type: 'writeCard', kind: 'need', cardId: ids[index], text } as const;
          return perform(random.pick(signers), { ...need, ...rest, signed: true } as Order);
        }),
      );
      await perform(seatId, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
      for (const [index, text] of texts.slice(0, 60).entries()) {
        const name = [...text].slice(0, 80).join('');
        const [clusterId, themeId] = [randomUUID(), randomUUID()];
        const theme = { type: 'createTheme', themeId, name, colour: 'health' } as unknown as Order;
        const hasTheme = await perform(seatId, theme);
        await perform(seatId, {
          ...{ type: 'createCluster', clusterId, question: name, x: index, y: 0, name },
          themeId: hasTheme ? themeId : null,
        } as Order);
        const cardId = ids[index];
        await perform(seatId, { type: 'placeCard', cardId, clusterId, after: null } as Order);
        if (index >= TABLES) continue;
        const tableId = randomUUID();
        await perform(seatId, { type: 'createTable', tableId, name } as unknown as Order);
        await perform(seatId, { type: 'assignCluster', clusterId, tableId } as unknown as Order);
        const sitting = { type: 'assignTable', seatId: random.pick(signers), tableId };
        await perform(seatId, sitting as unknown as Order);
      }
      await perform(seatId, { type: 'moveToPhase', phase: 'prioritise', afterS: 0 });
      const roundId = randomUUID();
      const items = [...(await workshop()).state.clusters.keys()];
      const round = { type: 'openRound', roundId, over: 'clusters', items, openLink: true };
      const dots = { dotsPerSeat: 3, capPerItem: 3, remote: false, closesAt: null };
      await perform(seatId, { ...round, ...dots } as unknown as Order);
      await perform(seatId, { type: 'closeRound', roundId } as unknown as Order);
      return taken.filter(Boolean).length;
    },

    async state() {
      return (await workshop()).state;
    },

    async download(file) {
      const headers = { cookie: owner.cookie ?? '', 'accept-language': 'it' };
      const response = await fetch(`${app.url}/api/workshops/${workshopId}/${file}`, {
        headers,
      });
      if (!response.ok) throw new Error(`the export was answered with ${response.status}`);
      return Buffer.from(await response.arrayBuffer());
    },

    async dispositionOf(title) {
      titles += 1;
      const client = clientFrom(1_000 + titles);
      const created = await client.post('/api/workshops', { title, language: 'it' });
      if (created.status !== 201) return null;
      const { workshopId: id } = created.json as { workshopId: string };
      const { headers } = await client.get(`/api/workshops/${id}/export.csv`);
      return headers.get('content-disposition') ?? '';
    },

    async close() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
