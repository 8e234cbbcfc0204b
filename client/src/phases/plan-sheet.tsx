/**
 * The plan of a workshop: which phases it uses, how long each may take, and what it says in
 * the place of the usual line. For whoever leads; saved whole.
 */
import { LIMITS, type Phase, plannedMinutes } from '@tavolo/model';
import { CircleAlert } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Choice } from '../design/choice.tsx';
import { Input } from '../design/field.tsx';
import { Note } from '../design/note.tsx';
import { Sheet } from '../design/sheet.tsx';
import { useRefusalText, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import css from './plan-sheet.module.css';
import { timeInWords } from './time-in-words.ts';
import { minutesIn, planIn, type TypedPhase, typedPlan } from './typed-plan.ts';

export function PlanSheet({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const id = useId();
  const plan = useWorkshop((workshop) => workshop.plan);
  const [rows, setRows] = useState(() => typedPlan(plan));
  const [wrong, setWrong] = useState<string | null>(null);
  const change = (phase: Phase, part: Partial<TypedPhase>) => {
    setRows(rows.map((row) => (row.phase === phase ? { ...row, ...part } : row)));
  };
  const read = planIn(rows, plan);
  const total = plannedMinutes(read.map((row) => ({ ...row, minutes: row.minutes || null })));

  const save = (event: FormEvent) => {
    event.preventDefault();
    const wrongIn = read.find(({ minutes }) => Number.isNaN(minutes));
    if (wrongIn !== undefined) {
      const name = text(`phases.${wrongIn.phase}`);
      setWrong(`${name}: ${text('phases.planMinutesWrong', { limit: LIMITS.phaseMinutes })}`);
      return;
    }
    const refused = room.send({ type: 'setPhases', phases: [...read] });
    setWrong(refused === null ? null : refusalText(refused));
    if (refused !== null) return;
    announce(text('phases.planSaved'));
    onClose();
  };

  return (
    <Sheet
      title={text('phases.planTitle')}
      closeLabel={text('common.close')}
      onClose={onClose}
      foot={
        <div className={css.foot}>
          <p role="status">
            {total > 0 ? text('phases.planTotal', { time: timeInWords(total, text) }) : null}
          </p>
          <Button type="submit" form={id} look="primary">
            {text('phases.planSave')}
          </Button>
        </div>
      }
    >
      <form id={id} className={css.form} onSubmit={save}>
        <p className={css.line}>{text('phases.planLine')}</p>
        <ol className={css.rows}>
          {rows.map(({ phase, used, minutes, instruction }) => (
            <li key={phase} data-unused={!used || undefined}>
              <Choice
                checked={used}
                disabled={phase === 'prepare'}
                aria-label={text('phases.planUse', { name: text(`phases.${phase}`) })}
                onChange={(event) => change(phase, { used: event.target.checked })}
              >
                <b>{text(`phases.${phase}`)}</b>
              </Choice>
              {used ? (
                <div className={css.fields}>
                  <Input
                    label={text('phases.planMinutes')}
                    inputMode="numeric"
                    value={minutes}
                    error={
                      Number.isNaN(minutesIn(minutes))
                        ? text('phases.planMinutesWrong', { limit: LIMITS.phaseMinutes })
                        : null
                    }
                    onChange={(event) => change(phase, { minutes: event.target.value })}
                  />
                  <Input
                    label={text('phases.planInstruction')}
                    placeholder={text(`phases.${phase}.line`)}
                    value={instruction}
                    maxLength={LIMITS.instruction}
                    onChange={(event) => change(phase, { instruction: event.target.value })}
                  />
                </div>
              ) : null}
            </li>
          ))}
        </ol>
        {wrong === null ? null : (
          <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
            {wrong}
          </Note>
        )}
      </form>
    </Sheet>
  );
}
