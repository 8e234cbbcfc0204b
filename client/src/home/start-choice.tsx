/**
 * What a workshop starts from: a template with its phases and times to look at first, the
 * set-up of one that I led, or themes alone.
 */
import { plannedMinutes, TEMPLATE_IDS, TEMPLATES, type TemplateId } from '@tavolo/model';
import { useState } from 'react';
import { Choice, ChoiceGroup } from '../design/choice.tsx';
import { rememberedWorkshops } from '../people/remembered.ts';
import { timeInWords } from '../phases/time-in-words.ts';
import { useText } from '../state/hooks.ts';
import css from './start-choice.module.css';

export type Start =
  | { readonly template: TemplateId | 'welfare' | 'blank' }
  | { readonly copyOf: string };

export function StartChoice({
  start,
  onStart,
}: {
  readonly start: Start;
  readonly onStart: (start: Start) => void;
}) {
  const text = useText();
  const [led] = useState(() => rememberedWorkshops().filter(({ role }) => role === 'facilitator'));
  const chosen = 'template' in start ? start.template : null;
  return (
    <ChoiceGroup label={text('home.templateLabel')}>
      {TEMPLATE_IDS.map((id) => (
        <div key={id}>
          <Choice
            type="radio"
            name="start"
            checked={chosen === id}
            note={text(`templates.${id}.about`)}
            onChange={() => onStart({ template: id })}
          >
            {text(`templates.${id}.name`)}
          </Choice>
          {chosen === id ? <Preview id={id} /> : null}
        </div>
      ))}
      <Choice
        type="radio"
        name="start"
        checked={chosen === 'welfare'}
        note={text('home.templateWelfareNote')}
        onChange={() => onStart({ template: 'welfare' })}
      >
        {text('home.templateWelfare')}
      </Choice>
      <Choice
        type="radio"
        name="start"
        checked={chosen === 'blank'}
        note={text('home.templateBlankNote')}
        onChange={() => onStart({ template: 'blank' })}
      >
        {text('home.templateBlank')}
      </Choice>
      {led.map(({ id, title }) => (
        <Choice
          key={id}
          type="radio"
          name="start"
          checked={'copyOf' in start && start.copyOf === id}
          note={text('home.copyNote')}
          onChange={() => onStart({ copyOf: id })}
        >
          {text('home.copyOf', { title })}
        </Choice>
      ))}
    </ChoiceGroup>
  );
}

/** Phases with their times on one line each, how long in all, and for how many people. */
function Preview({ id }: { readonly id: TemplateId }) {
  const text = useText();
  const { people, groupSize, plan } = TEMPLATES[id];
  const used = plan.filter((each) => each.used && each.phase !== 'prepare');
  return (
    <div className={css.preview}>
      <ol>
        {used.map(({ phase, minutes }) => (
          <li key={phase}>
            <span>{text(`phases.${phase}`)}</span>
            <span>{minutes === null ? '' : timeInWords(minutes, text)}</span>
          </li>
        ))}
      </ol>
      <p>
        <b>{text('phases.planTotal', { time: timeInWords(plannedMinutes(plan), text) })}</b>
        <span>{text('templates.people', { ...people, size: groupSize })}</span>
      </p>
    </div>
  );
}
