import { type Card, type CardId, isShown, LIMITS, type SheetResource } from '@tavolo/model';
import { Gift, Plus, X } from 'lucide-react';
import { useMemo } from 'react';
import { Button, IconButton } from '../../design/button.tsx';
import { Menu, MenuItem } from '../../design/menu.tsx';
import { useText, useWorkshop } from '../../state/hooks.ts';
import { useSheet } from '../sheet-context.tsx';
import { FieldFrame } from './field-frame.tsx';
import css from './fields.module.css';
import { stayInField } from './stay-in-field.ts';
import { useDraft } from './use-draft.ts';

/** What the service uses: in free words, or an offer that lies on the wall. */
export function ResourcesField() {
  const text = useText();
  const { proposal, mayWrite, save } = useSheet();
  const language = useWorkshop((workshop) => workshop.language);
  const cards = useWorkshop((workshop) => workshop.cards);
  const draft = useDraft(proposal.fields.resources, (value) =>
    save({ field: 'resources', value: [...value] }),
  );
  const lines = draft.shown;
  const put = (at: number, what: string) =>
    draft.change(lines.map((line, index) => (index === at ? { ...line, what } : line)));
  return (
    <FieldFrame field="resources" draft={draft}>
      {(labelId) => (
        <>
          {lines.length === 0 && mayWrite !== true ? (
            <p className={css.read}>{text('proposals.empty')}</p>
          ) : null}
          <ul className={css.lines} aria-labelledby={labelId}>
            {lines.map((line, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may say the same
              <li key={at}>
                {line.offerId === null && mayWrite === true ? (
                  <textarea
                    className={css.words}
                    aria-label={text('proposals.resourceWhat', { n: at + 1 })}
                    lang={language}
                    dir="auto"
                    rows={1}
                    value={line.what}
                    onChange={({ target }) => put(at, target.value.replace(/\n/g, ' '))}
                  />
                ) : (
                  <p className={css.offer} lang={language} dir="auto">
                    {line.offerId === null ? null : (
                      <Gift role="img" aria-label={text('proposals.fromOffer')} />
                    )}
                    <span>{wordsOf(line, cards)}</span>
                  </p>
                )}
                {mayWrite === true ? (
                  <IconButton
                    label={text('proposals.removeLine', {
                      n: at + 1,
                      field: text('proposals.field.resources'),
                    })}
                    icon={<X aria-hidden />}
                    onClick={(event) => {
                      stayInField(event.currentTarget);
                      draft.change(lines.filter((_, index) => index !== at));
                    }}
                  />
                ) : null}
              </li>
            ))}
          </ul>
          {mayWrite === true && lines.length < LIMITS.sheetList ? (
            <div className={css.adding}>
              <ChooseOffer
                used={lines}
                onChoose={({ id, text: what }) =>
                  draft.change([...lines, { what: shortened(what), offerId: id }])
                }
              />
              <Button
                look="quiet"
                data-add=""
                icon={<Plus aria-hidden />}
                onClick={() => draft.change([...lines, { what: '', offerId: null }])}
              >
                {text('proposals.addResource')}
              </Button>
            </div>
          ) : null}
        </>
      )}
    </FieldFrame>
  );
}

function ChooseOffer({
  used,
  onChoose,
}: {
  readonly used: readonly SheetResource[];
  readonly onChoose: (offer: Card) => void;
}) {
  const text = useText();
  const cards = useWorkshop((workshop) => workshop.cards);
  const offers = useMemo(() => {
    const taken = new Set(used.map(({ offerId }) => offerId));
    return [...cards.values()].filter(
      (card) => card.kind === 'offer' && isShown(card) && !taken.has(card.id),
    );
  }, [cards, used]);
  if (offers.length === 0) return <p className={css.none}>{text('proposals.noOffers')}</p>;
  return (
    <Menu
      label={text('proposals.chooseOffer')}
      trigger={
        <>
          <Gift aria-hidden />
          {text('proposals.chooseOffer')}
        </>
      }
      placement="bottom start"
    >
      {offers.map((offer) => (
        <MenuItem key={offer.id} onAction={() => onChoose(offer)}>
          {offer.text}
        </MenuItem>
      ))}
    </Menu>
  );
}

/** An offer's own words as they are now; what was written down where it is no more. */
function wordsOf({ what, offerId }: SheetResource, cards: { get(id: CardId): Card | undefined }) {
  const offer = offerId === null ? undefined : cards.get(offerId);
  return offer === undefined ? what : offer.text;
}

function shortened(words: string): string {
  return [...words.replace(/\s+/gu, ' ')].slice(0, LIMITS.sheetEntry).join('');
}
