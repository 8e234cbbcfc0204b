/** What of the workshop is looked at: chosen by the person, or called to by what the room does. */
import { openRoundOf } from '@tavolo/model';
import { useEffect, useState } from 'react';
import type { View } from '../people/top-bar.tsx';
import { useMay, useWorkshop } from '../state/hooks.ts';
import { useTablesView } from '../tables/view.ts';
import { lookedAt, useWanted } from './look.ts';

export interface Viewing {
  readonly view: View;
  /** There is, was or can be a vote. */
  readonly vote: boolean;
  /** There are tables to see or to set up. */
  readonly tables: boolean;
  choose(view: View): void;
}

/**
 * A round that opens or closes calls everybody to it once, and the phase whoever leads, to
 * begin one; then it is theirs to choose.
 */
export function useView(narrow: boolean): Viewing {
  const rounds = useWorkshop((workshop) => workshop.rounds.size);
  const isOpen = useWorkshop((workshop) => openRoundOf(workshop) !== null);
  const phase = useWorkshop((workshop) => workshop.phase);
  const leads = useMay('holdVote') === true;
  const { there: tables, calls } = useTablesView();
  const vote = rounds > 0 || (phase === 'prioritise' && leads);
  const during = `${rounds} ${isOpen} ${calls} ${vote}`;
  // Who comes by a link to a cluster wants to see the wall.
  const [chosen, setChosen] = useState<{ view: View; during: string } | null>(() =>
    window.location.hash === '' ? null : { view: 'wall', during },
  );
  const choose = (view: View) => setChosen({ view, during });
  const since = chosen?.during !== during;
  const called =
    since && vote && phase === 'prioritise' ? 'vote' : since && calls ? 'tables' : null;
  // When the tables have done their work, everybody is back at the wall.
  const kept = chosen?.view === 'tables' && since ? 'wall' : (chosen?.view ?? 'wall');
  const wanted = called ?? kept;
  const there = (wanted === 'vote' && !vote) || (wanted === 'tables' && !tables) ? 'wall' : wanted;
  return { view: narrow && there === 'wall' ? 'list' : there, choose, vote, tables };
}

/** What everybody is called to is at the tables, or on the wall; it is not in the vote. */
export function useCalled({ view, tables, choose }: Viewing, board: 'wall' | 'list'): void {
  const wanted = useWanted();
  useEffect(() => {
    if (wanted === null) return;
    if (wanted.kind === 'table') {
      // The tables' page opens the one that is meant; whoever has no such page stays where they are.
      if (!tables) lookedAt();
      else if (view !== 'tables') choose('tables');
    } else if (view === 'vote' || view === 'tables') choose(board);
  });
}
