import type { ThemeId } from '@tavolo/model';
import { Select } from '../../design/field.tsx';
import { useText, useWorkshop } from '../../state/hooks.ts';

/** One of the workshop's themes, or none. */
export function ThemeSelect({
  value,
  onChange,
}: {
  readonly value: ThemeId | null;
  readonly onChange: (themeId: ThemeId | null) => void;
}) {
  const text = useText();
  const themes = useWorkshop((workshop) => workshop.themes);
  const inOrder = [...themes.values()].sort((a, b) => a.position - b.position);
  if (inOrder.length === 0) return null;
  return (
    <Select
      label={text('board.theme')}
      optional={text('common.optional')}
      value={value ?? ''}
      onChange={(event) =>
        onChange(inOrder.find(({ id }) => id === event.target.value)?.id ?? null)
      }
    >
      <option value="">{text('board.noTheme')}</option>
      {inOrder.map((theme) => (
        <option key={theme.id} value={theme.id}>
          {theme.name}
        </option>
      ))}
    </Select>
  );
}
