import { Thread } from '../design/thread.tsx';
import { useLanguage, useText, useWorkshop } from '../state/hooks.ts';
import { courseOf } from './course.ts';
import css from './proposals.module.css';
import { sayDate } from './say.ts';
import { useSheet } from './sheet-context.tsx';

/** Where the proposal stands, and the decision with its reason. */
export function StatusThread() {
  const text = useText();
  const [interfaceLanguage] = useLanguage();
  const language = useWorkshop((workshop) => workshop.language);
  const { proposal } = useSheet();
  const { status, decision, reviewOn } = proposal;
  const { steps, now } = courseOf(status);
  return (
    <section className={css.status} aria-label={text('proposals.status')}>
      <Thread
        few
        now={now}
        steps={steps.map((step) => ({ key: step, name: text(`proposals.status.${step}`) }))}
      />
      {decision === null ? null : (
        <p>
          <b>
            {text('proposals.decided', {
              outcome: text(`proposals.status.${decision.outcome}`),
              by: decision.by,
              date: sayDate(decision.on, interfaceLanguage),
            })}
          </b>{' '}
          <span lang={language} dir="auto">
            {decision.reason}
          </span>
        </p>
      )}
      {reviewOn === null ? null : (
        <p>{text('proposals.reviewOn', { date: sayDate(reviewOn, interfaceLanguage) })}</p>
      )}
    </section>
  );
}
