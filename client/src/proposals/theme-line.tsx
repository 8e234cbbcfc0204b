import type { Proposal, Theme } from '@tavolo/model';
import { ThemeGlyph } from '../design/theme-glyph.tsx';
import { useWorkshop } from '../state/hooks.ts';
import css from './proposals.module.css';

/** The theme of a proposal is that of its first cluster that has one. */
export function useThemeOf({ clusterIds }: Proposal): Theme | undefined {
  const clusters = useWorkshop((workshop) => workshop.clusters);
  const themes = useWorkshop((workshop) => workshop.themes);
  for (const clusterId of clusterIds) {
    const themeId = clusters.get(clusterId)?.themeId ?? null;
    const theme = themeId === null ? undefined : themes.get(themeId);
    if (theme !== undefined) return theme;
  }
  return undefined;
}

export function ThemeLine({ theme }: { readonly theme: Theme | undefined }) {
  if (theme === undefined) return null;
  return (
    <p className={css.theme} data-theme={theme.colour}>
      <ThemeGlyph colour={theme.colour} />
      <b dir="auto">{theme.name}</b>
    </p>
  );
}
