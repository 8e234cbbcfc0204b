/** The themes: their colour and sign stay, their names can change. For the facilitator. */
import { THEME_COLOURS, type Theme, type ThemeColour, type ThemeId } from '@tavolo/model';
import { Pencil, Plus } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { Button, IconButton } from '../design/button.tsx';
import { Input } from '../design/field.tsx';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useRefusalText, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import { newId } from '../state/new-id.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

export function ThemesPanel() {
  const text = useText();
  const table = useWorkshop((workshop) => workshop.themes);
  const themes = [...table.values()].sort((a, b) => a.position - b.position);
  const [renaming, setRenaming] = useState<ThemeId | null>(null);
  const [adding, setAdding] = useState(false);
  /** Whose pencil gets the focus back. */
  const [renamed, setRenamed] = useState<ThemeId | null>(null);
  const stopRenaming = () => {
    setRenamed(renaming);
    setRenaming(null);
  };
  return (
    <PanelSection part="themes" title={text('common.themes')}>
      <p className={css.quiet}>
        {text(themes.length === 0 ? 'common.themesNone' : 'common.themesLine')}
      </p>
      <ul className={css.themes}>
        {themes.map((theme) => (
          <li key={theme.id} data-theme={theme.colour}>
            <ThemeGlyph colour={theme.colour} look="large" />
            {renaming === theme.id ? (
              <RenameForm theme={theme} onDone={stopRenaming} />
            ) : (
              <>
                <b>{theme.name}</b>
                <IconButton
                  label={text('common.themeRename', { name: theme.name })}
                  icon={<Pencil aria-hidden />}
                  autoFocus={renamed === theme.id}
                  onClick={() => setRenaming(theme.id)}
                />
              </>
            )}
          </li>
        ))}
      </ul>
      {adding ? (
        <AddForm used={themes.map((theme) => theme.colour)} onDone={() => setAdding(false)} />
      ) : (
        <Button icon={<Plus aria-hidden />} onClick={() => setAdding(true)}>
          {text('common.themeAdd')}
        </Button>
      )}
    </PanelSection>
  );
}

function RenameForm({ theme, onDone }: { readonly theme: Theme; readonly onDone: () => void }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [name, setName] = useState(theme.name);
  const [error, setError] = useState<string | null>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const refusal = room.send({ type: 'renameTheme', themeId: theme.id, name });
    if (refusal === null) onDone();
    else setError(refusalText(refusal));
  };
  return (
    <form className={css.form} onSubmit={save} onKeyDown={(event) => leaves(event, onDone)}>
      <Input
        label={text('common.themeName')}
        value={name}
        error={error}
        autoFocus
        onChange={(event) => setName(event.target.value)}
      />
      <FormButtons save={text('common.save')} onCancel={onDone} />
    </form>
  );
}

function AddForm({
  used,
  onDone,
}: {
  readonly used: readonly ThemeColour[];
  readonly onDone: () => void;
}) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [name, setName] = useState('');
  const [colour, setColour] = useState<ThemeColour>(
    THEME_COLOURS.find((each) => !used.includes(each)) ?? 'housing',
  );
  const [error, setError] = useState<string | null>(null);
  const add = (event: FormEvent) => {
    event.preventDefault();
    const themeId = newId<ThemeId>();
    const refusal = room.send({ type: 'createTheme', themeId, name, colour });
    if (refusal === null) onDone();
    else setError(refusalText(refusal));
  };
  return (
    <form className={css.form} onSubmit={add} onKeyDown={(event) => leaves(event, onDone)}>
      <Input
        label={text('common.themeName')}
        value={name}
        error={error}
        autoFocus
        onChange={(event) => setName(event.target.value)}
      />
      <fieldset>
        <legend>{text('common.themeLook')}</legend>
        <div className={css.looks}>
          {THEME_COLOURS.map((each) => (
            <label key={each} data-theme={each}>
              <input
                type="radio"
                name="look"
                aria-label={text(`common.theme.${each}`)}
                checked={colour === each}
                onChange={() => setColour(each)}
              />
              <ThemeGlyph colour={each} look="large" />
              {used.includes(each) ? <span>{text('common.themeTaken')}</span> : null}
            </label>
          ))}
        </div>
      </fieldset>
      <FormButtons save={text('common.themeAdd')} onCancel={onDone} />
    </form>
  );
}

/** Escape leaves the form; the panel around it stays. */
function leaves(event: KeyboardEvent, onDone: () => void): void {
  if (event.key !== 'Escape') return;
  event.preventDefault();
  event.stopPropagation();
  onDone();
}

function FormButtons({ save, onCancel }: { readonly save: string; readonly onCancel: () => void }) {
  const text = useText();
  return (
    <div className={css.row}>
      <Button type="submit">{save}</Button>
      <Button look="quiet" onClick={onCancel}>
        {text('common.cancel')}
      </Button>
    </div>
  );
}
