/**
 * Before people come: what is prepared and what is not yet, each line leading to where it
 * is done. Read off the workshop as it is; nothing is ticked by hand. For whoever leads, in
 * preparation alone.
 */
import { plannedMinutes, type Workshop } from '@tavolo/model';
import { Check, ChevronRight, ExternalLink } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Later, later } from '../design/later.tsx';
import { VisuallyHidden } from '../design/visually-hidden.tsx';
import { joinOrigin, readCode } from '../people/join-link.ts';
import { openPanel } from '../people/panel-place.ts';
import { RoomCode } from '../people/room-code.tsx';
import { useLeads, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import css from './checklist.module.css';
import { timeInWords } from './time-in-words.ts';

const PlanSheet = later(() => import('./plan-sheet.tsx').then((part) => part.PlanSheet));

/** Somebody leads, and nobody has begun. */
export function usePreparing(): boolean {
  const leads = useLeads();
  return useWorkshop(({ phase, closed }) => phase === 'prepare' && !closed) && leads;
}

export function Checklist({ onTables }: { readonly onTables: () => void }) {
  const text = useText();
  const id = useId();
  const workshop = useWorkshop();
  const code = useRoomState((state) => state.joinCode);
  const told = useRoomState((state) => state.joinOrigin);
  const [shown, setShown] = useState<'plan' | 'code' | null>(null);
  const { challenge, themes, plan, tables, linkOpen } = workshop;
  const minutes = plannedMinutes(plan);
  const phases = plan.filter(({ used }) => used).length;
  return (
    <section className={css.list} aria-labelledby={id}>
      <h2 id={id}>{text('preparing.title')}</h2>
      <p>{text('preparing.line')}</p>
      <ul>
        <Line
          is={challenge === '' ? 'todo' : 'done'}
          name={text('preparing.challenge')}
          onGo={() => openPanel('about')}
        >
          {challenge === '' ? text('preparing.challengeTodo') : <Words of={workshop} />}
        </Line>
        <Line
          is={themes.size === 0 ? 'todo' : 'done'}
          name={text('preparing.themes')}
          onGo={() => openPanel('themes')}
        >
          {themes.size === 0
            ? text('preparing.themesTodo')
            : text('preparing.themesDone', { count: themes.size })}
        </Line>
        <Line
          is={minutes === 0 ? 'todo' : 'done'}
          name={text('preparing.plan')}
          onGo={() => setShown('plan')}
        >
          {minutes === 0
            ? text('preparing.planTodo')
            : text('preparing.planDone', { count: phases, time: timeInWords(minutes, text) })}
        </Line>
        <Line
          is={tables.size === 0 ? 'optional' : 'done'}
          name={text('preparing.tables')}
          onGo={onTables}
        >
          {tables.size === 0
            ? text('preparing.tablesTodo')
            : text('preparing.tablesDone', { count: tables.size })}
        </Line>
        <Line
          is={linkOpen ? 'done' : 'todo'}
          name={text('preparing.code')}
          onGo={() => (linkOpen ? setShown('code') : openPanel('door'))}
        >
          {linkOpen
            ? text('preparing.codeDone', { code: code === null ? '' : readCode(code) })
            : text('preparing.codeTodo')}
        </Line>
        <Line
          is="look"
          name={text('preparing.projector')}
          href={workshop.id === null ? '' : `/w/${workshop.id}/room`}
        >
          {text('preparing.projectorLine')}
        </Line>
      </ul>
      <Later>{shown === 'plan' ? <PlanSheet onClose={() => setShown(null)} /> : null}</Later>
      {shown === 'code' && code !== null ? (
        <RoomCode
          origin={joinOrigin(window.location, told)}
          code={code}
          onClose={() => setShown(null)}
        />
      ) : null}
    </section>
  );
}

function Words({ of: { challenge, language } }: { readonly of: Workshop }) {
  return (
    <i lang={language} dir="auto">
      {challenge}
    </i>
  );
}

type Is = 'done' | 'todo' | 'optional' | 'look';

type LineProps = {
  readonly is: Is;
  readonly name: string;
  readonly children: ReactNode;
} & ({ readonly onGo: () => void } | { readonly href: string });

/** The whole line is what one touches. What it is comes first for who listens, in words. */
function Line({ is, name, children, ...way }: LineProps) {
  const text = useText();
  const inside = (
    <>
      <span className={css.knot} data-is={is}>
        {is === 'done' ? <Check aria-hidden /> : null}
      </span>
      <span className={css.words}>
        <VisuallyHidden>{text(`preparing.${is}`)}: </VisuallyHidden>
        <b>
          {name}
          {is === 'optional' ? <span> {text('common.optional')}</span> : null}
        </b>
        <span className={css.what}>{children}</span>
      </span>
    </>
  );
  return (
    <li data-is={is}>
      {'href' in way ? (
        <a href={way.href} target="_blank" rel="noopener">
          {inside}
          <ExternalLink aria-hidden className={css.go} />
        </a>
      ) : (
        <button type="button" onClick={way.onGo}>
          {inside}
          <ChevronRight aria-hidden className={`${css.go} turns`} />
        </button>
      )}
    </li>
  );
}
