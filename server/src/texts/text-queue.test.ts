import { expect, it, vi } from 'vitest';
import type { TextWrite } from './contract.ts';
import { TextQueue } from './text-queue.ts';

/** The queue looks at no part of it. */
const aWrite = (): TextWrite => ({}) as TextWrite;

it('what the disk did not take keeps its place before what came later, and who reads goes on', async () => {
  const writes = [aWrite(), aWrite(), aWrite()];
  const tried: number[] = [];
  let isBack: () => void = () => undefined;
  const back = new Promise<void>((resolve) => {
    isBack = resolve;
  });
  const queue = new TextQueue(async (batch) => {
    tried.push(...batch.map((write) => writes.indexOf(write)));
    // As long as a commit takes, others go on typing.
    await Promise.resolve();
    if (tried.length === 1) queue.hold(batch, back);
  });

  for (const write of writes) queue.write(write);
  expect(await queue.alone(async () => 'read')).toBe('read');
  expect(tried).toEqual([0]);
  expect(queue.idle).toBe(false);

  isBack();
  await vi.waitFor(() => expect(queue.idle).toBe(true));
  expect(tried).toEqual([0, 0, 1, 2]);
});
