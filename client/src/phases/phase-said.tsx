/**
 * What becomes of the phase, said once each: that a move is coming, that it was taken back,
 * that it is done, with the line of what to do now. Where no bar shows the phase it is also
 * written, with the way to the board. Draws nothing itself.
 */
import { useEffect, useRef } from 'react';
import { announce } from '../design/announce.tsx';
import { navigate } from '../design/link.tsx';
import { showToast } from '../design/toast.tsx';
import { boardPath } from '../proposals/paths.ts';
import { useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { useInstruction } from './instruction.ts';
import { secondsUntil } from './seconds-until.ts';

export function PhaseSaid({ onBoard }: { readonly onBoard: boolean }) {
  useSaidComing();
  useSaidCancel();
  useSaidChange(onBoard);
  return null;
}

function useSaidComing(): void {
  const text = useText();
  const move = useWorkshop((workshop) => workshop.move);
  const offset = useRoomState((state) => state.clockOffset);
  const announced = move === null ? null : `${move.phase}${move.at}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each announcement, with the seconds it had then
  useEffect(() => {
    if (move === null) return;
    const left = secondsUntil(move.at, Date.now(), offset);
    if (left === 0) return;
    announce(text('phases.comingIn', { name: text(`phases.${move.phase}`), count: left }));
  }, [announced]);
}

/** A move that goes without the phase having changed was cancelled. */
function useSaidCancel(): void {
  const text = useText();
  const move = useWorkshop((workshop) => workshop.move);
  const phase = useWorkshop((workshop) => workshop.phase);
  const before = useRef(move);
  useEffect(() => {
    const gone = before.current;
    before.current = move;
    if (gone !== null && move === null && phase !== gone.phase) {
      announce(text('phases.cancelled', { name: text(`phases.${phase}`) }));
    }
  }, [move, phase, text]);
}

function useSaidChange(onBoard: boolean): void {
  const text = useText();
  const instruction = useInstruction();
  const id = useWorkshop((workshop) => workshop.id);
  const phase = useWorkshop((workshop) => workshop.phase);
  const said = useRef(phase);
  useEffect(() => {
    if (said.current === phase) return;
    said.current = phase;
    const sentence = text('phases.moved', { name: text(`phases.${phase}`), line: instruction });
    if (onBoard || id === null) {
      announce(sentence);
      return;
    }
    // What is written there is read out, too.
    const run = () => navigate(boardPath(id));
    showToast({ sentence, action: { label: text('proposals.backToBoard'), run } });
  }, [phase, text, instruction, onBoard, id]);
}
