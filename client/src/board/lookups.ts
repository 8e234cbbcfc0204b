import { useMemo } from 'react';
import { useRoomState, useWorkshop } from '../state/hooks.ts';
import type { Lookups } from './cluster-area.tsx';
import { useWallIndex } from './desk.tsx';
import { useHolding } from './holding.ts';

/** What cards need besides themselves, as maps that change only when their content does. */
export function useLookups(): Lookups {
  const placeTable = useWorkshop((workshop) => workshop.places);
  const themeTable = useWorkshop((workshop) => workshop.themes);
  const language = useWorkshop((workshop) => workshop.language);
  const pass = useWorkshop((workshop) => workshop.pass);
  const waiting = useRoomState((state) => state.waiting);
  const offline = useRoomState(
    ({ saving }) => saving.is === 'offline' || saving.is === 'not-saving',
  );
  const { voices } = useWallIndex();
  const holding = useHolding();
  const places = useMemo(() => new Map(placeTable.entries()), [placeTable]);
  const themes = useMemo(() => new Map(themeTable.entries()), [themeTable]);
  return useMemo(
    () => ({ places, themes, voices, holding, waiting, offline, language, pass }),
    [places, themes, voices, holding, waiting, offline, language, pass],
  );
}
