import { LIMITS, type ProposalField } from '@tavolo/model';
import { Plus, X } from 'lucide-react';
import { useRef } from 'react';
import { flushSync } from 'react-dom';
import { Button, IconButton } from '../../design/button.tsx';
import { useText, useWorkshop } from '../../state/hooks.ts';
import { useSheet } from '../sheet-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import css from './fields.module.css';
import { stayInField } from './stay-in-field.ts';
import { useDraft } from './use-draft.ts';

type LinesName = Extract<ProposalField, 'steps' | 'partners' | 'risks' | 'indicators'>;

/** A list of short lines. Enter begins the next one. */
export function LinesField({ field }: { readonly field: LinesName }) {
  const text = useText();
  const { proposal, mayWrite, save } = useSheet();
  const language = useWorkshop((workshop) => workshop.language);
  const draft = useDraft(proposal.fields[field], (value) => save({ field, value: [...value] }));
  const list = useRef<HTMLOListElement>(null);
  const lines = draft.shown;
  const name = text(`proposals.field.${field}`);
  const List = field === 'steps' ? 'ol' : 'ul';
  const put = (at: number, words: string) =>
    draft.change(lines.map((line, index) => (index === at ? words : line)));
  const add = (at: number) => {
    if (lines.length >= LIMITS.sheetList) return;
    // At once: what is typed right after Enter belongs to the new line.
    flushSync(() => draft.change([...lines.slice(0, at), '', ...lines.slice(at)]));
    list.current?.querySelectorAll('textarea')[at]?.focus();
  };
  if (mayWrite !== true) {
    return (
      <FieldFrame field={field} draft={draft}>
        {(labelId) =>
          lines.length === 0 ? (
            <p className={css.read}>{text('proposals.empty')}</p>
          ) : (
            <List className={css.readLines} aria-labelledby={labelId} lang={language}>
              {keyed(lines).map(({ key, line }) => (
                <li key={key} dir="auto">
                  {line}
                </li>
              ))}
            </List>
          )
        }
      </FieldFrame>
    );
  }
  return (
    <FieldFrame field={field} draft={draft}>
      {(labelId) => (
        <>
          <ol
            ref={list}
            className={css.lines}
            data-numbered={field === 'steps'}
            aria-labelledby={labelId}
          >
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may say the same
              <li key={at}>
                <textarea
                  className={css.words}
                  aria-label={text('proposals.lineOf', { field: name, n: at + 1 })}
                  lang={language}
                  dir="auto"
                  rows={1}
                  value={line}
                  onChange={({ target }) => put(at, target.value.replace(/\n/g, ' '))}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    add(at + 1);
                  }}
                />
                <IconButton
                  label={text('proposals.removeLine', { n: at + 1, field: name })}
                  icon={<X aria-hidden />}
                  onClick={(event) => {
                    stayInField(event.currentTarget);
                    draft.change(lines.filter((_, index) => index !== at));
                  }}
                />
              </li>
            ))}
          </ol>
          <Button
            look="quiet"
            data-add=""
            className={css.add}
            icon={<Plus aria-hidden />}
            aria-label={`${text('proposals.addLine')}: ${name}`}
            onClick={() => add(lines.length)}
          >
            {text('proposals.addLine')}
          </Button>
        </>
      )}
    </FieldFrame>
  );
}

/** Lines may repeat; a repeated one gets a number to be told apart. */
function keyed(lines: readonly string[]): { key: string; line: string }[] {
  return lines.map((line, at) => ({ key: `${at} ${line}`, line }));
}
