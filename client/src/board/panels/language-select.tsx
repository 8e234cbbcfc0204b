import { LANGUAGE_NAMES } from '@tavolo/i18n';
import { LANGUAGES, type Language } from '@tavolo/model';
import { Select } from '../../design/field.tsx';
import { useText } from '../../state/hooks.ts';

/** In which language the words are written: it gives them their direction and their voice. */
export function LanguageSelect({
  value,
  onChange,
}: {
  readonly value: Language;
  readonly onChange: (language: Language) => void;
}) {
  const text = useText();
  return (
    <Select
      label={text('board.textLanguage')}
      value={value}
      onChange={(event) => onChange(LANGUAGES.find((each) => each === event.target.value) ?? value)}
    >
      {LANGUAGES.map((each) => (
        <option key={each} value={each} lang={each}>
          {LANGUAGE_NAMES[each]}
        </option>
      ))}
    </Select>
  );
}
