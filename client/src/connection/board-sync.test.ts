import { CLOSE } from '@tavolo/protocol';
import { expect, onTestFinished, test, vi } from 'vitest';
import { VirtualClock } from '../state/testing/virtual-clock.ts';
import { type BoardEvents, openBoardSync } from './board-sync.ts';

/** A line that goes nowhere: it tells which epochs were dialled, and is cut by hand. */
function lines() {
  const dialled: DeadLine[] = [];
  class DeadLine {
    onclose: ((event: { code: number; reason: string }) => void) | null = null;
    readonly epoch: string | null;

    constructor(url: string) {
      this.epoch = new URL(url).searchParams.get('epoch');
      dialled.push(this);
    }

    send(): void {
      // Nobody hears it.
    }

    close(): void {
      // It was never up.
    }

    cut(code: number, reason = ''): void {
      this.onclose?.({ code, reason });
    }
  }
  return {
    Socket: DeadLine as unknown as typeof WebSocket,
    epochs: () => dialled.map(({ epoch }) => epoch),
    last: () => dialled.at(-1),
  };
}

const silent: BoardEvents = {
  show: () => undefined,
  synced: () => undefined,
  noCopy: () => undefined,
  refused: () => undefined,
  presence: () => undefined,
};

function boards() {
  const clock = new VirtualClock();
  const { Socket, epochs, last } = lines();
  const where = { workshopId: 'w', seatId: 's', socketOrigin: 'ws://127.0.0.1:1', clock, Socket };
  const sync = openBoardSync(where, silent);
  onTestFinished(() => sync.close());
  return { clock, sync, epochs, last };
}

test('a line that is lost is dialled again', async () => {
  const { clock, sync, epochs, last } = boards();
  sync.open('0.1');
  await vi.waitFor(() => expect(epochs()).toEqual(['0.1']));
  last()?.cut(1006);
  clock.pass(60_000);
  expect(epochs()).toEqual(['0.1', '0.1']);
});

test('an epoch that has ended is not dialled again by a try that was still to come', async () => {
  const { clock, sync, epochs, last } = boards();
  sync.open('0.1');
  await vi.waitFor(() => expect(epochs()).toEqual(['0.1']));
  last()?.cut(1006);
  sync.open('1.1');
  await vi.waitFor(() => expect(epochs()).toEqual(['0.1', '1.1']));
  clock.pass(60_000);
  expect(epochs()).toEqual(['0.1', '1.1']);
});

test('nor by the pause after a second refusal', async () => {
  const { clock, sync, epochs, last } = boards();
  const refuse = (told: string) => last()?.cut(CLOSE.wrongEpoch, JSON.stringify({ epoch: told }));
  sync.open('0.1');
  await vi.waitFor(() => expect(epochs()).toEqual(['0.1']));
  refuse('0.2');
  await vi.waitFor(() => expect(epochs()).toEqual(['0.1', '0.2']));
  refuse('0.3');
  sync.open('1.1');
  await vi.waitFor(() => expect(epochs()).toEqual(['0.1', '0.2', '1.1']));
  clock.pass(60_000);
  sync.open('1.2');
  await vi.waitFor(() => expect(epochs().at(-1)).toBe('1.2'));
  expect(epochs()).toEqual(['0.1', '0.2', '1.1', '1.2']);
});
