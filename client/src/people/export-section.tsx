/** Everything that is on the board, to take away: with a word about the names in it. */
import { Download } from 'lucide-react';
import { Button, ButtonLink } from '../design/button.tsx';
import { useMay, useRefusalText, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

const KINDS = [
  { file: 'export.json', words: 'common.exportJson' },
  { file: 'export.csv', words: 'common.exportCsv' },
] as const;

/** Not shown to those whose role never exports; greyed with its reason in a phase that forbids it. */
export function ExportSection() {
  const text = useText();
  const refusalText = useRefusalText();
  const id = useWorkshop((workshop) => workshop.id);
  const facilitator = useRoomState((state) => state.me?.role === 'facilitator');
  const may = useMay('export');
  if (id === null || (may !== true && !facilitator)) return null;
  return (
    <PanelSection title={text('common.export')}>
      <p className={css.quiet}>{text('common.exportLine')}</p>
      {may === true ? (
        <div className={css.row}>
          {KINDS.map(({ file, words }) => (
            <ButtonLink
              key={file}
              href={`/api/workshops/${id}/${file}`}
              download
              icon={<Download aria-hidden />}
            >
              {text(words)}
            </ButtonLink>
          ))}
        </div>
      ) : (
        <Button icon={<Download aria-hidden />} refusal={refusalText(may)} reason="below">
          {text('common.export')}
        </Button>
      )}
    </PanelSection>
  );
}
