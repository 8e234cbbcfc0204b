/**
 * Where the workshop is, on the thread of its ten phases, and what to do now. The
 * facilitator moves it from here. Phones get the knots, the present name and the one after.
 */
import { nextPlanned } from '@tavolo/model';
import { Later, later } from '../design/later.tsx';
import { NARROW, useMedia } from '../design/media.ts';
import { Thread } from '../design/thread.tsx';
import { RoomTimer } from '../facilitation/timer.tsx';
import { useLeads, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { useCourse } from './course.ts';
import { useInstruction } from './instruction.ts';
import { NextPhaseButton } from './next-phase-button.tsx';
import css from './phase-bar.module.css';
import { RevealButton, useMayReveal } from './reveal-button.tsx';

const PhaseMenu = later(() => import('./phase-menu.tsx').then((part) => part.PhaseMenu));

export function PhaseBar() {
  const narrow = useMedia(NARROW);
  return narrow ? <NarrowBar /> : <WideBar />;
}

function WideBar() {
  const text = useText();
  const { steps, now } = useCourse();
  const instruction = useInstruction();
  const facilitator = useLeads();
  const toReveal = useMayReveal();
  const timed = useWorkshop((workshop) => workshop.timer !== null);
  return (
    <nav className={css.wide} aria-label={text('phases.title')}>
      <Thread steps={steps} now={now} />
      <div className={css.end}>
        {toReveal ? (
          // The button says it, and the thread keeps the room for its names.
          <RevealButton />
        ) : (
          <div className={css.say}>
            <p data-timed={(timed && facilitator) || undefined}>{instruction}</p>
            <Drafts />
          </div>
        )}
        <RoomTimer />
        {/* With a countdown beside it, the menu of phases has one word. */}
        <Later>{facilitator ? <PhaseMenu look={timed ? 'word' : 'words'} /> : null}</Later>
      </div>
    </nav>
  );
}

function NarrowBar() {
  const text = useText();
  const { steps, now } = useCourse();
  const instruction = useInstruction();
  const phase = useWorkshop((workshop) => workshop.phase);
  const facilitator = useLeads();
  const toReveal = useMayReveal();
  const timed = useWorkshop((workshop) => workshop.timer !== null);
  const plan = useWorkshop((workshop) => workshop.plan);
  const next = nextPlanned(plan, phase);
  return (
    <nav className={css.narrow} aria-label={text('phases.title')}>
      <Thread steps={steps} now={now} labels={false} />
      <div className={css.head}>
        <h2>
          {text(`phases.${phase}.short`)}
          {next === null || timed ? null : (
            <span>{text('phases.after', { name: text(`phases.${next}.short`) })}</span>
          )}
        </h2>
        <RoomTimer />
      </div>
      <p>{instruction}</p>
      {facilitator ? (
        <>
          <Drafts />
          <div className={css.actions}>
            {toReveal ? <RevealButton /> : null}
            <NextPhaseButton look="outline" />
            <Later>
              <PhaseMenu look="sign" />
            </Later>
          </div>
        </>
      ) : null}
    </nav>
  );
}

/** How many needs lie covered: a number without names, for the facilitator alone. */
function Drafts() {
  const text = useText();
  const phase = useWorkshop((workshop) => workshop.phase);
  const drafts = useRoomState((state) => state.counts?.drafts ?? null);
  if (drafts === null || phase !== 'write') return null;
  return (
    <p className={css.drafts}>
      {drafts === 0 ? text('phases.draftsNone') : text('phases.drafts', { count: drafts })}
    </p>
  );
}
