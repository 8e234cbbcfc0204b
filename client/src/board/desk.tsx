/**
 * What wall and list share: the reading of the wall, the one panel that may be open, the
 * one menu, and how something is done. A card asks the desk; it knows no panels itself.
 */
import {
  type CardId,
  type CardKind,
  type ClusterId,
  isRefusal,
  type Order,
  type TableId,
} from '@tavolo/model';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { announce } from '../design/announce.tsx';
import { useRefusalText, useRoom, useRoomState, useWorkshop } from '../state/hooks.ts';
import { EMPTY_INDEX, indexWall, type WallIndex } from './wall-index.ts';

export type Panel =
  | { readonly is: 'write'; readonly kind: CardKind }
  | { readonly is: 'edit'; readonly cardId: CardId }
  | { readonly is: 'move'; readonly cardId: CardId }
  | { readonly is: 'merge'; readonly cardId: CardId }
  | { readonly is: 'voices'; readonly cardId: CardId }
  /** With a card, the new cluster is made for it; with a place, there. */
  | {
      readonly is: 'new-cluster';
      readonly cardId: CardId | null;
      readonly at?: { readonly x: number; readonly y: number };
    }
  | { readonly is: 'rename-cluster'; readonly clusterId: ClusterId }
  /** With a table, it is for that one at first. */
  | {
      readonly is: 'new-proposal';
      readonly clusterId: ClusterId;
      readonly tableId?: TableId;
    };

export type MenuSubject =
  | { readonly of: 'card'; readonly cardId: CardId }
  | { readonly of: 'cluster'; readonly clusterId: ClusterId };

export interface Desk {
  readonly panel: Panel | null;
  readonly menu: MenuSubject | null;
  /** What the menu hangs on. */
  readonly menuAt: RefObject<HTMLElement | null>;
  /** A "no" of the rules here, until the next action. */
  readonly refusal: string | null;
  /** Finds a place for a new cluster; the wall knows what is on screen. */
  readonly spot: RefObject<() => { x: number; y: number }>;
  open(panel: Panel | null): void;
  openMenu(subject: MenuSubject, at: HTMLElement): void;
  closeMenu(): void;
  /** Does it, or says why not. Returns the sentence of a refusal. */
  act(orders: Order | readonly Order[]): string | null;
  clearRefusal(): void;
}

const DeskContext = createContext<Desk | null>(null);
const IndexContext = createContext<WallIndex>(EMPTY_INDEX);

export function DeskProvider({ children }: { readonly children: ReactNode }) {
  const room = useRoom();
  const refusalText = useRefusalText();
  const [panel, setPanel] = useState<Panel | null>(null);
  const [menu, setMenu] = useState<MenuSubject | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const menuAt = useRef<HTMLElement | null>(null);
  const spot = useRef(() => ({ x: 0, y: 0 }));

  const act = useCallback(
    (orders: Order | readonly Order[]) => {
      const answer = room.send(orders);
      const sentence = isRefusal(answer) ? refusalText(answer) : null;
      setRefusal(sentence);
      if (sentence !== null) announce(sentence);
      return sentence;
    },
    [room, refusalText],
  );
  const openMenu = useCallback((subject: MenuSubject, at: HTMLElement) => {
    menuAt.current = at;
    setMenu(subject);
  }, []);
  const closeMenu = useCallback(() => setMenu(null), []);
  const clearRefusal = useCallback(() => setRefusal(null), []);

  const desk = useMemo<Desk>(
    () => ({
      panel,
      menu,
      menuAt,
      refusal,
      spot,
      open: setPanel,
      openMenu,
      closeMenu,
      act,
      clearRefusal,
    }),
    [panel, menu, refusal, openMenu, closeMenu, act, clearRefusal],
  );
  return (
    <DeskContext value={desk}>
      <IndexProvider>{children}</IndexProvider>
    </DeskContext>
  );
}

function IndexProvider({ children }: { readonly children: ReactNode }) {
  const workshop = useWorkshop();
  const me = useRoomState((state) => state.me?.id ?? null);
  const before = useRef(EMPTY_INDEX);
  const index = useMemo(() => indexWall(workshop, me, before.current), [workshop, me]);
  before.current = index;
  return <IndexContext value={index}>{children}</IndexContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('useDesk outside a DeskProvider');
  return desk;
}

export function useWallIndex(): WallIndex {
  return useContext(IndexContext);
}

/**
 * For what stands on every page of the workshop: says a "no" in the desk's place where there is
 * a desk, else to screen readers alone. What is known beforehand is greyed before it is pressed.
 */
export function useAct(): Desk['act'] {
  const desk = useContext(DeskContext);
  const room = useRoom();
  const refusalText = useRefusalText();
  const said = useCallback(
    (orders: Order | readonly Order[]) => {
      const answer = room.send(orders);
      if (!isRefusal(answer)) return null;
      const sentence = refusalText(answer);
      announce(sentence);
      return sentence;
    },
    [room, refusalText],
  );
  return desk?.act ?? said;
}
