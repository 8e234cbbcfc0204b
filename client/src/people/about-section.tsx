/** What the workshop is about: title, question, for whom. Changed here whenever it has to be. */
import { INTERFACE_LANGUAGES, LANGUAGE_NAMES } from '@tavolo/i18n';
import { AUDIENCES, LANGUAGES } from '@tavolo/model';
import { Pencil } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { announce } from '../design/announce.tsx';
import { Button } from '../design/button.tsx';
import { Input, Select, TextArea } from '../design/field.tsx';
import { useRefusalText, useRoom, useText, useWorkshop } from '../state/hooks.ts';
import css from './people-panel.module.css';
import { PanelSection } from './section.tsx';

export function AboutSection() {
  const text = useText();
  const title = useWorkshop((workshop) => workshop.title);
  const challenge = useWorkshop((workshop) => workshop.challenge);
  const language = useWorkshop((workshop) => workshop.language);
  const closed = useWorkshop((workshop) => workshop.closed);
  const [editing, setEditing] = useState(false);
  const [edited, setEdited] = useState(false);
  const stop = () => {
    setEditing(false);
    setEdited(true);
  };
  return (
    <PanelSection part="about" title={text('preparing.about')}>
      {editing ? (
        <EditForm onDone={stop} />
      ) : (
        <>
          <div className={css.about} lang={language}>
            <b dir="auto">{title}</b>
            {challenge === '' ? (
              <p className={css.quiet}>{text('preparing.noChallenge')}</p>
            ) : (
              <p className={css.question} dir="auto">
                {challenge}
              </p>
            )}
          </div>
          <Button
            icon={<Pencil aria-hidden />}
            refusal={closed ? text('refusals.closed') : null}
            autoFocus={edited}
            onClick={() => setEditing(true)}
          >
            {text('preparing.edit')}
          </Button>
        </>
      )}
    </PanelSection>
  );
}

function EditForm({ onDone }: { readonly onDone: () => void }) {
  const text = useText();
  const refusalText = useRefusalText();
  const room = useRoom();
  const [before] = useState(useWorkshop());
  const [title, setTitle] = useState(before.title);
  const [challenge, setChallenge] = useState(before.challenge);
  const [audience, setAudience] = useState(before.audience);
  const [language, setLanguage] = useState(before.language);
  const [error, setError] = useState<string | null>(null);
  const save = (event: FormEvent) => {
    event.preventDefault();
    // What was not touched here is not named: somebody else may be changing it.
    const refusal = room.send({
      type: 'editWorkshop',
      ...(title === before.title ? {} : { title }),
      ...(challenge === before.challenge ? {} : { challenge }),
      ...(audience === before.audience ? {} : { audience }),
      ...(language === before.language ? {} : { language }),
    });
    setError(refusal === null ? null : refusalText(refusal));
    if (refusal !== null) return;
    announce(text('preparing.edited'));
    onDone();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };
  const languages = LANGUAGES.filter(
    (code) => code === language || INTERFACE_LANGUAGES.some((each) => each === code),
  );
  return (
    <form className={css.form} onSubmit={save} onKeyDown={leave}>
      <p className={css.quiet}>{text('preparing.editLine')}</p>
      <Input
        label={text('home.titleLabel')}
        value={title}
        error={error}
        autoFocus
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={text('home.challengeLabel')}
        optional={text('common.optional')}
        value={challenge}
        onChange={(event) => setChallenge(event.target.value)}
      />
      <Select
        label={text('preparing.audienceLabel')}
        value={audience}
        onChange={({ target }) =>
          setAudience(AUDIENCES.find((each) => each === target.value) ?? audience)
        }
      >
        {AUDIENCES.map((each) => (
          <option key={each} value={each}>
            {text(`preparing.audience.${each}`)}
          </option>
        ))}
      </Select>
      <Select
        label={text('home.languageLabel')}
        help={text('home.languageHelp')}
        value={language}
        onChange={({ target }) =>
          setLanguage(LANGUAGES.find((each) => each === target.value) ?? language)
        }
      >
        {languages.map((code) => (
          <option key={code} value={code} lang={code}>
            {LANGUAGE_NAMES[code]}
          </option>
        ))}
      </Select>
      <div className={css.row}>
        <Button type="submit">{text('common.save')}</Button>
        <Button look="quiet" onClick={onDone}>
          {text('common.cancel')}
        </Button>
      </div>
    </form>
  );
}
