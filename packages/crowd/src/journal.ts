/** What the server said to the crowd: every answer, how long it took, and what it must keep. */
import type { Command, SeatId } from '@tavolo/model';
import { type Answer, isRefused } from '@tavolo/protocol';

export interface Kept {
  readonly seatId: SeatId;
  readonly command: Command;
  /** Of the board, where the command changed it. */
  readonly seq: number;
}

export class Journal {
  readonly #kept = new Map<string, Kept>();
  readonly #times: number[] = [];
  readonly refusals: Record<string, number> = {};
  readonly errors: string[] = [];

  /** Answers to one frame. A command that is sent again after a lost line is counted once. */
  hear(seatId: SeatId, commands: readonly Command[], answers: readonly Answer[], ms: number): void {
    commands.forEach((command, index) => {
      const answer = answers[index];
      if (answer === undefined) return;
      if (isRefused(answer)) {
        const { kind } = answer.refusal;
        this.refusals[kind] = (this.refusals[kind] ?? 0) + 1;
      } else if (!this.#kept.has(command.cmdId)) {
        this.#kept.set(command.cmdId, { seatId, command, seq: answer.seq });
      }
      this.#times.push(ms);
    });
  }

  fault(what: string): void {
    this.errors.push(what);
  }

  /** Accepted commands, in the order of their answers. */
  get kept(): readonly Kept[] {
    return [...this.#kept.values()];
  }

  /** Milliseconds within which this share of the commands was answered. */
  within(share: number): number {
    const times = [...this.#times].sort((a, b) => a - b);
    return Math.round(times[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0);
  }
}
