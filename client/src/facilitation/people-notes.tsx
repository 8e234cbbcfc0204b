/**
 * For whoever leads: who waits at the door, whose hand is up, in order, and how many are done.
 * A co-facilitator sees the hands too, and calls on people; they are lowered by who leads.
 */
import type { Seat } from '@tavolo/model';
import { DoorOpen, Hand, X } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useAct } from '../board/desk.tsx';
import { announce } from '../design/announce.tsx';
import { Button, IconButton } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import { useLeads, useMayLead, useRefusalText, useRoomState, useText } from '../state/hooks.ts';
import css from './signals.module.css';

/** More than these are a number; the first ones speak first. */
const SHOWN = 5;
const NOBODY: readonly Seat[] = [];

export function PeopleNotes() {
  return (
    <>
      <DoorNote />
      <SignsNote />
    </>
  );
}

/** Those who wait to be let in, as the roster tells them. */
export function useWaiting(): readonly Seat[] {
  const roster = useRoomState((state) => state.roster) ?? NOBODY;
  return useMemo(() => roster.filter(({ waiting }) => waiting), [roster]);
}

export function useHands(): readonly Seat[] {
  const roster = useRoomState((state) => state.roster) ?? NOBODY;
  return useMemo(
    () => roster.filter(({ hand }) => hand !== null).sort((a, b) => (a.hand ?? 0) - (b.hand ?? 0)),
    [roster],
  );
}

function DoorNote() {
  const text = useText();
  const act = useAct();
  const waiting = useWaiting();
  const opens = useLeads();
  if (!opens || waiting.length === 0) return null;
  return (
    <Note
      status
      tone="accent"
      icon={<DoorOpen aria-hidden />}
      actions={
        <Button
          look="quiet"
          onClick={() => act(waiting.map(({ id }) => ({ type: 'admitSeat', seatId: id }) as const))}
        >
          {text(waiting.length === 1 ? 'care.letIn' : 'care.letInAll')}
        </Button>
      }
    >
      {text('care.waiting', { count: waiting.length })}
    </Note>
  );
}

function SignsNote() {
  const text = useText();
  const refusalText = useRefusalText();
  const act = useAct();
  const mayLead = useMayLead();
  // Only those who run the room or seat its people are told who is in it.
  const knows = useRoomState((state) => state.roster !== null);
  const done = useRoomState((state) => state.counts?.ready ?? 0);
  const me = useRoomState((state) => state.me?.id ?? null);
  const hands = useHands();
  useSaidHands(hands.length);
  if (!knows || (hands.length === 0 && done === 0)) return null;
  const refusal = mayLead === true ? null : refusalText(mayLead);
  const lower = (seats: readonly Seat[]) =>
    act(seats.map(({ id }) => ({ type: 'lowerHand', seatId: id }) as const));
  return (
    <Note
      icon={<Hand aria-hidden />}
      actions={
        hands.length > 1 ? (
          <Button look="quiet" refusal={refusal} reason="read" onClick={() => lower(hands)}>
            {text('care.lowerAll')}
          </Button>
        ) : null
      }
    >
      <div className={css.signs}>
        <p>
          {hands.length === 0 ? null : <b>{text('care.hands', { count: hands.length })}</b>}
          {hands.length > 0 && done > 0 ? ' · ' : null}
          {done === 0 ? null : text('care.readyCount', { count: done })}
        </p>
        {hands.length === 0 ? null : (
          <ol className={css.hands}>
            {hands.slice(0, SHOWN).map((seat, at) => {
              const name = seat.name || text('common.nameless');
              return (
                <li key={seat.id}>
                  <span aria-hidden>{at + 1}</span>
                  <b dir="auto">{name}</b>
                  <IconButton
                    label={text('care.lower', { name })}
                    icon={<X aria-hidden />}
                    refusal={seat.id === me ? null : refusal}
                    onClick={() => {
                      if (lower([seat]) === null) announce(text('care.lowered', { name }));
                    }}
                  />
                </li>
              );
            })}
            {hands.length > SHOWN ? (
              <li>{text('care.more', { count: hands.length - SHOWN })}</li>
            ) : null}
          </ol>
        )}
      </div>
    </Note>
  );
}

/** Said when another one goes up; a list that is read anew each time would drown the rest. */
function useSaidHands(count: number): void {
  const text = useText();
  const before = useRef(count);
  useEffect(() => {
    if (count > before.current) announce(text('care.hands', { count }));
    before.current = count;
  }, [count, text]);
}
