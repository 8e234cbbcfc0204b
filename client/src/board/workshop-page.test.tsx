// @vitest-environment happy-dom
/** The page of a workshop while the room calls somebody from one view to another. */
import type { ClusterId, RoundId } from '@tavolo/model';
import { act } from 'react';
import type { Root } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { newId } from '../connection/ids.ts';
import { openPanel } from '../people/panel-place.ts';
import { say } from '../state/language.ts';
import { drawnFor, leads, personAt, startDrawing } from '../state/testing/drawn.tsx';
import { SimulatedServer } from '../state/testing/simulated-server.ts';
import WorkshopPage from './workshop-page.tsx';

const clusterId = newId<ClusterId>();
const roundId = newId<RoundId>();
let server: SimulatedServer;
let root: Root;

const goesToTheVote = () => leads(server, { type: 'moveToPhase', phase: 'prioritise', afterS: 0 });

async function opensTheVote(): Promise<void> {
  await goesToTheVote();
  const rest = { dotsPerSeat: 5, capPerItem: 3, remote: false, openLink: false, closesAt: null };
  await leads(server, {
    type: 'openRound',
    roundId,
    over: 'clusters',
    items: [clusterId],
    ...rest,
  });
}

async function draws(at: number): Promise<void> {
  root = await drawnFor(personAt(server, at), <WorkshopPage />);
}

beforeAll(async () => {
  await startDrawing();
  // Loaded when there is time; here they are to be there at once.
  await Promise.all([
    import('../facilitation/lock-menu.tsx'),
    import('../facilitation/room-menu.tsx'),
    import('../people/people-panel.tsx'),
    import('../phases/phase-menu.tsx'),
    import('../proposals/proposals-note.tsx'),
    import('../tables/tables-page.tsx'),
    import('../votes/vote-page.tsx'),
    import('./panels/open-panel.tsx'),
  ]);
});

beforeEach(async () => {
  server = SimulatedServer.open(['facilitator', 'participant']);
  for (const { room } of server.people) room.subscribe(() => undefined);
  await leads(server, { type: 'moveToPhase', phase: 'cluster', afterS: 0 });
  const cluster = { clusterId, themeId: null, name: 'Casa', question: '', x: 0, y: 0 };
  await leads(server, { type: 'createCluster', ...cluster });
});

afterEach(async () => {
  await act(async () => root.unmount());
});

it('words typed in an open panel outlive a phase that calls to the vote', async () => {
  await draws(0);
  await act(async () => openPanel('about'));
  const button = [...document.querySelectorAll('button')].find(
    ({ textContent }) => textContent === say('preparing.edit'),
  );
  await act(async () => button?.click());
  const title = document.querySelector<HTMLInputElement>('[role="dialog"] input');
  if (title === null) throw new Error('the title is not asked for');
  await act(async () => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
    set?.call(title, 'Metà di un titolo');
    title.dispatchEvent(new Event('input', { bubbles: true }));
  });
  expect(document.querySelector('main h2')?.textContent).not.toContain(say('votes.question'));
  await goesToTheVote();
  expect(document.querySelector('main h2')?.textContent).toContain(say('votes.question'));
  expect(title.isConnected).toBe(true);
  expect(document.querySelector<HTMLInputElement>('[role="dialog"] input')?.value).toBe(
    'Metà di un titolo',
  );
});

it('[N2] a lock while one votes greys the paper and leaves it there', async () => {
  await draws(1);
  await opensTheVote();
  const more = () =>
    document.querySelector(`[aria-label="${say('votes.more', { name: 'Casa' })}"]`);
  expect(more()?.hasAttribute('aria-disabled')).toBe(false);
  await leads(server, { type: 'setLock', scope: 'everything', on: true });
  expect(more()?.getAttribute('aria-disabled')).toBe('true');
  expect(document.body.textContent).toContain(say('refusals.locked'));
});
