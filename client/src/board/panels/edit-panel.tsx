/** Changing one's own words. */
import type { Card, CardId } from '@tavolo/model';
import { useState } from 'react';
import { Button } from '../../design/button.tsx';
import { Sheet } from '../../design/sheet.tsx';
import { useCard, useText } from '../../state/hooks.ts';
import { useDesk } from '../desk.tsx';
import { LanguageSelect } from './language-select.tsx';
import css from './panels.module.css';
import { TextField } from './text-field.tsx';
import { ThemeSelect } from './theme-select.tsx';

export function EditPanel({ cardId }: { readonly cardId: CardId }) {
  const card = useCard(cardId);
  return card === undefined ? null : <EditForm key={cardId} card={card} />;
}

function EditForm({ card }: { readonly card: Card }) {
  const text = useText();
  const { act, open } = useDesk();
  const [words, setWords] = useState(card.text);
  const [language, setLanguage] = useState(card.language);
  const [themeId, setThemeId] = useState(card.themeId);
  const [error, setError] = useState<string | null>(null);
  const close = () => open(null);
  const save = () => {
    const refused = act({ type: 'editCard', cardId: card.id, text: words, language, themeId });
    setError(refused);
    if (refused === null) close();
  };
  return (
    <Sheet
      title={text('board.editTitle')}
      closeLabel={text('board.close')}
      onClose={close}
      foot={
        <div className={css.foot}>
          <Button look="primary" onClick={save}>
            {text('common.save')}
          </Button>
          <Button look="quiet" onClick={close}>
            {text('common.cancel')}
          </Button>
        </div>
      }
    >
      <div className={css.form}>
        <TextField
          label={text(card.kind === 'need' ? 'board.needText' : 'board.offerText')}
          error={error}
          value={words}
          language={language}
          onChange={(value) => {
            setError(null);
            setWords(value);
          }}
          onSubmit={save}
        />
        <div className={css.two}>
          <ThemeSelect value={themeId} onChange={setThemeId} />
          <LanguageSelect value={language} onChange={setLanguage} />
        </div>
      </div>
    </Sheet>
  );
}
