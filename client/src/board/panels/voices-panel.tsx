/**
 * A card with all its words, and the originals under it with theirs; each of those can be
 * separated again.
 */
import { type CardId, voicesOf } from '@tavolo/model';
import { Split } from 'lucide-react';
import { Button } from '../../design/button.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { useCard, useMay, useRefusalText, useText, useWorkshop } from '../../state/hooks.ts';
import { useDesk } from '../desk.tsx';
import { originOf } from '../origin.ts';
import css from './panels.module.css';

export function VoicesPanel({ cardId }: { readonly cardId: CardId }) {
  const text = useText();
  const refusalText = useRefusalText();
  const { open, act } = useDesk();
  const workshop = useWorkshop();
  const card = useCard(cardId);
  const merge = useMay('merge');
  if (card === undefined) return null;
  const voices = voicesOf(workshop, cardId);
  const close = () => open(null);
  const split = (voiceId: CardId) => {
    const last = voices.length === 1;
    if (act({ type: 'unmergeCards', cardIds: [voiceId] }) === null && last) close();
  };
  return (
    <Sheet
      title={text(voices.length === 0 ? `board.${card.kind}` : 'board.voicesTitle')}
      closeLabel={text('board.close')}
      onClose={close}
    >
      {voices.length === 0 ? null : <p className={css.line}>{text('board.voicesLine')}</p>}
      {[card, ...voices].map((voice) => (
        <article key={voice.id} className={css.voice}>
          <p lang={voice.language} dir="auto">
            {voice.text}
          </p>
          <footer className={css.voiceFoot}>
            <span>
              {originOf(
                voice,
                voice.placeId === null ? undefined : workshop.places.get(voice.placeId),
                text,
              )}
            </span>
            {voice.id === cardId ? null : (
              <Button
                look="quiet"
                icon={<Split aria-hidden />}
                refusal={merge === true ? null : refusalText(merge)}
                onClick={() => split(voice.id)}
              >
                {text('board.split')}
              </Button>
            )}
          </footer>
        </article>
      ))}
    </Sheet>
  );
}
