/**
 * For tests: the page's own controls for one seat, all at once, on a workshop that is there.
 * Each is found as a person finds it, by its words, and is either there and can be used, or not.
 */
import type { Key, Params } from '@tavolo/i18n';
import type { CardId, ClusterId, Proposal, WorkTable } from '@tavolo/model';
import { act, type ReactNode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { DeskProvider, useDesk } from '../../board/desk.tsx';
import { Dock } from '../../board/dock.tsx';
import { CardMenu } from '../../board/panels/card-menu.tsx';
import { ClusterMenu } from '../../board/panels/cluster-menu.tsx';
import { VoicesPanel } from '../../board/panels/voices-panel.tsx';
import { WritePanel } from '../../board/panels/write-panel.tsx';
import { PeoplePanel } from '../../people/people-panel.tsx';
import { PhaseBar } from '../../phases/phase-bar.tsx';
import { Amendments } from '../../proposals/amendments.tsx';
import { WordsField } from '../../proposals/fields/words-field.tsx';
import { SheetProvider } from '../../proposals/sheet-context.tsx';
import type { Room } from '../../state/contract.ts';
import { say } from '../../state/language.ts';
import { RoomContext } from '../../state/room-context.tsx';
import { AllTables } from '../../tables/all-tables.tsx';
import { TableTimer } from '../../tables/table-timer.tsx';
import { VotePage } from '../../votes/vote-page.tsx';

/** Of the cluster and the tables. */
export const NAME = 'Tavolo';

/** What there is to do something to. The texts of the cards are these words. */
export interface Things {
  readonly own: CardId;
  readonly theirs: CardId;
  readonly ownInBin: CardId;
  readonly theirsInBin: CardId;
  readonly held: CardId;
  readonly clusterId: ClusterId;
  readonly tables: readonly [WorkTable, WorkTable];
  readonly proposals: readonly [Proposal, Proposal];
}

interface PartOf {
  readonly draw: (things: Things) => ReactNode;
  /** Menus and panels lie beside the page: by their names they are found. */
  readonly named?: readonly [Key, Params?];
}

const menu = (text: string) => ['board.actionsOn', { text }] as const;

const PARTS = {
  phases: { draw: () => <PhaseBar /> },
  dock: { draw: () => <Dock /> },
  need: { draw: () => <WritePanel kind="need" />, named: ['board.needTitle'] },
  offer: { draw: () => <WritePanel kind="offer" />, named: ['board.offerTitle'] },
  own: { draw: ({ own }) => <CardMenu of="card" cardId={own} />, named: menu('own') },
  theirs: { draw: ({ theirs }) => <CardMenu of="card" cardId={theirs} />, named: menu('theirs') },
  'own in the bin': {
    draw: ({ ownInBin }) => <CardMenu of="card" cardId={ownInBin} />,
    named: menu('own in the bin'),
  },
  'theirs in the bin': {
    draw: ({ theirsInBin }) => <CardMenu of="card" cardId={theirsInBin} />,
    named: menu('theirs in the bin'),
  },
  held: { draw: ({ held }) => <CardMenu of="card" cardId={held} />, named: menu('held') },
  voices: {
    draw: ({ theirs }) => <VoicesPanel cardId={theirs} />,
    named: ['board.voicesTitle'],
  },
  cluster: {
    draw: ({ clusterId }) => <ClusterMenu of="cluster" clusterId={clusterId} />,
    named: ['board.clusterActions', { name: NAME }],
  },
  people: {
    draw: () => <PeoplePanel onClose={() => undefined} />,
    named: ['common.peopleAndWorkshop'],
  },
  vote: { draw: () => <VotePage tools={null} notes={null} onList={null} /> },
  tables: { draw: () => <AllTables plenary={null} onOpen={() => undefined} /> },
  'own timer': { draw: ({ tables: [own] }) => <TableTimer table={own} /> },
  'their timer': { draw: ({ tables: [, theirs] }) => <TableTimer table={theirs} /> },
  'own sheet': { draw: ({ proposals: [own] }) => <OneSheet proposal={own} /> },
  'their sheet': { draw: ({ proposals: [, theirs] }) => <OneSheet proposal={theirs} /> },
} as const satisfies Record<string, PartOf>;
export type Part = keyof typeof PARTS;
const PART_NAMES = Object.keys(PARTS) as Part[];

function OneSheet({ proposal }: { readonly proposal: Proposal }) {
  return (
    <SheetProvider proposal={proposal}>
      <WordsField field="problem" />
      <Amendments />
    </SheetProvider>
  );
}

/** Menus hang on something that is there. */
function Everything({ things }: { readonly things: Things }) {
  const { menuAt } = useDesk();
  menuAt.current = document.body;
  return PART_NAMES.map((part) => (
    <div key={part} data-part={part}>
      {PARTS[part].draw(things)}
    </div>
  ));
}

/** There, and not greyed. */
export type Offers = (part: Part, words: readonly [Key, Params?]) => boolean;

export interface Controls {
  /** What is offered at this moment. */
  read(): Offers;
  close(): Promise<void>;
}

export async function showControls(room: Room, things: Things): Promise<Controls> {
  const place = document.createElement('main');
  document.body.append(place);
  const root: Root = createRoot(place);
  await act(async () => {
    root.render(
      <RoomContext value={room}>
        <DeskProvider>
          <Everything things={things} />
        </DeskProvider>
      </RoomContext>,
    );
  });
  return {
    read() {
      const names = new Map(PART_NAMES.map((part) => [part, offeredIn(placeOf(part))]));
      return (part, [key, params]) =>
        names.get(part)?.some((name) => name.startsWith(say(key, params))) === true;
    },
    async close() {
      await act(async () => root.unmount());
      place.remove();
    },
  };
}

function placeOf(part: Part): Element | undefined {
  const { named }: PartOf = PARTS[part];
  if (named === undefined) return document.querySelector(`[data-part="${part}"]`) ?? undefined;
  const [key, params] = named;
  const name = say(key, params);
  return [...document.querySelectorAll('[role="menu"], [role="dialog"]')].find(
    (beside) => nameOf(beside) === name,
  );
}

const CONTROLS = 'button, a[href], summary, select, input, textarea, [role="menuitem"]';

/** The names of what can be used in this place. */
function offeredIn(place: Element | undefined): readonly string[] {
  return [...(place?.querySelectorAll(CONTROLS) ?? [])].filter(isUsable).map(nameOf);
}

function isUsable(control: Element): boolean {
  if (control.getAttribute('aria-disabled') === 'true') return false;
  return !control.hasAttribute('disabled') && !/refused/.test(control.className);
}

function nameOf(control: Element): string {
  const said = control.getAttribute('aria-label');
  if (said !== null) return said;
  const by = control.getAttribute('aria-labelledby');
  if (by !== null) return document.getElementById(by)?.textContent.trim() ?? '';
  const label = /INPUT|SELECT|TEXTAREA/.test(control.tagName) ? control.closest('label') : null;
  return (label ?? control).textContent.trim();
}
