/**
 * The only way for features to the workshop and to the words. Selected values keep their
 * identity while nothing in them changes, so a component renders for its own changes alone.
 */
import { type InterfaceLanguage, refusalWords } from '@tavolo/i18n';
import {
  type Action,
  type Card,
  type CardId,
  type Refusal,
  refuse,
  type Subject,
  type Workshop,
} from '@tavolo/model';
import type { Presence } from '@tavolo/protocol';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { RoomState, SharedText, TextState, UnsentWords } from './contract.ts';
import { currentLanguage, setLanguage, type Text, textIn, watchLanguage } from './language.ts';
import { useRoom } from './room-context.tsx';

export { useRoom } from './room-context.tsx';

/** The whole state, or what `select` takes from it; what it returns must keep its identity. */
export function useRoomState(): RoomState;
export function useRoomState<T>(select: (state: RoomState) => T): T;
export function useRoomState<T>(select?: (state: RoomState) => T): T | RoomState {
  const room = useRoom();
  const subscribe = useCallback((listener: () => void) => room.subscribe(listener), [room]);
  return useSyncExternalStore(subscribe, () => {
    const state = room.get();
    return select === undefined ? state : select(state);
  });
}

/** The folded workshop of this seat, or what `select` takes from it. */
export function useWorkshop(): Workshop;
export function useWorkshop<T>(select: (workshop: Workshop) => T): T;
export function useWorkshop<T>(select?: (workshop: Workshop) => T): T | Workshop {
  return useRoomState((state) => (select === undefined ? state.workshop : select(state.workshop)));
}

/** One card; others' changes do not wake it. */
export function useCard(id: CardId): Card | undefined {
  const room = useRoom();
  const subscribe = useCallback(
    (listener: () => void) => room.subscribeCard(id, listener),
    [room, id],
  );
  return useSyncExternalStore(subscribe, () => room.get().workshop.cards.get(id));
}

/** True where this seat may do it, else the refusal that says why not. */
export function useMay(action: Action, subject?: Subject): true | Refusal {
  const room = useRoom();
  const { workshop, me } = useRoomState();
  const own = subject?.own;
  const ownTable = subject?.ownTable;
  // Rights hang on the seat and on the stage; nothing else of the workshop matters here.
  const { phase, closed, everyoneCanGroup, lock } = workshop;
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are what `room.may` reads.
  return useMemo(
    () =>
      room.may(action, {
        ...(own === undefined ? {} : { own }),
        ...(ownTable === undefined ? {} : { ownTable }),
      }),
    [room, action, own, ownTable, me, phase, closed, everyoneCanGroup, lock],
  );
}

/** Whether this seat runs the workshop, a closed one too: what is shown to whoever leads hangs on this. */
export function useLeads(): boolean {
  return useMay('run') === true;
}

/** True where this seat may do something to the whole room now: in a closed workshop nobody does (rule W3). */
export function useMayLead(): true | Refusal {
  const may = useMay('run');
  const closed = useWorkshop((workshop) => workshop.closed);
  return useMemo(() => (may === true && closed ? refuse('closed', 'W3') : may), [may, closed]);
}

/** Others who are here; wakes at the pace of their cursors. */
export function usePresence(): readonly Presence[] {
  const { presence } = useRoom();
  return useSyncExternalStore(presence.subscribe, presence.get);
}

/** The shared text of this name, open for as long as the component is there. Null before it is. */
export function useSharedText(document: string): SharedText | null {
  const room = useRoom();
  const [shared, setShared] = useState<SharedText | null>(null);
  useEffect(() => {
    const opened = room.openText(document);
    setShared(opened);
    return () => {
      opened.close();
      setShared(null);
    };
  }, [room, document]);
  return shared;
}

/** How far a shared text has come. */
export function useTextState(shared: SharedText): TextState {
  return useSyncExternalStore(shared.subscribe, shared.get);
}

/** Words of this text that the server did not take. */
export function useUnsentWords(document: string): readonly UnsentWords[] {
  const { unsent } = useRoom();
  const all = useSyncExternalStore(unsent.subscribe, unsent.get);
  return useMemo(() => all.filter((words) => words.document === document), [all, document]);
}

export type { Text } from './language.ts';

/** Words in the interface's language; another function when another is chosen. */
export function useText(): Text {
  return textIn(useSyncExternalStore(watchLanguage, currentLanguage));
}

/** The interface's language and the way to choose another. */
export function useLanguage(): [InterfaceLanguage, (language: InterfaceLanguage) => void] {
  const language = useSyncExternalStore(watchLanguage, currentLanguage);
  const choose = useCallback((language: InterfaceLanguage) => void setLanguage(language), []);
  return [language, choose];
}

/** The sentence for a local refusal. */
export function useRefusalText(): (refusal: Refusal) => string {
  const text = useText();
  return useCallback(
    (refusal: Refusal) => {
      const { key, params } = refusalWords(currentLanguage(), refusal);
      return text(key, params);
    },
    [text],
  );
}
