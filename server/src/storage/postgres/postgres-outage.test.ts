/** A server that ends without a word and comes back: nothing that was acknowledged is lost, and the store finds it again by itself. */
import pino from 'pino';
import { expect, test } from 'vitest';
import { StorageUnavailable } from '../errors.ts';
import { decision, decisions, workshopRecord } from '../storage-samples.ts';
import { openPostgresStorage } from './open-postgres.ts';
import { onDatabase } from './testing/databases.ts';
import { startPostgres } from './testing/postgres-server.ts';

const record = workshopRecord(1);

test('crashes under load', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
  const server = await startPostgres({ full_page_writes: 'off' });
  const url = server.url('postgres');
  const storage = await openPostgresStorage(url, log);
  try {
    // Said, because it could lose everything; the test itself only ends the program.
    expect(lines.join('')).toContain('full_page_writes is off');
    await storage.createWorkshop(record, decisions(1, 1), 'hash');
    for (let round = 0; round < 3; round += 1) {
      const before = (await storage.read(record.id, 0, 10_000)).length;
      const acknowledged = appendUntilItFails(before);
      await enough(url, before + 20);
      await server.crash();
      const last = await acknowledged;
      await expect(storage.check()).rejects.toBeInstanceOf(StorageUnavailable);
      await server.start();
      await storage.check(1024 * 1024);
      const kept = await storage.read(record.id, 0, 10_000);
      expect(kept.length).toBeGreaterThanOrEqual(last);
      // The one that was under way may be there, and nothing more.
      expect(kept.length).toBeLessThanOrEqual(last + 1);
    }
    // Connections that the server takes away are no failure of the next call.
    await onDatabase(url, (client) =>
      client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE application_name = 'tavolo'`),
    );
    await goneFrom(url);
    expect(await storage.findWorkshop(record.id)).toEqual(record);
    await storage.check();
  } finally {
    await storage.close();
    await server.close();
  }

  async function appendUntilItFails(from: number): Promise<number> {
    for (let seq = from; ; seq += 1) {
      try {
        const result = await storage.append(record.id, [decision(seq + 1)], null);
        if (!result.ok) throw new Error(`somebody else appended ${result.seq}`);
      } catch (error) {
        if (error instanceof StorageUnavailable) return seq;
        throw error;
      }
    }
  }

  async function enough(at: string, decisionsKept: number): Promise<void> {
    for (;;) {
      const rows = await onDatabase(at, async (client) => {
        return (await client.query('SELECT last_seq FROM workshop')).rows;
      });
      if (Number(rows[0].last_seq) >= decisionsKept) return;
    }
  }

  async function goneFrom(at: string): Promise<void> {
    for (;;) {
      const { rowCount } = await onDatabase(at, (client) =>
        client.query("SELECT 1 FROM pg_stat_activity WHERE application_name = 'tavolo'"),
      );
      if (rowCount === 0) return;
    }
  }
});
