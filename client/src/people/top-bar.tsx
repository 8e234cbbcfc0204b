/**
 * The first row of a workshop's page: whose table this is, whether what one did is safe,
 * who is here, and how to look at it. Phones keep the title, the sign and one button.
 */
import { Armchair, FileText, LayoutGrid, List, Presentation, Users, Vote } from 'lucide-react';
import { useEffect } from 'react';
import { AvatarRow } from '../design/avatar.tsx';
import { Brand } from '../design/brand.tsx';
import { Button, ButtonLink, IconButton } from '../design/button.tsx';
import { CopyCode } from '../design/copy-code.tsx';
import { Later, later } from '../design/later.tsx';
import { PageButtonLink } from '../design/link.tsx';
import { NARROW, TIGHT, useMedia } from '../design/media.ts';
import { usePageTitle } from '../design/page-title.ts';
import { Segments } from '../design/segments.tsx';
import { Tag } from '../design/tag.tsx';
import { proposalsPath } from '../proposals/paths.ts';
import { useLeads, usePresence, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { readCode } from './join-link.ts';
import { closePanel, openPanel, usePanelPlace } from './panel-place.ts';
import { rememberWorkshop } from './remembered.ts';
import { Saving } from './saving.tsx';
import css from './top-bar.module.css';

const PeoplePanel = later(() => import('./people-panel.tsx').then((part) => part.PeoplePanel));

export type View = 'wall' | 'list' | 'tables' | 'vote';

export interface TopBarProps {
  readonly view: View;
  readonly onView: (view: View) => void;
  /** There is, was or can be a vote. */
  readonly vote: boolean;
  /** There are tables to see or to set up. */
  readonly tables: boolean;
}

export function TopBar({ view, onView, vote, tables }: TopBarProps) {
  const text = useText();
  const narrow = useMedia(NARROW);
  const open = usePanelPlace() !== null;
  const title = useWorkshop((workshop) => workshop.title);
  const phase = useWorkshop((workshop) => workshop.phase);
  usePageTitle(`${text(`phases.${phase}`)} · ${title} · Tavolo`);
  useRemembered();
  const toggle = open ? closePanel : () => openPanel();
  // Another page has its own panels.
  useEffect(() => closePanel, []);
  return (
    <>
      {narrow ? (
        <NarrowBar open={open} onPeople={toggle} />
      ) : (
        <WideBar
          view={view}
          onView={onView}
          vote={vote}
          tables={tables}
          open={open}
          onPeople={toggle}
        />
      )}
      <Later>{open ? <PeoplePanel onClose={closePanel} /> : null}</Later>
    </>
  );
}

interface PeopleButton {
  readonly open: boolean;
  readonly onPeople: () => void;
}

function WideBar({ view, onView, vote, tables, open, onPeople }: TopBarProps & PeopleButton) {
  const text = useText();
  const tight = useMedia(TIGHT);
  return (
    <header className={css.wide}>
      <Brand href="/" short={tight} />
      <div className={css.title} data-vote={vote || tables || undefined}>
        <Title />
        <Code />
      </div>
      <Saving />
      <Present />
      <Segments
        label={text('common.view')}
        current={view}
        onChange={onView}
        options={[
          { key: 'wall', name: text('common.wall'), icon: <LayoutGrid aria-hidden /> },
          { key: 'list', name: text('common.list'), icon: <List aria-hidden /> },
          ...(tables
            ? [
                {
                  key: 'tables' as const,
                  name: text('tables.view'),
                  icon: <Armchair aria-hidden />,
                },
              ]
            : []),
          ...(vote
            ? [{ key: 'vote' as const, name: text('votes.view'), icon: <Vote aria-hidden /> }]
            : []),
        ]}
      />
      <ToProposals />
      <ToProjector />
      <Button
        icon={<Users aria-hidden />}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={onPeople}
      >
        {text('common.people')}
      </Button>
    </header>
  );
}

function NarrowBar({ open, onPeople }: PeopleButton) {
  const text = useText();
  return (
    <header className={css.narrow}>
      <Title />
      <Saving short />
      <ToProposals short />
      <IconButton
        label={text('common.peopleAndWorkshop')}
        icon={<Users aria-hidden />}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={onPeople}
      />
    </header>
  );
}

/** The way to the proposals; on a phone it is only a sign with its name, and only where there are any. */
function ToProposals({ short }: { readonly short?: boolean }) {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id);
  const count = useWorkshop((workshop) => workshop.proposals.size);
  if (id === null || (short && count === 0)) return null;
  const name = count === 0 ? text('proposals.title') : text('proposals.open', { count });
  return (
    <PageButtonLink
      look={short ? 'quiet' : 'outline'}
      href={proposalsPath(id)}
      icon={<FileText aria-hidden />}
      aria-label={short ? name : undefined}
    >
      {short ? null : name}
    </PageButtonLink>
  );
}

/** A page of its own, for the window that lies on the projector. */
function ToProjector() {
  const text = useText();
  const id = useWorkshop((workshop) => workshop.id);
  const leads = useLeads();
  if (id === null || !leads) return null;
  return (
    <ButtonLink
      look="outline"
      className={css.project}
      href={`/w/${id}/room`}
      target="_blank"
      rel="noopener"
      icon={<Presentation aria-hidden />}
      title={text('projector.openLine')}
      aria-label={text('projector.open')}
    >
      <span>{text('projector.open')}</span>
    </ButtonLink>
  );
}

function Title() {
  const text = useText();
  const title = useWorkshop((workshop) => workshop.title);
  const language = useWorkshop((workshop) => workshop.language);
  const demonstration = useWorkshop((workshop) => workshop.demonstration);
  const closed = useWorkshop((workshop) => workshop.closed);
  return (
    <>
      <h1 lang={language} dir="auto" title={title}>
        {title}
      </h1>
      {demonstration ? <Tag tone="accent">{text('common.demonstration')}</Tag> : null}
      {closed ? <Tag tone="warn">{text('common.closed')}</Tag> : null}
    </>
  );
}

function Code() {
  const text = useText();
  const code = useRoomState((state) => state.joinCode);
  if (code === null) return null;
  return (
    <span className={css.code}>
      <CopyCode
        value={readCode(code)}
        label={text('common.copyCode')}
        copied={text('common.copied')}
        byHand={text('common.copyByHand')}
      />
    </span>
  );
}

/** One sign for each person, however many tabs they have open. */
function Present() {
  const text = useText();
  const others = usePresence();
  const counted = useRoomState((state) => state.counts?.present ?? null);
  const people = [...new Map(others.map((other) => [other.seatKey, other])).values()].map(
    ({ seatKey, name, shade, shape }) => ({ key: seatKey, name, shade, shape }),
  );
  if (people.length === 0) return null;
  const here = Math.max(counted ?? 0, people.length + 1);
  return (
    <AvatarRow
      people={people}
      // Oneself is not drawn: one knows that one is here.
      total={here - 1}
      label={text('common.present', { count: here })}
    />
  );
}

/** The home page offers a way back to the workshops of this device. */
function useRemembered(): void {
  const id = useWorkshop((workshop) => workshop.id);
  const title = useWorkshop((workshop) => workshop.title);
  const role = useRoomState((state) => state.me?.role ?? null);
  useEffect(() => {
    if (id !== null && role !== null) rememberWorkshop({ id, title, role });
  }, [id, title, role]);
}
