/** Any phase, going back too: the order is a suggestion, not a rail. For the facilitator. */
import { PHASES, type Phase, phaseIndex } from '@tavolo/model';
import { ChevronDown, ListChecks } from 'lucide-react';
import { useState } from 'react';
import { Menu, MenuItem, MenuSeparator } from '../design/menu.tsx';
import { useMay, useRefusalText, useText, useWorkshop } from '../state/hooks.ts';
import { MoveDialog } from './move-dialog.tsx';
import css from './phase-menu.module.css';
import { PlanSheet } from './plan-sheet.tsx';

/** `short` is ⋯ alone, where there is no room for words. */
export function PhaseMenu({ short }: { readonly short?: boolean }) {
  const text = useText();
  const refusalText = useRefusalText();
  const phase = useWorkshop((workshop) => workshop.phase);
  const closed = useWorkshop((workshop) => workshop.closed);
  const may = useMay('run');
  const [to, setTo] = useState<Phase | null>(null);
  const [planning, setPlanning] = useState(false);
  const refusal = may !== true ? refusalText(may) : closed ? text('refusals.closed') : null;
  return (
    <>
      <Menu
        label={text('phases.change')}
        placement="bottom end"
        trigger={
          short ? undefined : (
            <>
              {text('phases.change')}
              <ChevronDown aria-hidden />
            </>
          )
        }
      >
        {PHASES.map((each) => (
          <MenuItem
            key={each}
            words={text(`phases.${each}`)}
            icon={
              <span className={css.number} data-now={each === phase || undefined}>
                {phaseIndex(each)}
              </span>
            }
            refusal={each === phase ? text('phases.current') : refusal}
            onAction={() => setTo(each)}
          >
            {text(`phases.${each}`)}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuItem
          icon={<ListChecks aria-hidden />}
          refusal={refusal}
          onAction={() => setPlanning(true)}
        >
          {text('phases.planOpen')}
        </MenuItem>
      </Menu>
      {planning ? <PlanSheet onClose={() => setPlanning(false)} /> : null}
      {to === null ? null : <MoveDialog to={to} onClose={() => setTo(null)} />}
    </>
  );
}
