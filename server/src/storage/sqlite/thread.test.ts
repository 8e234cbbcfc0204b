/** How calls are grouped: seen from the messages that really go to the worker. */
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { expect, test, vi } from 'vitest';
import { StorageUnavailable } from '../errors.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { startThread } from './thread.ts';

vi.setConfig({ testTimeout: 30_000 });

async function watchedThread() {
  const started = new Promise<Worker>((resolve) => process.once('worker', resolve));
  const thread = await startThread({ file: join(temporaryFolder(), 'tavolo.db') });
  const posted = vi.spyOn(await started, 'postMessage');
  const sizes = () => posted.mock.calls.map(([message]) => message.calls?.length ?? message.kind);
  return { thread, sizes };
}

const check = { name: 'check', args: [] } as const;

test('an idle store commits at once; what arrives during a commit goes together', async () => {
  const { thread, sizes } = await watchedThread();
  const first = thread.ask(check);
  // A turn later the first is under way and its answer cannot have come yet.
  await Promise.resolve();
  const others = Array.from({ length: 50 }, () => thread.ask(check));
  await Promise.all([first, ...others]);
  expect(sizes()).toEqual([1, 50]);
  await thread.ask(check);
  expect(sizes()).toEqual([1, 50, 1]);
  await thread.close();
});

test('calls made in one breath go together, and closing goes last', async () => {
  const { thread, sizes } = await watchedThread();
  const asked = [thread.ask(check), thread.ask(check), thread.ask(check)];
  const done = thread.close();
  expect(await Promise.all(asked)).toHaveLength(3);
  await done;
  expect(sizes()).toEqual([3, 'close']);
});

test('a call that cannot cross between threads is rejected, and the next one works', async () => {
  const { thread } = await watchedThread();
  const odd = thread.ask({ name: 'findWorkshop', args: [() => undefined] });
  await expect(odd).rejects.toBeInstanceOf(StorageUnavailable);
  await thread.ask(check);
  await thread.close();
});
