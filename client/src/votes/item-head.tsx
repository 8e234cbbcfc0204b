import { PageLink } from '../design/link.tsx';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useText, useWorkshop } from '../state/hooks.ts';
import type { VotedItem } from './items.ts';
import css from './votes.module.css';

/** What is voted on: theme, name, and the way to read it whole. */
export function ItemHead({ item, id }: { readonly item: VotedItem | null; readonly id: string }) {
  const text = useText();
  const language = useWorkshop((workshop) => workshop.language);
  if (item === null) return <h3 id={id}>{text('votes.gone')}</h3>;
  const { theme, name, needs, href } = item;
  return (
    <>
      <p className={css.theme} data-theme={theme?.colour}>
        {theme === null ? null : <ThemeGlyph colour={theme.colour} look="disc" />}
        <span>
          {theme === null ? '' : `${theme.name} · `}
          {text('board.needs', { count: needs })}
        </span>
      </p>
      <h3 id={id} lang={language} dir="auto">
        {name}
      </h3>
      <PageLink href={href} className={css.read}>
        {text('votes.read')}
      </PageLink>
    </>
  );
}
