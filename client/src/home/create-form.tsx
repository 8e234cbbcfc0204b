/** A title is enough; what is wrong is said beside its field, and what was typed stays. */
import { INTERFACE_LANGUAGES, LANGUAGE_NAMES } from '@tavolo/i18n';
import { LANGUAGES, type Language, LIMITS, textLength } from '@tavolo/model';
import type { CreatedWorkshop, CreateWorkshopBody } from '@tavolo/protocol';
import { ArrowLeft, CircleAlert } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Input, Select, TextArea } from '../design/field.tsx';
import { Note } from '../design/note.tsx';
import { usePageTitle } from '../design/page-title.ts';
import { rememberWorkshop } from '../people/remembered.ts';
import { openApi } from '../state/api.ts';
import { useLanguage, useText } from '../state/hooks.ts';
import css from './create-page.module.css';
import type { Ready } from './create-page.tsx';
import { type Start, StartChoice } from './start-choice.tsx';

type Wrong = Partial<Record<'title' | 'challenge' | 'name' | 'operatorCode' | 'whole', string>>;

export function CreateForm({ onReady }: { readonly onReady: (ready: Ready) => void }) {
  const text = useText();
  usePageTitle(text('home.createPageTitle'));
  const [interfaceLanguage] = useLanguage();
  const [title, setTitle] = useState('');
  const [challenge, setChallenge] = useState('');
  const [language, setLanguage] = useState<Language>(interfaceLanguage);
  const [name, setName] = useState('');
  const [start, setStart] = useState<Start>({ template: 'welfare' });
  const [operatorCode, setOperatorCode] = useState('');
  // The field appears when this server asks for it, and stays.
  const [operatorAsked, setOperatorAsked] = useState(false);
  const [wrong, setWrong] = useState<Wrong>({});
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const tooLong = (value: string, limit: number, key: Parameters<typeof text>[0]) => {
    const length = textLength(value.trim());
    return length > limit ? text(key, { limit, length }) : undefined;
  };
  const check = (): Wrong => ({
    title:
      title.trim() === ''
        ? text('home.titleEmpty')
        : tooLong(title, LIMITS.workshopTitle, 'home.titleLong'),
    challenge: tooLong(challenge, LIMITS.challenge, 'home.challengeLong'),
    name: tooLong(name, LIMITS.seatName, 'home.nameLong'),
  });
  const show = (found: Wrong) => {
    setWrong(found);
    setBusy(false);
    // After the sentence is drawn, the first field that needs something gets the focus.
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
    );
  };

  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = check();
    if (Object.values(found).some((sentence) => sentence !== undefined)) return show(found);
    setWrong({});
    setBusy(true);
    const body: CreateWorkshopBody = {
      title,
      language,
      ...start,
      ...(challenge.trim() === '' ? {} : { challenge }),
      ...(name.trim() === '' ? {} : { name }),
      ...(operatorCode.trim() === '' ? {} : { operatorCode }),
    };
    const answer = await openApi().post<CreatedWorkshop>('/api/workshops', body);
    if (answer.is === 'unreachable') return show({ whole: text('common.unreachable') });
    if (answer.is === 'refused') {
      const { kind, message } = answer.refusal;
      if (kind !== 'may-not-create') return show({ whole: message });
      const again = operatorAsked && operatorCode.trim() !== '';
      setOperatorAsked(true);
      return show({ operatorCode: again ? text('home.operatorWrong') : message });
    }
    rememberWorkshop({ id: answer.value.workshopId, title: title.trim(), role: 'facilitator' });
    onReady({ title: title.trim(), created: answer.value });
  };

  return (
    <form
      ref={form}
      className={css.form}
      onSubmit={(event) => void create(event)}
      noValidate
      aria-labelledby="create-title"
    >
      <a className={css.back} href="/">
        <ArrowLeft aria-hidden className="turns" />
        {text('home.backHome')}
      </a>
      <div>
        <h1 id="create-title">{text('home.createTitle')}</h1>
        <p className={css.line}>{text('home.createLine')}</p>
      </div>
      <Input
        label={text('home.titleLabel')}
        help={text('home.titleHelp')}
        error={wrong.title}
        value={title}
        autoComplete="off"
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={text('home.challengeLabel')}
        optional={text('common.optional')}
        help={text('home.challengeHelp')}
        error={wrong.challenge}
        value={challenge}
        onChange={(event) => setChallenge(event.target.value)}
      />
      <div className={css.two}>
        <Select
          label={text('home.languageLabel')}
          help={text('home.languageHelp')}
          value={language}
          onChange={(event) => {
            const chosen = LANGUAGES.find((each) => each === event.target.value);
            if (chosen !== undefined) setLanguage(chosen);
          }}
        >
          {INTERFACE_LANGUAGES.map((code) => (
            <option key={code} value={code} lang={code}>
              {LANGUAGE_NAMES[code]}
            </option>
          ))}
        </Select>
        <Input
          label={text('home.nameLabel')}
          optional={text('common.optional')}
          help={text('home.nameHelp')}
          error={wrong.name}
          value={name}
          autoComplete="nickname"
          onChange={(event) => setName(event.target.value)}
        />
      </div>
      <StartChoice start={start} onStart={setStart} />
      {operatorAsked ? (
        <Input
          label={text('home.operatorLabel')}
          help={text('home.operatorHelp')}
          error={wrong.operatorCode}
          value={operatorCode}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setOperatorCode(event.target.value)}
        />
      ) : null}
      {wrong.whole === undefined ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {wrong.whole}
        </Note>
      )}
      <div>
        <Button type="submit" look="primary" large aria-busy={busy}>
          {text(busy ? 'home.creating' : 'home.createDo')}
        </Button>
      </div>
    </form>
  );
}
