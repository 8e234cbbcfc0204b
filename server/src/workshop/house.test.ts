import { randomBytes, randomUUID } from 'node:crypto';
import { boardSeq, readWall } from '@tavolo/documents';
import type { CardId, Command, CommandId, Order, SeatId, ThemeId, WorkshopId } from '@tavolo/model';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as Y from 'yjs';
import type { Bus } from '../bus/bus.ts';
import { openLocalBus } from '../bus/local.ts';
import { openMemoryStorage } from '../storage/memory/memory-storage.ts';
import type { Storage } from '../storage/storage.ts';
import { type House, type OpenWorkshop, StorageFailure } from './contract.ts';
import { createWorkshop } from './create-workshop.ts';
import { openHouse } from './house.ts';

const id = <T extends string>() => randomUUID() as string as T;
const command = (order: Order): Command => ({ ...order, cmdId: id<CommandId>() });
const log = pino({ level: 'silent' });

let storage: Storage;
let bus: Bus;
let house: House;
let now: number;
const workshopId = id<WorkshopId>();
const owner = id<SeatId>();

function anotherHouse(over: Storage = storage): House {
  return openHouse({ storage: over, bus, log, clock: () => now, random: () => 7 });
}

async function opened(from: House = house): Promise<OpenWorkshop> {
  const workshop = await from.open(workshopId);
  if (workshop === null) throw new Error('not there');
  return workshop;
}

function need(text: string, cardId = id<CardId>()): Order {
  return {
    type: 'writeCard',
    cardId,
    kind: 'need',
    text,
    language: 'it',
    themeId: null,
    signed: false,
    writtenIn: 'listen',
  };
}

beforeEach(async () => {
  now = 1_764_000_000_000;
  storage = openMemoryStorage();
  bus = openLocalBus();
  house = anotherHouse();
  const created = await createWorkshop(
    {
      type: 'openWorkshop',
      workshopId,
      title: 'Prova',
      language: 'it',
      challenge: '',
      audience: 'mixed',
      review: 'off',
      demonstration: false,
      owner: { seatId: owner, name: 'Anna' },
      themes: [{ themeId: id<ThemeId>(), name: 'Abitare', colour: 'housing' }],
    },
    { storage, now, randomBytes: (count) => randomBytes(count), recoveryHash: 'a'.repeat(64) },
  );
  expect(created.ok).toBe(true);
});

afterEach(async () => {
  await house.close();
  await bus.close();
  await storage.close();
});

describe('the house', () => {
  it('loads a workshop once, however many ask', async () => {
    const read = vi.spyOn(storage, 'findWorkshop');
    const [one, two] = await Promise.all([house.open(workshopId), house.open(workshopId)]);
    expect(one).toBe(two);
    expect(read).toHaveBeenCalledTimes(1);
    expect(await house.open(id<WorkshopId>())).toBeNull();
  });

  it('commits before it shows, and tells what was touched', async () => {
    const workshop = await opened();
    const order: string[] = [];
    const append = storage.append.bind(storage);
    vi.spyOn(storage, 'append').mockImplementation(async (...given) => {
      const result = await append(...given);
      order.push('committed');
      return result;
    });
    workshop.subscribe(({ touched }) => {
      order.push('told');
      expect(boardSeq(workshop.board)).toBe(workshop.boardSeq);
      expect(touched.board).toBe(true);
    });
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }));
    order.push('answered');
    expect(order).toEqual(['committed', 'told', 'answered']);
  });

  it('decides what arrives together in order, in few commits, and answers a repeat as the first time', async () => {
    const workshop = await opened();
    const append = vi.spyOn(storage, 'append');
    const commands = [
      command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }),
      ...Array.from({ length: 50 }, (_, index) => command(need(`bisogno ${index}`))),
    ];
    const answers = await Promise.all(commands.map((each) => workshop.perform(owner, each)));
    expect(answers.map((answer) => answer.ok && answer.seq)).toEqual(
      commands.map((_, index) => index + 2),
    );
    expect(append.mock.calls.length).toBeLessThanOrEqual(2);
    const repeated = commands[3] as Command;
    expect(await workshop.perform(owner, repeated)).toEqual(answers[3]);
    expect(readWall(workshop.board).cards.size).toBe(50);
  });

  it('decides a refused command again when it is repeated', async () => {
    const workshop = await opened();
    const early = command(need('troppo presto'));
    const seat = id<SeatId>();
    await workshop.order({
      type: 'takeSeat',
      seatId: seat,
      role: 'participant',
      name: 'Gi',
      kind: null,
      organisation: null,
      language: 'it',
    });
    const notYet = await workshop.perform(seat, {
      ...early,
      type: 'createCluster',
      clusterId: id(),
      themeId: null,
      name: 'G',
      question: '',
      x: 0,
      y: 0,
    } as Command);
    expect(notYet).toMatchObject({ ok: false, refusal: { kind: 'wrong-phase' } });
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'cluster', afterS: 0 }));
    const again = await workshop.perform(seat, {
      cmdId: early.cmdId,
      type: 'createCluster',
      clusterId: id(),
      themeId: null,
      name: 'G',
      question: '',
      x: 0,
      y: 0,
    });
    expect(again.ok).toBe(true);
  });

  it('two houses on one log take turns, and both end with the same bytes', async () => {
    const other = anotherHouse();
    const [one, two] = [await opened(), await opened(other)];
    await one.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }));
    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? one : two).perform(owner, command(need(`bisogno ${index}`))),
      ),
    );
    await Promise.all([one.catchUp(), two.catchUp()]);
    expect(one.seq).toBe(two.seq);
    expect(one.state.cards.size).toBe(40);
    expect(Y.encodeStateAsUpdate(one.board)).toEqual(Y.encodeStateAsUpdate(two.board));
    const fresh = anotherHouse();
    expect(Y.encodeStateAsUpdate((await opened(fresh)).board)).toEqual(
      Y.encodeStateAsUpdate(one.board),
    );
    await Promise.all([other.close(), fresh.close()]);
  });

  it('[R6] tells whoever writes no number that others move in private, on no node and after no load', async () => {
    const workshop = await opened();
    const [writer, other] = [id<SeatId>(), id<SeatId>()];
    for (const seatId of [writer, other]) {
      const named = { name: 'Gi', kind: null, organisation: null, language: 'it' } as const;
      await workshop.order({ type: 'takeSeat', seatId, role: 'participant', ...named });
    }
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'write', afterS: 0 }));
    const draft = (text: string): Command =>
      command({ ...need(text), writtenIn: 'write' } as Order);
    const first = draft('mio');
    const answers = [await workshop.perform(writer, first)];
    const { seq, boardSeq: atBoard } = workshop;
    for (const text of ['uno', 'due', 'tre']) await workshop.perform(other, draft(text));
    answers.push(await workshop.perform(writer, draft('ancora mio')));
    // Taking the seat was the first that this seat heard of.
    expect(answers).toEqual([
      { ok: true, seq: 2, in: ['mine'] },
      { ok: true, seq: 3, in: ['mine'] },
    ]);
    expect(workshop.standing(writer)).toEqual({ seq: 3, board: atBoard });
    expect(boardSeq(workshop.board)).toBe(atBoard);
    expect(workshop.seq).toBe(seq + 4);

    const otherHouse = anotherHouse();
    const again = await opened(otherHouse);
    expect(again.standing(writer)).toEqual(workshop.standing(writer));
    expect(again.boardSeq).toBe(atBoard);
    expect(await again.perform(writer, first)).toEqual(answers[0]);
    await otherHouse.close();
  });

  it('acknowledges and shows nothing that could not be written, and goes on when it can', async () => {
    const workshop = await opened();
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }));
    const before = Y.encodeStateAsUpdate(workshop.board);
    const failing = vi.spyOn(storage, 'append').mockRejectedValue(new Error('disk full'));
    await expect(workshop.perform(owner, command(need('perso?')))).rejects.toThrow(StorageFailure);
    expect(Y.encodeStateAsUpdate(workshop.board)).toEqual(before);
    failing.mockRestore();
    const performed = await workshop.perform(owner, command(need('salvato')));
    expect(performed.ok).toBe(true);
    expect([...workshop.state.cards.values()].map((card) => card.text)).toEqual(['salvato']);
  });

  it('a commit that was reported lost but landed is found again, once', async () => {
    const workshop = await opened();
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }));
    const append = storage.append.bind(storage);
    vi.spyOn(storage, 'append').mockImplementationOnce(async (...given) => {
      await append(...given);
      throw new Error('the answer was lost');
    });
    const written = command(need('una volta sola'));
    await expect(workshop.perform(owner, written)).rejects.toThrow(StorageFailure);
    const repeated = await workshop.perform(owner, written);
    expect(repeated).toMatchObject({ ok: true, seq: 3 });
    expect(workshop.state.cards.size).toBe(1);
  });

  it('[P2] an announced move takes effect when it is due, also after a restart', async () => {
    const workshop = await opened();
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 10 }));
    expect(workshop.state.phase).toBe('prepare');
    await house.close();
    now += 11_000;
    house = anotherHouse();
    await vi.waitFor(async () => expect((await opened()).state.phase).toBe('listen'));
  });

  it('[P2] a workshop that cannot be opened keeps no other’s move waiting', async () => {
    const workshop = await opened();
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 10 }));
    await house.close();
    const due = await storage.dueMoves(now);
    const broken = id<WorkshopId>();
    vi.spyOn(storage, 'dueMoves').mockResolvedValue([{ workshopId: broken, dueAt: now }, ...due]);
    const find = storage.findWorkshop.bind(storage);
    vi.spyOn(storage, 'findWorkshop').mockImplementation((wanted) =>
      wanted === broken ? Promise.reject(new Error('broken log')) : find(wanted),
    );
    now += 11_000;
    house = anotherHouse();
    await vi.waitFor(async () => expect((await opened()).state.phase).toBe('listen'));
  });

  it('finishes a long queue before it is closed', async () => {
    const workshop = await opened();
    const many = Array.from({ length: 900 }, (_, index) => command(need(`bisogno ${index}`)));
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }));
    const answers = many.map((each) => workshop.perform(owner, each));
    await house.close();
    await storage.close();
    const settled = await Promise.allSettled(answers);
    expect(settled.filter(({ status }) => status === 'rejected')).toEqual([]);
  });

  it('[P2] a cancelled move never takes effect', async () => {
    const workshop = await opened();
    await workshop.perform(owner, command({ type: 'moveToPhase', phase: 'listen', afterS: 10 }));
    await workshop.perform(owner, command({ type: 'cancelMove' }));
    now += 60_000;
    expect(await workshop.order({ type: 'completeMove' })).toMatchObject({
      ok: false,
      refusal: { kind: 'not-due' },
    });
    expect(await storage.dueMoves(now)).toEqual([]);
  });

  it('a listener that throws takes nobody else down', async () => {
    const workshop = await opened();
    const heard = vi.fn();
    workshop.subscribe(() => {
      throw new Error('mine');
    });
    workshop.subscribe(heard);
    const performed = await workshop.perform(
      owner,
      command({ type: 'moveToPhase', phase: 'listen', afterS: 0 }),
    );
    expect(performed.ok).toBe(true);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});
