import type { Theme } from '@tavolo/model';
import { useEffect, useMemo, useState } from 'react';
import { useWallIndex } from '../board/desk.tsx';
import { useWanted } from '../board/look.ts';
import { Chip } from '../design/chip.tsx';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useLanguage, useLeads, useRoomState, useText, useWorkshop } from '../state/hooks.ts';
import { binned, type Filter, ownCards } from './filter.ts';
import css from './list.module.css';

interface FiltersProps {
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
}

/** All at first, and again when somebody asks to be taken to one thing: it must not stay hidden. */
export function useFilter(): readonly [Filter, (filter: Filter) => void] {
  const [filter, setFilter] = useState<Filter>({ by: 'all' });
  const wanted = useWanted();
  useEffect(() => {
    if (wanted !== null) setFilter({ by: 'all' });
  }, [wanted]);
  return [filter, setFilter];
}

/** What of the list is shown; nothing is asked where there is nothing yet. */
export function FilterBar(props: FiltersProps) {
  const text = useText();
  const some = useWorkshop((workshop) => workshop.cards.size > 0);
  if (!some) return null;
  return (
    <nav className={css.column} aria-label={text('board.filters')}>
      <Filters {...props} />
    </nav>
  );
}

/** The row of filters; the only thing that may scroll sideways. */
function Filters({ filter, onFilter }: FiltersProps) {
  const text = useText();
  const [language] = useLanguage();
  const workshop = useWorkshop();
  const index = useWallIndex();
  const me = useRoomState((state) => state.me);
  const themes = useThemesInUse(index.published);
  const own = useMemo(() => ownCards(workshop, me?.id ?? null).length, [workshop, me]);
  const leads = useLeads();
  const bin = useMemo(() => (leads ? binned(workshop, 'bin').length : 0), [workshop, leads]);
  const held = useMemo(() => (leads ? binned(workshop, 'held').length : 0), [workshop, leads]);
  const number = (count: number) => (
    <span className={css.number}>{new Intl.NumberFormat(language).format(count)}</span>
  );
  const chip = (by: Exclude<Filter['by'], 'theme'>, words: string, count: number) => (
    <Chip tall pressed={filter.by === by} onClick={() => onFilter({ by })}>
      {words} {number(count)}
    </Chip>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of filters is not a form
    <div className={css.filters} role="group" aria-label={text('board.filters')}>
      {chip('all', text('board.all'), index.published + index.own.length)}
      {me?.role === 'observer' ? null : chip('mine', text('board.mine'), own)}
      {held > 0 || filter.by === 'held' ? chip('held', text('board.heldList'), held) : null}
      {themes.map((theme) => (
        <Chip
          key={theme.id}
          tall
          data-theme={theme.colour}
          pressed={filter.by === 'theme' && filter.themeId === theme.id}
          onClick={() => onFilter({ by: 'theme', themeId: theme.id })}
        >
          <ThemeGlyph colour={theme.colour} />
          <span className={css.themeName}>{theme.name}</span>
        </Chip>
      ))}
      {bin > 0 || filter.by === 'bin' ? chip('bin', text('board.bin'), bin) : null}
    </div>
  );
}

/** Themes that have something to show, in the workshop's order. */
function useThemesInUse(published: number): readonly Theme[] {
  const themes = useWorkshop((workshop) => workshop.themes);
  const cards = useWorkshop((workshop) => workshop.cards);
  return useMemo(() => {
    if (published === 0) return [];
    const used = new Set([...cards.values()].map((card) => card.themeId));
    return [...themes.values()]
      .filter((theme) => used.has(theme.id))
      .sort((a, b) => a.position - b.position);
  }, [themes, cards, published]);
}
