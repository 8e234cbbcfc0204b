/**
 * The event `command`: one command or a batch, translated into the one write path. Answers
 * come back in the shape in which the commands came, with sentences in the seat's language.
 */
import { type InterfaceLanguage, interfaceLanguage, sayRefusal } from '@tavolo/i18n';
import { type ParsedCommand, parseCommand, type Refusal, type SeatId } from '@tavolo/model';
import type { Answer, DoorRefusal, Refused } from '@tavolo/protocol';
import type { Logger } from 'pino';
import type { Metrics } from '../metrics.ts';
import type { Attendance } from '../people/attendance.ts';
import { BrokenLog } from '../storage/errors.ts';
import { type OpenWorkshop, StorageFailure } from '../workshop/contract.ts';
import type { Rate } from '../workshop/rate.ts';

/** Parts of a seat's allowance that are on other nodes, at most. */
const MOST_SHARES = 4;
/** Commands in one frame. */
const MAX_BATCH = 100;

export type AnswerCommands = (
  workshop: OpenWorkshop,
  seatId: SeatId,
  commands: unknown,
) => Promise<Answer | readonly Answer[]>;

export interface CommandsOptions {
  readonly rate: Rate;
  /** Other nodes on which the seat has a tab. */
  readonly nodesOf: Attendance['nodesOf'];
  /** The program is about to end: what is not taken yet is for the next one. */
  readonly isQuiet: () => boolean;
  readonly log: Logger;
  readonly metrics: Metrics;
}

export function openCommands({
  rate,
  nodesOf,
  isQuiet,
  log,
  metrics,
}: CommandsOptions): AnswerCommands {
  /** Takes all of them into the queue before the first is decided, so that they stay together. */
  function answerBatch(
    workshop: OpenWorkshop,
    seatId: SeatId,
    commands: readonly unknown[],
  ): Promise<readonly Answer[]> {
    const language = languageOf(workshop, seatId);
    if (isQuiet()) return Promise.resolve(commands.map(() => refused(language, door('busy'))));
    // Nobody has a second allowance for a tab on a second node; and nobody is told to wait for ever.
    const share = Math.min(MOST_SHARES, 1 + nodesOf(workshop.id, seatId));
    const { taken, retryAfter } = rate.take(seatId, commands.length, share);
    if (taken < commands.length) metrics.turnedAway('live', 'too-many');
    const tooMany = { ...door('too-many', { seconds: Math.ceil(retryAfter / 1_000) }), retryAfter };
    return Promise.all(
      commands.map((command, index) =>
        index < taken
          ? answerOne(workshop, seatId, parseCommand(command), language)
          : refused(language, tooMany),
      ),
    );
  }

  async function answerOne(
    workshop: OpenWorkshop,
    seatId: SeatId,
    parsed: ParsedCommand,
    language: InterfaceLanguage,
  ): Promise<Answer> {
    if (!parsed.ok) {
      metrics.turnedAway('live', parsed.why);
      return refused(language, door(parsed.why, { path: parsed.path }));
    }
    try {
      const performed = await workshop.perform(seatId, parsed.command);
      metrics.commanded('live', parsed.command.type, performed.ok);
      return performed.ok
        ? { seq: performed.seq, in: performed.in }
        : refused(language, performed.refusal);
    } catch (error) {
      log.error({ workshop: workshop.id, type: parsed.command.type, err: error }, 'not performed');
      return refused(language, door(whyNot(error)));
    }
  }

  return async (workshop, seatId, commands) => {
    if (!Array.isArray(commands)) {
      const [answer] = await answerBatch(workshop, seatId, [commands]);
      if (answer === undefined) throw new Error('a command without an answer');
      return answer;
    }
    if (commands.length > MAX_BATCH) {
      metrics.turnedAway('live', 'too-large');
      return refused(languageOf(workshop, seatId), door('too-large'));
    }
    return answerBatch(workshop, seatId, commands);
  };
}

function whyNot(error: unknown): DoorRefusal {
  if (error instanceof BrokenLog) return 'damaged';
  return error instanceof StorageFailure ? 'not-saving' : 'busy';
}

/** What a refusal of the model and one of the door have in common. */
interface No {
  readonly kind: Refusal['kind'] | DoorRefusal;
  readonly rule: string;
  readonly params?: Readonly<Record<string, string | number>>;
  readonly retryAfter?: number;
}

function door(kind: DoorRefusal, params?: No['params']): No {
  return params === undefined ? { kind, rule: 'door' } : { kind, rule: 'door', params };
}

function refused(language: InterfaceLanguage, no: No): Refused {
  const { kind, rule, params, retryAfter } = no;
  return {
    refusal: {
      kind,
      message: sayRefusal(language, no),
      rule,
      ...(params === undefined ? {} : { params }),
      ...(retryAfter === undefined ? {} : { retryAfter }),
    },
  };
}

function languageOf(workshop: OpenWorkshop, seatId: SeatId): InterfaceLanguage {
  return interfaceLanguage(workshop.state.seats.get(seatId)?.language);
}
