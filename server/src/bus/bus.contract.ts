/** What every bus promises, run against each of them (`*.test.ts` beside it). */
import type { WorkshopId } from '@tavolo/model';
import { describe, expect, test, vi } from 'vitest';
import type { Bus, Message } from './bus.ts';

/** Opens a bus whose deaf listeners are reported to `failed`. */
export type OpenBus = (failed: (error: unknown) => void) => Promise<Bus>;

const A = '00000000-0000-4000-8000-00000000000a' as WorkshopId;
const B = '00000000-0000-4000-8000-00000000000b' as WorkshopId;

const decided = (workshopId: WorkshopId, seq: number): Message => ({
  is: 'decided',
  workshopId,
  seq,
});

export function busContract(name: string, open: OpenBus): void {
  async function onBus(body: (bus: Bus, failed: ReturnType<typeof vi.fn>) => Promise<void>) {
    const failed = vi.fn();
    const bus = await open(failed);
    try {
      await body(bus, failed);
    } finally {
      await bus.close();
    }
  }

  describe(`${name} as a bus`, () => {
    test('every listener hears whatever this node says, of all workshops, in order, and who said it', () =>
      onBus(async (bus) => {
        const heard: [Message[], Message[]] = [[], []];
        bus.listen((message) => heard[0].push(message));
        bus.listen((message) => heard[1].push(message));
        const said = [decided(A, 1), decided(B, 7), decided(A, 2)];
        for (const message of said) bus.tell(message);
        await vi.waitFor(() => expect(heard).toEqual([said, said]));
      }));

    test('telling never calls a listener before it returns', () =>
      onBus(async (bus) => {
        const heard = vi.fn();
        bus.listen(heard);
        bus.tell(decided(A, 1));
        expect(heard).not.toHaveBeenCalled();
        await vi.waitFor(() => expect(heard).toHaveBeenCalledOnce());
        expect(heard).toHaveBeenCalledWith(decided(A, 1), bus.node);
      }));

    test('who stopped listening hears nothing; the same listener may come twice', () =>
      onBus(async (bus) => {
        const twice = vi.fn();
        const witness = vi.fn();
        const stop = bus.listen(twice);
        bus.listen(twice);
        bus.listen(witness);
        stop();
        stop();
        bus.tell(decided(A, 1));
        await vi.waitFor(() => expect(witness).toHaveBeenCalledOnce());
        expect(twice).toHaveBeenCalledOnce();
      }));

    test('one listener that throws is reported and silences nobody', () =>
      onBus(async (bus, failed) => {
        const error = new Error('deaf');
        const witness = vi.fn();
        bus.listen(() => {
          throw error;
        });
        bus.listen(witness);
        bus.tell(decided(A, 1));
        await vi.waitFor(() => expect(witness).toHaveBeenCalledOnce());
        expect(failed).toHaveBeenCalledWith(error);
      }));

    test('what this node says of a workshop it hears once, followed or not, and as often as it is followed', () =>
      onBus(async (bus) => {
        const heard: Message[] = [];
        bus.listen((message) => heard.push(message));
        const follows = [bus.follow(A), bus.follow(A)];
        await Promise.all(follows.map(({ ready }) => ready));
        bus.tell(decided(A, 1));
        bus.tell(decided(B, 1));
        for (const { stop } of [...follows, ...follows]) stop();
        bus.tell(decided(A, 2));
        await vi.waitFor(() => expect(heard).toHaveLength(3));
        // Time for what comes back over a network.
        await Promise.all([bus.follow(B).ready, bus.follow(A).ready]);
        expect(heard).toEqual([decided(A, 1), decided(B, 1), decided(A, 2)]);
      }));

    test('a closed bus is silent, never throws, and may be closed twice', () =>
      onBus(async (bus) => {
        const heard = vi.fn();
        bus.listen(heard);
        await bus.close();
        await bus.close();
        bus.tell(decided(A, 1));
        bus.listen(heard)();
        await new Promise((resolve) => setImmediate(resolve));
        expect(heard).not.toHaveBeenCalled();
      }));
  });
}
